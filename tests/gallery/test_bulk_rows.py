"""What an import is asked to enrol: rows of folders and of tables."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visage.errors import BadParameter
from visage.gallery.bulk.rows import (
    Fault,
    Row,
    agreed,
    is_picture,
    person_id,
    row_of_folder,
)
from visage.gallery.bulk.table import moment, plan_of_table
from visage.gallery.checks import PERSON
from visage.gallery.consent import Consent

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada_Lovelace", "Ada_Lovelace"),
        ("Ada Lovelace", "Ada_Lovelace"),
        (" Ada Lovelace ", "Ada_Lovelace"),
        ("7:b.c-d", "7:b.c-d"),
        ("José Martí", "Jose_Marti-67e21a26ca1b"),
        ("Jose Marti", "Jose_Marti"),
        ("O'Brien", "O_Brien-e6e624964c83"),
        ("張三", "2a0213669480"),
        ("..", "5ec1f7e700f3"),
    ],
)
def test_a_name_becomes_an_id(name: str, expected: str) -> None:
    assert person_id(name) == expected


@given(st.lists(st.text(min_size=1, max_size=30), min_size=2, max_size=20))
def test_ids_are_ids_and_two_names_never_become_one(names: list[str]) -> None:
    def same(name: str) -> str:
        """What names have to be equal in to have one id."""
        return unicodedata.normalize("NFC", name).strip().replace(" ", "_")

    ids = {same(name): person_id(name) for name in names}
    assert all(PERSON.fullmatch(each) for each in ids.values())
    assert len(set(ids.values())) == len(ids)


@pytest.mark.parametrize(
    ("below", "person", "name"),
    [
        ("Ada_Lovelace/1.jpg", "Ada_Lovelace", "Ada Lovelace"),
        ("Ada Lovelace/London/1843/1.jpg", "Ada_Lovelace", "Ada Lovelace"),
        ("7/1.jpg", "7", "7"),
    ],
)
def test_a_folder_is_named_for_its_person(below: str, person: str, name: str) -> None:
    assert row_of_folder("p/" + below, below) == Row("p/" + below, person, name)


@pytest.mark.parametrize("below", ["1.jpg", "", "\x07/1.jpg", " /1.jpg", "_/1.jpg"])
def test_a_picture_without_a_persons_folder_is_refused(below: str) -> None:
    with pytest.raises(BadParameter):
        row_of_folder(below, below)


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("a/b.JPG", True),
        ("b.heic", True),
        ("a/b.txt", False),
        ("a/.b.jpg", False),
        (".a/b.jpg", False),
        ("jpg", False),
    ],
)
def test_pictures_are_known_by_their_names(path: str, is_one: bool) -> None:
    assert is_picture(path) is is_one


CONSENT = Consent("herself", "the door", NOW)


def test_all_rows_of_a_person_say_the_same() -> None:
    rows = [
        Row("1.jpg", "7", "Ada", line=2),
        Row("2.jpg", "7", "Ada", {"team": "A"}, line=3),
        Row("3.jpg", "7", "Ada", consent=CONSENT, line=4),
        Row("4.jpg", "7", "Eve", line=5),
        Row("5.jpg", "7", "Ada", {"team": "B"}, line=6),
        Row("6.jpg", "8", "Ada", line=7),
    ]
    plan = agreed(rows)
    assert [(row.path, row.metadata, row.consent) for row in plan.rows] == [
        ("1.jpg", {"team": "A"}, CONSENT),
        ("2.jpg", {"team": "A"}, CONSENT),
        ("3.jpg", {"team": "A"}, CONSENT),
        ("6.jpg", {}, None),
    ]
    assert [(fault.path, fault.error.said()) for fault in plan.faults] == [
        (
            "4.jpg",
            "The name of the person 7 is another one here than in line 2; give two "
            "people two ids, or say the same of both.",
        ),
        (
            "5.jpg",
            "The metadata of the person 7 is another one here than in line 2; give two "
            "people two ids, or say the same of both.",
        ),
    ]


def plan(text: str) -> tuple[list[Row], list[tuple[str, str]]]:
    found = plan_of_table(text.encode(), NOW)
    return list(found.rows), [(each.path, each.error.said()) for each in found.faults]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_as_spreadsheets_write_it(
    mark: str, separator: str, end: str
) -> None:
    lines = [
        ["path", "name", "id", "face", "metadata.team", "metadata.room"],
        ["a b.jpg", "Ada", "7", "1", "A", ""],
        ["", "", "", "", "", ""],
        ["c.jpg", '"Eve ""E"" Smith"', "", "", "", "12"],
    ]
    text = mark + end.join(separator.join(line) for line in lines) + end
    rows, faults = plan(text)
    assert rows == [
        Row("a b.jpg", "7", "Ada", {"team": "A"}, face=1, line=2),
        Row(
            "c.jpg",
            person_id('Eve "E" Smith'),
            'Eve "E" Smith',
            {"room": "12"},
            line=4,
        ),
    ]
    assert faults == []


def test_a_table_says_who_consents() -> None:
    columns = "path,name,consent_by,consent_purpose,consent_given,consent_expires\n"
    rows, faults = plan(
        columns
        + "a,A,she,door,2029-12-31,2031-01-31\n"
        + "b,B,he,door,,2031-01-31T12:00+01:00\n"
        + "c,C,she,,,\n"
        + "d,D,she,door,yesterday,\n"
        + "e,E,,,2029-12-31,\n"
        + "f,F,,,,\n"
    )
    assert [row.consent for row in rows] == [
        Consent(
            "she",
            "door",
            datetime(2029, 12, 31, tzinfo=UTC),
            datetime(2031, 2, 1, tzinfo=UTC),  # the last day counts to its end
        ),
        Consent("he", "door", NOW, datetime(2031, 1, 31, 11, tzinfo=UTC)),
        None,
    ]
    assert [path for path, _ in faults] == ["c", "d", "e"]
    assert "Line 4 has a part of a consent only" in faults[0][1]
    assert "consent_given of line 5 is 'yesterday'" in faults[1][1]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",Ada,,", "Line 2 has no path."),
        ("a.jpg,,,", "Line 2 has no name."),
        ("a.jpg,Ada,a/b,", "The id of the person 'a/b' cannot be used"),
        ("a.jpg,Ada,,-1", "Line 2 has the face '-1'"),
        ("a.jpg,Ada,,²", "Line 2 has the face '²'"),
        ("a.jpg,Ada,7,0,more", "Line 2 has 1 cells more"),
        ("a.jpg,A\x07a,,", "holds a control character"),
        (f"a.jpg,{'A' * 201},,", "at most 200 are kept"),
    ],
)
def test_a_line_that_is_wrong_stops_none_of_the_others(line: str, words: str) -> None:
    rows, faults = plan(f"path,name,id,face\n{line}\nb.jpg,Eve,,\n")
    assert [row.name for row in rows] == ["Eve"]
    ((path, sentence),) = faults
    assert path == (line.partition(",")[0] or "line 2")
    assert words in sentence


def test_a_line_may_have_fewer_cells() -> None:
    assert plan("path,name,id\na.jpg,Ada\n") == (
        [Row("a.jpg", "Ada", "Ada", line=2)],
        [],
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It names none."),
        (b"path\n", "The table has no column name"),
        (b"path,name,nmae\n", "a column 'nmae' that means nothing here"),
        (b"path,name,metadata.\n", "a column 'metadata.' that means nothing"),
        (b"path,name,path\n", "The table has two columns 'path'."),
        (b"path,name\n\xff\n", "The table is not UTF-8 text (byte 10)"),
        (b"PK\x03\x04" + bytes(range(256)), "The table is not UTF-8 text"),
        (b"path,name\n" + b"x" * 200_000, "The table cannot be read near line"),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(BadParameter) as refused:
        plan_of_table(content, NOW)
    assert words in refused.value.said()


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_table_breaks_the_reader(content: bytes) -> None:
    for given_ in (content, b"path,name,id,face,consent_given\n" + content):
        try:
            found = plan_of_table(given_, NOW)
        except BadParameter:
            continue
        assert all(isinstance(each, Row) for each in found.rows)
        assert all(isinstance(each, Fault) for each in found.faults)


@pytest.mark.parametrize(
    "written", ["2030-01-31T12:00", "31.1.2030", "", "2030-02-30", "now"]
)
def test_a_moment_names_its_zone(written: str) -> None:
    with pytest.raises(BadParameter, match="it should be a day such as 2030-01-31"):
        moment(written, "day")


def test_the_last_day_of_all_is_no_day() -> None:
    with pytest.raises(BadParameter):
        moment("9999-12-31", "day", last=True)
