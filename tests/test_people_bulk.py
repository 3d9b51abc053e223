"""`visage people import` and `export` on real files, in real processes."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image, ImageFilter

from tests.conftest import ASTRONAUT, GRACE_HOPPER, portrait
from visage.cli import main
from visage.gallery.audit import Caller
from visage.gallery.collections import NewCollection
from visage.gallery.consent import Consent
from visage.gallery.faces import NewFace, Sighting
from visage.gallery.people import NewPerson
from visage.gallery.rules import utc_now
from visage.gallery.sqlite.gallery import SqliteGallery
from visage.models.store import model_store
from visage.settings import settings

CONSENT = ("--consent-by", "each of them", "--consent-purpose", "the door")
VISAGE = "from visage.cli import main; main(prog_name='visage')"
COLUMNS = ["file", "result", "code", "reason", "person", "name"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A folder of one's own, with a gallery in it."""
    if not model_store().present("dlib_resnet_v1"):
        pytest.skip("the recognition models are not here; run `make models`")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VISAGE_GALLERY", str(tmp_path / "gallery.sqlite3"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def run(*arguments: str | Path) -> Result:
    words = ["people", *map(str, arguments)]
    return CliRunner().invoke(main, words)


def bring_in(*arguments: str | Path) -> Result:
    """An import by one process: this one."""
    return run("import", "--processes", "1", *arguments)


def gallery() -> SqliteGallery:
    return SqliteGallery(Path("gallery.sqlite3"))


def save(path: str, pixels: Image.Image) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    pixels.save(path)


def group(path: str) -> None:
    """Both portraits in one picture."""
    both = [portrait(name)[:512, :512] for name in ("astronaut", "grace_hopper")]
    save(path, Image.fromarray(np.hstack(both)))


def put(path: str, source: Path = ASTRONAUT) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, path)


def staff() -> None:
    """Two people, one of them twice, and three pictures that cannot be enrolled."""
    put("staff/Eileen_Collins/=one.png")
    put("staff/Grace Hopper/one.jpg", GRACE_HOPPER)
    save("staff/Grace Hopper/green.png", Image.new("RGB", (200, 200), "green"))
    group("staff/Eileen_Collins/both.png")
    put("staff/=stray.png")
    Path("staff/Eileen_Collins/notes.txt").write_text("no picture")


def report(name: str) -> list[list[str]]:
    with Path(name).open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_a_folder_a_person_is_enrolled_and_every_refusal_reported() -> None:
    staff()
    result = bring_in("staff", *CONSENT, "--report", "report.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    several = (
        "The picture shows 2 faces; say which one is meant: face 0 (the largest) to 1, "
        "or the one at a point."
    )
    stray = (
        "The picture lies beside the people's folders; put it into a folder that is "
        "named for its person."
    )
    assert result.stderr.splitlines() == [
        f"visage: staff/=stray.png: {stray}",
        f"visage: staff/Eileen_Collins/both.png: {several}",
        "visage: staff/Grace Hopper/green.png: The picture shows no face that could be "
        "recognised; --min-face looks for smaller ones.",
        "2 of 5 pictures enrolled; 3 refused (1 bad_parameter, 1 several_faces, "
        "1 no_face)",
        "  several_faces: --several largest enrols the largest face of a picture; in a "
        "table, the column face says which",
        "each of them is in report.csv",
    ]
    people = gallery().people("people").items
    assert [(each.id, each.name, each.faces) for each in people] == [
        ("Eileen_Collins", "Eileen Collins", 1),
        ("Grace_Hopper", "Grace Hopper", 1),
    ]
    assert {each.consent.by for each in people} == {"each of them"}
    columns, *lines = report("report.csv")
    assert columns == COLUMNS
    assert [(line[0], line[1], line[2], line[4]) for line in lines] == [
        ("staff/=stray.png", "refused", "bad_parameter", ""),
        ("staff/Grace Hopper/green.png", "refused", "no_face", "Grace_Hopper"),
        ("staff/Eileen_Collins/both.png", "refused", "several_faces", "Eileen_Collins"),
    ]
    assert Path("report.csv").stat().st_mode & 0o777 == 0o600


def test_a_second_run_passes_over_what_is_there() -> None:
    staff()
    bring_in("staff", *CONSENT, "--report", "one.csv")
    again = bring_in("staff", *CONSENT, "--report", "two.csv", "--several", "largest")
    assert again.stderr.splitlines()[-3:] == [
        "1 of 5 pictures enrolled; 2 there already; 2 refused (1 bad_parameter, "
        "1 no_face)",
        "of those enrolled, to look at: 1 looks_like_another",
        "each of them is in two.csv",
    ]
    warning = next(each for each in again.stderr.splitlines() if "both.png" in each)
    # The largest face of the group is Grace Hopper's, but it lies in another's folder.
    assert warning.startswith(
        "warning: staff/Eileen_Collins/both.png: It is enrolled as Eileen Collins, and "
        "looks like Grace Hopper (Grace_Hopper, similarity "
    )
    assert gallery().collection("people").faces == 3


def test_an_older_report_is_not_replaced_and_nothing_done() -> None:
    staff()
    Path("report.csv").write_text("mine")
    refused = bring_in("staff", *CONSENT, "--report", "report.csv")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "visage: report.csv is there already; choose another name, or replace it with "
        "--force.\n",
    )
    assert Path("report.csv").read_text() == "mine"
    assert gallery().collections().items == ()
    bring_in("staff", *CONSENT, "--report", "report.csv", "--force")
    assert report("report.csv")[0] == COLUMNS


def test_without_a_refusal_there_is_no_report() -> None:
    put("staff/Eileen_Collins/one.png")
    result = bring_in("staff", *CONSENT)
    assert (result.exit_code, result.output) == (0, "1 of 1 picture enrolled\n")
    assert sorted(path.name for path in Path().iterdir() if path.suffix == ".csv") == []


def test_cells_are_no_formulas() -> None:
    put("=HYPERLINK/one.png")
    put("=HYPERLINK/Ada/green.png", Path(__file__))
    result = bring_in("=HYPERLINK", *CONSENT, "--report", "report.csv")
    assert result.exit_code == 1
    files = [line[0] for line in report("report.csv")[1:]]
    assert files == ["'=HYPERLINK/one.png", "'=HYPERLINK/Ada/green.png"]


def test_nobody_is_kept_without_a_consent() -> None:
    staff()
    result = bring_in("staff")
    assert result.exit_code == 1
    assert result.stderr.startswith("visage: Nobody has agreed that Eileen Collins is")
    assert len(result.stderr.splitlines()) == 1
    assert gallery().collections().items == ()
    assert list(Path().glob("*.csv")) == []


def test_the_operators_policy_is_a_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISAGE_POLICY_BY", "the school")
    monkeypatch.setenv("VISAGE_POLICY_PURPOSE", "roll call")
    settings.cache_clear()
    put("staff/Eileen_Collins/one.png")
    assert bring_in("staff").exit_code == 0
    (person,) = gallery().people("people").items
    assert (person.consent.by, person.consent.source) == ("the school", "policy")


TABLE = """path;name;id;face;metadata.team;consent_by;consent_purpose
staff/one.png;Eileen Collins;7;;STS;herself;the door
both.png;Grace Hopper;8;0;;;
both.png;Eileen Collins;7;1;;;
nowhere.png;Someone;9;;;;
staff/one.png;;;;;;
"""


def test_a_table_says_who_is_on_which_picture() -> None:
    put("lists/staff/one.png")
    group("lists/both.png")
    Path("lists/staff.csv").write_text(TABLE)
    result = bring_in(
        *("lists/staff.csv", "--json", "--report", "report.csv"),
        *("--consent-by", "HR", "--consent-purpose", "x"),
        *("--consent-expires", "2999-12-31"),
    )
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(each["file"], each["result"], each.get("code")) for each in lines] == [
        ("staff/one.png", "refused", "bad_parameter"),
        ("staff/one.png", "enrolled", None),
        ("both.png", "enrolled", None),
        ("both.png", "enrolled", "near_duplicate"),
        ("nowhere.png", "refused", "no_such_file"),
    ]
    people = {each.id: each for each in gallery().people("people").items}
    assert (people["7"].faces, people["7"].metadata) == (2, {"team": "STS"})
    assert people["7"].consent.by == "herself"
    assert people["8"].consent.by == "HR"
    assert f"{people['8'].consent.expires}" == "3000-01-01 00:00:00+00:00"


def test_poor_faces_are_enrolled_where_it_is_said() -> None:
    blurred = Image.open(ASTRONAUT).convert("RGB").filter(ImageFilter.GaussianBlur(3))
    save("staff/Eileen/one.png", blurred)
    refused = bring_in("staff", *CONSENT)
    assert "1 refused (1 low_quality)" in refused.stderr
    assert "too poor to be recognised by: too blurry" in refused.stderr
    assert "--quality any" in refused.stderr
    taken = bring_in("staff", *CONSENT, "--quality", "any")
    assert (taken.exit_code, taken.output) == (0, "1 of 1 picture enrolled\n")


def test_smaller_faces_are_looked_for_where_it_is_said() -> None:
    wide = Image.new("RGB", (2400, 600), "gray")
    wide.paste(Image.open(ASTRONAUT).convert("RGB").resize((220, 220)), (50, 50))
    save("staff/Eileen/one.png", wide)
    refused = bring_in("staff", *CONSENT, "--quality", "any")
    assert "1 refused (1 no_face)" in refused.stderr
    taken = bring_in("staff", *CONSENT, "--quality", "any", "--min-face", "25")
    assert (taken.exit_code, taken.output) == (0, "1 of 1 picture enrolled\n")


def test_many_refusals_of_a_kind_are_in_the_report_alone() -> None:
    for number in range(13):
        put(f"staff/{number}.png")
    result = bring_in("staff", *CONSENT, "--report", "report.csv")
    lines = result.stderr.splitlines()
    assert len(lines) == 13
    assert lines[10] == "visage: more of bad_parameter are in the report alone"
    assert len(report("report.csv")) == 14


def test_a_person_who_is_full_costs_nothing_more() -> None:
    put("staff/Eileen/one.png")
    bring_in("staff", *CONSENT)
    known = gallery()
    (face,) = known.faces("people").items
    vector = known.vectors("people", [face.id])[face.id]
    more = [
        NewFace(
            vector, "dlib_resnet_v1", Sighting(f"{each:064x}", face.sighting.box), 1, 1
        )
        for each in range(99)
    ]
    known.enrol("people", more, "Eileen", Caller("test"))
    # Nobody looks for a face in it.
    save("staff/Eileen/two.png", Image.new("RGB", (200, 200), "green"))
    result = bring_in("staff", *CONSENT)
    assert "1 there already; 1 refused (1 person_full)" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "nowhere does not exist."),
        (["s3://bucket/x"], "POST /imports"),
        (["one.png"], "one.png should be a folder, a table (.csv, .tsv, .txt) or an"),
        (["staff", "--consent-by", "x"], "needs both --consent-by and --consent-purp"),
        (["staff", *CONSENT, "--consent-given", "now"], "--consent-given is 'now'; it"),
        (["staff", *CONSENT, "--processes", "0"], "0 is not in the range 1<=x<=256"),
        (["a.jsonl", "--quality", "any"], "--quality cannot be used with an export"),
    ],
)
def test_misuse_is_said_in_words_of_the_terminal(
    arguments: list[str], words: str
) -> None:
    put("staff/Eileen/one.png")
    put("one.png")
    Path("a.jsonl").write_text("")
    result = run("import", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in " ".join(result.stderr.split())
    assert not Path("gallery.sqlite3").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "name\n", "The table has no column path"),
        ("a.jsonl", "name\n", "Line 1 is not of an export of people"),
        ("a.jsonl", "", "Line 1 is not of an export of people"),
    ],
)
def test_a_file_that_is_none_is_refused(name: str, content: str, words: str) -> None:
    Path(name).write_text(content)
    result = run("import", name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr


def test_an_unknown_collection_is_refused() -> None:
    put("staff/Eileen/one.png")
    for words in (["import", "staff"], ["export", "a.jsonl"]):
        result = run(*words, "--collection", "nowhere")
        assert (result.exit_code, result.stderr) == (
            1,
            "visage: There is no collection nowhere; create it first.\n",
        )
    assert not Path("a.jsonl").exists()


def test_an_export_is_for_its_owner_and_can_be_put_in_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    staff()
    bring_in("staff", *CONSENT)
    result = run("export", "people.jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "warning: people.jsonl: 2 people with 2 faces. Names and vectors are not "
        "encrypted: whoever has them can recognise these people.\n"
    )
    file = Path("people.jsonl")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    again = run("export", "people.jsonl")
    assert (again.exit_code, file.read_bytes()) == (1, before)
    assert "people.jsonl is there already" in again.stderr
    assert run("export", "people.jsonl", "--force").exit_code == 0
    out = run("export", "-")
    assert len(out.stdout.splitlines()) == 4
    monkeypatch.setenv("VISAGE_GALLERY", "other.sqlite3")
    settings.cache_clear()
    assert run("import", "people.jsonl").stderr == "2 of 2 lines enrolled\n"
    known = SqliteGallery(Path("other.sqlite3"))
    assert [each.id for each in known.people("people").items] == [
        "Eileen_Collins",
        "Grace_Hopper",
    ]


def test_an_export_that_cannot_be_written_leaves_nothing() -> None:
    staff()
    bring_in("staff", *CONSENT)
    Path("file").write_text("")
    result = run("export", "file/people.jsonl")
    assert result.exit_code == 1
    assert "people.jsonl cannot be written" in result.stderr
    assert list(Path().glob("*.part")) == []


def test_the_suppressed_are_refused_and_listed() -> None:
    put("staff/Eileen/one.png")
    put("staff/Grace/one.jpg", GRACE_HOPPER)
    bring_in("staff", *CONSENT)
    run("export", "people.jsonl")
    gallery().erase_person("people", "Eileen", Caller("test"), suppress=True)
    for source in (["staff", *CONSENT], ["people.jsonl"]):
        result = run("import", *source, "--report", "report.csv", "--force")
        assert result.exit_code == 1, result.output
        (line,) = report("report.csv")[1:]
        assert (line[2], line[4]) == ("suppressed", "Eileen")
    assert [each.id for each in gallery().people("people").items] == ["Grace"]


def test_another_person_of_the_same_id_is_not_mixed_in() -> None:
    put("staff/Eileen/one.png")
    known = gallery()
    known.create_collection(NewCollection("people", "dlib_resnet_v1", 128), Caller("t"))
    eve = NewPerson("Eve", "Eileen", {}, Consent("she", "x", utc_now()))
    known.enrol("people", [], eve, Caller("t"))
    result = bring_in("staff", *CONSENT)
    assert "The id Eileen belongs to Eve, and not to Eileen;" in result.stderr
    assert known.collection("people").faces == 0


def started(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", VISAGE, "people", "import"]
    root = Path(__file__).resolve().parent.parent
    return subprocess.Popen(
        [*command, *arguments],
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def many(count: int) -> None:
    """Pictures of two people, each another file."""
    for number in range(count):
        name = ("astronaut", "grace_hopper")[number % 2]
        Path(f"many/{name}").mkdir(parents=True, exist_ok=True)
        pixels = Image.fromarray(portrait(name)[: 512 - number, :512])
        pixels.save(f"many/{name}/{number}.jpg", quality=90)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def enrolled() -> int:
    if not Path("gallery.sqlite3").exists():
        return 0
    known = gallery()
    try:
        return sum(each.faces for each in known.collections().items)
    finally:
        known.close()


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(each) for each in listed.split()]


def is_alive(process: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_a_run_that_is_killed_goes_on_where_it_was() -> None:
    many(16)
    arguments = ["many", *CONSENT, "--processes", "2"]
    process = started(*arguments)
    until(lambda: enrolled() >= 3)
    workers = children(process)
    process.kill()
    process.communicate()
    until(lambda: not any(map(is_alive, workers)))
    before = enrolled()
    assert 3 <= before < 16
    again = started(*arguments)
    _, said = again.communicate()
    assert again.returncode == 0, said
    last = said.splitlines()[0]
    assert last == f"{16 - before} of 16 pictures enrolled; {before} there already"
    assert [each.faces for each in gallery().people("people").items] == [8, 8]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc here")
def test_ctrl_c_stops_it_in_a_sentence() -> None:
    many(16)
    process = started("many", *CONSENT, "--processes", "2")
    until(lambda: enrolled() >= 1)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "to go, the same command goes on" in said
    assert enrolled() < 16


def test_a_model_that_is_missing_ends_it_in_a_sentence() -> None:
    many(2)
    process = subprocess.run(
        [
            *(sys.executable, "-c", VISAGE, "people", "import"),
            *("many", *CONSENT, "--processes", "2"),
        ],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
            "VISAGE_MODELS": str(Path("nowhere").absolute()),
        },
        capture_output=True,
        text=True,
    )
    assert process.returncode == 1
    assert "Traceback" not in process.stderr
    assert process.stderr.startswith("visage: ")
