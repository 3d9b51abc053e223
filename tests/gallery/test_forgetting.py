"""Conformance: suppressions, receipts, the sweep and the audit."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from tests.gallery.makers import (
    OPERATOR,
    OTHER_BOX,
    START,
    Clock,
    collection,
    consent,
    face,
    named,
    person,
)
from visage.errors import Suppressed
from visage.gallery.audit import Caller
from visage.gallery.protocol import Gallery
from visage.gallery.receipts import Copy, Receipt


def test_a_suppressed_face_does_not_come_back_until_lifted(gallery: Gallery) -> None:
    staff = collection(gallery)
    seen = face(gallery, 1, picture=b"group")
    beside = face(gallery, 2, picture=b"group", box=OTHER_BOX)
    enrolment = gallery.enrol(staff, [seen, beside], None, OPERATOR)
    ids = [each.face.id for each in enrolment.faces]
    receipt = gallery.erase_faces(staff, ids[:1], OPERATOR, suppress=True)
    [held] = gallery.suppressions(staff).items
    assert (held.receipt, held.sighting, held.subject) == (
        receipt.id,
        seen.sighting,
        None,
    )
    for target in (None, person("a")):
        with pytest.raises(Suppressed, match=f"kept from coming back.*{receipt.id}"):
            gallery.enrol(staff, [beside, seen], target, OPERATOR)
    gallery.enrol(staff, [beside], person("b"), OPERATOR)
    other = collection(gallery, "other")
    gallery.enrol(other, [seen], None, OPERATOR)
    assert gallery.lift_suppressions(other, receipt.id, OPERATOR) == 0
    assert gallery.lift_suppressions(staff, receipt.id, OPERATOR) == 1
    gallery.enrol(staff, [seen], person("a"), OPERATOR)
    assert sorted(named(gallery, staff, 1)) == ["a", "b"]


def test_a_suppressed_person_does_not_come_back_with_new_pictures(
    gallery: Gallery,
) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1, picture=b"x")], person("a"), OPERATOR)
    receipt = gallery.erase_person(staff, "a", OPERATOR, suppress=True)
    assert receipt.suppressed
    for new in (
        person("a", if_exists="add"),
        person("a", if_exists="replace"),
        person("a"),
    ):
        with pytest.raises(Suppressed, match="person of this id"):
            gallery.enrol(staff, [face(gallery, 1)], new, OPERATOR)
    with pytest.raises(Suppressed, match="face of this picture"):
        gallery.enrol(staff, [face(gallery, 1, picture=b"x")], person("b"), OPERATOR)
    assert gallery.collection(staff).people == 0
    held = gallery.suppressions(staff).items
    assert {each.subject for each in held} == {gallery.subject(staff, "a"), None}
    assert "'a'" not in str([asdict(each) for each in held])
    assert gallery.lift_suppressions(staff, receipt.id, OPERATOR) == 2
    gallery.enrol(staff, [face(gallery, 1, picture=b"x")], person("a"), OPERATOR)


def test_without_suppression_the_same_comes_back(gallery: Gallery) -> None:
    staff = collection(gallery)
    for _ in range(2):
        gallery.enrol(staff, [face(gallery, 1, picture=b"x")], person("a"), OPERATOR)
        receipt = gallery.erase_person(staff, "a", OPERATOR, suppress=False)
        assert not receipt.suppressed
    assert gallery.suppressions(staff).items == ()


def test_suppressions_come_page_by_page(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, s) for s in range(4)], person("a"), OPERATOR)
    gallery.erase_person(staff, "a", OPERATOR, suppress=True)
    first = gallery.suppressions(staff, limit=3)
    second = gallery.suppressions(staff, after=first.after, limit=3)
    assert (len(first.items), len(second.items), second.after) == (3, 2, None)


def test_a_receipt_can_be_verified_and_not_forged(gallery: Gallery) -> None:
    staff = collection(gallery)
    gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    receipt = gallery.erase_person(staff, "a", Caller("Eve"), suppress=False)
    assert gallery.verify(receipt)
    assert (receipt.by, receipt.erased) == ("Eve", START)
    assert receipt.copies
    forgeries: list[Receipt] = [
        replace(receipt, erased=START + timedelta(days=1)),
        replace(receipt, by="Mallory"),
        replace(receipt, subject=gallery.subject(staff, "b")),
        replace(receipt, faces_count=2),
        replace(receipt, faces=()),
        replace(receipt, copies=(Copy("nowhere", "never"),)),
        replace(receipt, signature="0" * 64),
        replace(receipt, signature=""),
    ]
    assert [gallery.verify(each) for each in forgeries] == [False] * len(forgeries)


def test_receipts_are_kept_in_the_order_of_time(gallery: Gallery, clock: Clock) -> None:
    staff = collection(gallery)
    given = []
    for each in ("a", "b", "c"):
        gallery.enrol(staff, [face(gallery, 1)], person(each), OPERATOR)
        given.append(gallery.erase_person(staff, each, OPERATOR, suppress=False))
        clock.go(seconds=1)
    assert gallery.receipts().items == tuple(given)
    assert gallery.receipts(after=given[0].id, limit=1).items == (given[1],)
    assert all(gallery.verify(each) for each in gallery.receipts().items)
    assert str(given[0]).count("'a'") == 0


def test_the_sweep_erases_what_has_expired(gallery: Gallery, clock: Clock) -> None:
    staff, aged = collection(gallery), collection(gallery, "aged", retention_days=2)
    gallery.enrol(
        staff, [face(gallery, 1)], person("a", given=consent(days=1)), OPERATOR
    )
    gallery.enrol(staff, [face(gallery, 2)], person("b", given=consent()), OPERATOR)
    gallery.enrol(staff, [face(gallery, 3, given=consent(days=1))], None, OPERATOR)
    gallery.enrol(aged, [face(gallery, 1)], person("c", given=consent()), OPERATOR)
    gallery.enrol(aged, [face(gallery, 2, given=consent())], None, OPERATOR)
    assert gallery.sweep(OPERATOR) == []
    assert gallery.people_ended(staff) == []
    clock.go(days=1)
    assert (gallery.people_ended(staff), gallery.people_ended("none")) == (["a"], [])
    receipts = gallery.sweep(OPERATOR)
    assert gallery.people_ended(staff) == []
    assert [(r.kind, r.subject, r.faces_count) for r in receipts] == [
        ("expired", gallery.subject(staff, "a"), 1),
        ("expired", None, 1),
    ]
    assert all(gallery.verify(each) for each in receipts)
    assert [each.id for each in gallery.people(staff).items] == ["b"]
    assert gallery.collection(staff).faces == 1
    assert gallery.collection(aged).faces == 2
    clock.go(days=1)
    assert gallery.people_ended(aged) == ["c"]
    receipts = gallery.sweep(OPERATOR)
    assert [(r.collection, r.people_count, r.faces_count) for r in receipts] == [
        ("aged", 1, 1),
        ("aged", 0, 1),
    ]
    assert (gallery.collection(aged).people, gallery.collection(aged).faces) == (0, 0)
    assert gallery.suppressions(staff).items == ()
    gallery.enrol(staff, [face(gallery, 1)], person("a", given=consent(9)), OPERATOR)
    assert named(gallery, staff, 1) == ["a", "b"]


def test_every_change_is_in_the_audit_without_ids(gallery: Gallery) -> None:
    staff = collection(gallery)
    who = Caller("Ada", token="token-7")
    gallery.enrol(staff, [face(gallery, 1), face(gallery, 2)], person("p-9"), who)
    named(gallery, staff, 1)
    gallery.erase_person(staff, "p-9", who, suppress=False)
    entries = gallery.audit().items
    subject = gallery.subject(staff, "p-9")
    assert [
        (e.at, e.by, e.token, e.operation, e.collection, e.subject, e.faces_count)
        for e in entries
    ] == [
        (START, "operator", None, "create_collection", staff, None, 0),
        (START, "Ada", "token-7", "enrol", staff, subject, 2),
        (START, "Ada", "token-7", "erase_person", staff, subject, 2),
    ]
    assert "p-9" not in str(entries)
    second = gallery.audit(after=entries[0].id, limit=1)
    assert (second.items, second.after) == (entries[1:2], entries[1].id)


def test_a_refused_change_leaves_no_entry(gallery: Gallery) -> None:
    staff = collection(gallery, policy=None)
    with pytest.raises(Exception, match="Nobody has agreed"):
        gallery.enrol(staff, [face(gallery, 1)], person("a"), OPERATOR)
    assert len(gallery.audit().items) == 1


def test_digests_are_the_gallery_s_own(gallery: Gallery) -> None:
    assert gallery.digest(b"one") == gallery.digest(b"one")
    assert gallery.digest(b"one") != gallery.digest(b"two")
    assert gallery.subject("c", "p") != gallery.subject("cp", "")
