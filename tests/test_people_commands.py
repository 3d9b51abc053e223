"""`visage people` on real photos and a real file."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from visage import settings as settings_module
from visage.cli import main
from visage.gallery.sqlite.gallery import SqliteGallery

pytestmark = pytest.mark.usefixtures("own_gallery")

CONSENT = ("--consent-by", "the person", "--consent-purpose", "a test")


@pytest.fixture(autouse=True)
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with photos of both and of the group, in which commands run."""
    folder = tmp_path / "photos"
    folder.mkdir()
    shutil.copy(ASTRONAUT, folder / "eileen.png")
    shutil.copy(GRACE_HOPPER, folder / "grace.jpg")
    one, two = portrait("astronaut")[:512], portrait("grace_hopper")[:512, :512]
    Image.fromarray(np.hstack([one, two])).save(folder / "group.png")
    Image.new("RGB", (99, 99)).save(folder / "nobody.png")
    monkeypatch.chdir(folder)
    return folder


def people(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["people", *arguments])


def said(*arguments: str) -> list[str]:
    """The lines of a command that works."""
    run = people(*arguments)
    assert run.exit_code == 0, run.output
    return run.stdout.splitlines()


def facts(*arguments: str) -> list[dict[str, Any]]:
    """What a command that works says as JSON."""
    return [json.loads(line) for line in said(*arguments, "--json")]


def add(*arguments: str) -> list[str]:
    return said("add", *arguments, *CONSENT)


def test_people_are_added_listed_shown_and_searched_for() -> None:
    assert people("list").stderr == "nobody is in the collection people yet\n"
    assert add("Eileen Collins", "eileen.png", "--id", "eileen") == [
        "eileen.png: enrolled as Eileen Collins (eileen), quality 0.79"
    ]
    add(
        "Grace Hopper",
        "grace.jpg",
        "--id",
        "grace",
        "--metadata",
        '{"rank": "admiral"}',
    )
    assert said("list") == [
        "eileen  Eileen Collins, 1 face, consent without end",
        "grace  Grace Hopper, 1 face, consent without end",
    ]
    shown = said("show", "grace")
    assert shown[:3] == [
        "Grace Hopper (grace)",
        "  rank: admiral",
        "  consent without end: given by the person, for a test",
    ]
    assert [each["id"] for each in facts("list")] == ["eileen", "grace"]
    assert len(facts("show", "grace")[0]["faces"]) == 1
    first, right, left, sentence = said("search", "group.png")
    assert first == "group.png: 2 faces"
    assert right.startswith("  0: Grace Hopper (grace), similarity ")
    assert left.startswith("  1: Eileen Collins (eileen), similarity ")
    assert sentence.startswith("  Of strangers looked for among 2 people, 1% are")
    (answer,) = facts("search", "group.png")
    assert (answer["file"], [face["label"] for face in answer["faces"]]) == (
        "group.png",
        ["Grace Hopper", "Eileen Collins"],
    )
    named = CliRunner().invoke(main, ["recognize", "group.png"]).stdout.splitlines()
    assert named[1].startswith("  0: Grace Hopper, ")
    assert named[2].startswith("  1: Eileen Collins, ")


def test_several_photos_are_of_one_person_and_none_stops_the_others() -> None:
    run = people(
        *("add", "Eileen", "nobody.png", "eileen.png", "group.png", "nothing.png"),
        *CONSENT,
    )
    assert run.exit_code == 1
    assert run.stdout.splitlines()[0].startswith("eileen.png: enrolled as Eileen (")
    assert run.stderr.splitlines() == [
        "visage: group.png shows 2 faces; say which one is meant: face 0 (the largest) "
        "to 1, or the one at a point.",
        "visage: nobody.png shows no face that could be recognised; --min-face looks "
        "for smaller ones.",
        "visage: nothing.png does not exist.",
        "1 of 4 pictures done, 3 refused (1 without a face)",
    ]
    (person,) = facts("list")
    more = add(
        "x", "group.png", "--face", "1", "--id", person["id"], "--if-exists", "add"
    )
    assert more[0].startswith("group.png: enrolled as Eileen (")
    assert more[1].startswith("  most likely the same picture as face ")
    assert facts("list")[0]["faces"] == 2


def test_what_looks_like_somebody_else_is_said() -> None:
    add("Eileen", "eileen.png", "--id", "a")
    lines = add("Somebody", "eileen.png", "--id", "b")
    assert lines[1] == (
        "  looks like Eileen (a) too: similarity 1.00, named from "
        + lines[1].rpartition(" ")[2]
    )


def test_a_rejection_counts_until_it_is_withdrawn() -> None:
    add("Eileen", "eileen.png", "--id", "e")
    assert said("reject", "e", "eileen.png") == ["eileen.png does not show e"]
    assert said("search", "eileen.png")[1].startswith("  0: nobody known")
    back = ("reject", "e", "eileen.png", "--withdraw")
    assert said(*back) == ["eileen.png may show e"]
    assert said("search", "eileen.png")[1].startswith("  0: Eileen (e)")
    assert people(*back).stderr == (
        "visage: eileen.png: Nobody has said of the person e that they are not this "
        "face.\n"
    )


def test_whoever_is_forgotten_leaves_a_receipt_that_can_be_verified(
    photos: Path,
) -> None:
    add("Eileen", "eileen.png", "--id", "e")
    lines = said("forget", "e", "--yes", "-o", "receipt.json")
    assert lines[0].endswith(" UTC: 1 person with 1 face")
    assert lines[-1] == "  written to receipt.json"
    assert said("search", "eileen.png")[1].startswith("  0: nobody known, ")
    assert said("receipts", "verify", "receipt.json")[0].endswith(" is genuine")
    written = json.loads((photos / "receipt.json").read_text())
    assert facts("receipts", "show", written["id"]) == [written]
    assert facts("receipts", "list") == [written]
    refused = people("add", "Eileen", "eileen.png", *CONSENT)
    assert (refused.exit_code, "kept from coming back" in refused.stderr) == (1, True)
    assert said("lift", written["id"]) == ["2 suppressions lifted"]
    add("Eileen", "eileen.png", "--id", "e")
    (photos / "forged.json").write_text(json.dumps({**written, "by": "somebody"}))
    forged = people("receipts", "verify", "forged.json")
    assert (forged.exit_code, "not as this gallery gave it out" in forged.stdout) == (
        1,
        True,
    )


def test_one_face_is_forgotten() -> None:
    add("Both", "eileen.png", "grace.jpg", "--id", "b")
    face = facts("show", "b")[0]["faces"][0]["id"]
    lines = said("forget", "b", "--face", face, "--may-return", "--yes")
    assert lines[0].endswith(" UTC: 1 face")
    assert not any("kept from coming back" in line for line in lines)
    assert facts("list")[0]["faces"] == 1


def test_nobody_is_forgotten_by_mistake() -> None:
    add("Eileen", "eileen.png", "--id", "e")
    run = people("forget", "e")
    assert run.exit_code == 2
    assert "nobody is there to be asked: give --yes." in run.stderr
    assert len(facts("list")) == 1


def test_people_are_merged() -> None:
    add("Eileen", "eileen.png", "--id", "a")
    add("Grace", "grace.jpg", "--id", "b")
    assert said("merge", "a", "b") == ["Grace (b) has 2 faces now"]
    assert [each["id"] for each in facts("list")] == ["b"]


def test_collections_are_made_changed_listed_and_forgotten() -> None:
    made = said(
        *("collections", "create", "staff", "--policy-by", "HR"),
        *("--policy-purpose", "the door", "--retention-days", "30"),
    )
    start = "staff: 0 people, 0 faces by dlib_resnet_v1, "
    assert made == [f"{start}policy by HR: the door, kept for 30 days"]
    said("add", "Eileen", "eileen.png", "--collection", "staff")
    changed = said("collections", "change", "staff", "--no-policy", "--no-retention")
    start = "staff: 1 person, 1 face by dlib_resnet_v1, "
    assert changed == [f"{start}no policy, a consent of each person"]
    assert said("collections", "list") == changed
    both = ("--no-retention", "--retention-days", "3")
    assert people("collections", "change", "staff", *both).exit_code == 2
    lines = said("collections", "forget", "staff", "--yes")
    assert lines[0].endswith(" UTC: 1 person with 1 face")
    assert said("collections", "list") == []


def test_a_sweep_erases_whose_consent_has_ended(
    monkeypatch: pytest.MonkeyPatch, own_gallery: Path
) -> None:
    add("Eileen", "eileen.png", "--consent-expires", "2099-01-01")
    assert people("sweep").stderr == "nobody's consent or retention has ended\n"
    later = datetime(2099, 1, 2, tzinfo=UTC)
    monkeypatch.setattr(
        "visage.commands.people_forget.watched_gallery",
        lambda: SqliteGallery(own_gallery, clock=lambda: later),
    )
    assert said("sweep")[0].endswith(" UTC: 1 person with 1 face")
    assert facts("list") == []


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (
            ("add", "Eileen", "eileen.png"),
            1,
            "visage: eileen.png: Nobody has agreed to be kept in the collection "
            "people: say who has, and to what (--consent-by and --consent-purpose), or "
            "let the operator state a policy for the collection (policy_by and "
            "policy_purpose).",
        ),
        (
            ("add", "\x07", "eileen.png", *CONSENT),
            1,
            "visage: eileen.png: The name of the person holds a control character; "
            "leave it out.",
        ),
        (
            ("add", "Eileen", "eileen.png", "--consent-by", "me"),
            1,
            "visage: eileen.png: A consent says who has given it and to what: give "
            "--consent-by and --consent-purpose together.",
        ),
        (
            ("add", "Eileen", "eileen.png", *CONSENT, "--consent-expires", "soon"),
            2,
            "Error: --consent-expires is 'soon': it should be a day such as "
            "2027-12-31, or a moment with its time zone such as 2027-12-31T18:00:00Z.",
        ),
        (
            ("show", "nobody"),
            1,
            "visage: There is no collection people; create it first.",
        ),
        (
            ("show", "a/b"),
            2,
            "Error: The id of the person 'a/b' cannot be used: it has to match "
            "[a-zA-Z0-9_.\\-:]{1,128}, and may not be . or .. alone.",
        ),
        (
            ("search", "eileen.png", "--collection", "staff"),
            1,
            "visage: eileen.png: There is no collection staff; create it first.",
        ),
        (
            ("search", "eileen.png", "--fpir", "2"),
            2,
            "Error: --fpir is 2: it should be less than 1.",
        ),
        (
            ("receipts", "show", "nothing"),
            1,
            "visage: This gallery has given out no receipt 'nothing'.",
        ),
        (
            ("receipts", "verify", "eileen.png"),
            1,
            "visage: eileen.png is no receipt: Invalid JSON: expected value at line 1 "
            "column 1.",
        ),
        (
            ("receipts", "verify", "nothing.json"),
            1,
            "visage: nothing.json does not exist.",
        ),
        (
            ("collections", "create", "a b"),
            2,
            "Error: The name of the collection 'a b' cannot be used: it has to match "
            "[a-zA-Z0-9_.\\-]{1,255}, and may not be . or .. alone.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    arguments: tuple[str, ...], status: int, sentence: str
) -> None:
    run = people(*arguments)
    assert (run.exit_code, run.stderr.splitlines()[-1]) == (status, sentence)


def test_a_file_that_is_no_gallery_is_said(
    own_gallery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISAGE_GALLERY", str(GRACE_HOPPER))
    settings_module.settings.cache_clear()
    run = people("list")
    assert run.exit_code == 1
    assert run.stderr.startswith(f"visage: The gallery {GRACE_HOPPER} cannot be used: ")
