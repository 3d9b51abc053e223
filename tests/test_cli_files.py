"""Many files on the terminal: which are taken, what is written, what stops a run."""

from __future__ import annotations

import json
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from tests.bad_input import NO_FACE, READS
from tests.conftest import ASTRONAUT, GRACE_HOPPER
from visage.cli import main
from visage.commands.outputs import Outputs
from visage.commands.search import Search, Source, natural
from visage.faces.finder import Finder
from visage.pictures.photo import decode
from visage.settings import settings

PROGRAM = [sys.executable, "-c", "from visage.cli import main; main()"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def small(path: Path) -> Path:
    """A small picture with a face."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(ASTRONAUT).crop((120, 0, 360, 240)).save(path)
    return path


def named(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working folder: two good pictures among all that can be wrong."""
    monkeypatch.setenv("VISAGE_MODELS", str(Path(settings().models).resolve()))
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    small(tmp_path / "img2.jpg")
    small(tmp_path / "img10 \N{GRINNING FACE}.jpg")
    Image.new("RGB", (200, 200), "white").save(tmp_path / "white.png")
    (tmp_path / "cut.jpg").write_bytes(GRACE_HOPPER.read_bytes()[:9000])
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "gone.jpg").symlink_to("nowhere.jpg")
    (tmp_path / "memory.jpg").symlink_to("/proc/self/mem")
    (tmp_path / "notes.txt").write_text("Hello, wörld\n")
    os.mkfifo(tmp_path / "pipe.jpg")
    yield tmp_path
    settings.cache_clear()


REFUSALS = {
    "cut.jpg": (
        "truncated_image",
        "cut.jpg is broken or breaks off: image file is truncated (102 bytes not "
        "processed).",
    ),
    "empty.jpg": ("empty_image", "empty.jpg is empty: it has no bytes."),
    "folder.jpg": ("no_pictures", "folder.jpg is a folder without pictures."),
    "gone.jpg": (
        "no_such_file",
        "gone.jpg is a link to nowhere.jpg, which does not exist.",
    ),
    "memory.jpg": (
        "unreadable_file",
        "memory.jpg cannot be read: input/output error.",
    ),
    "no*.png": ("no_pictures", "No file is named like no*.png."),
    "notes.txt": (
        "unsupported_image",
        f"notes.txt is a text file, which cannot be read as a picture; {READS}",
    ),
    "pipe.jpg": ("unreadable_file", "pipe.jpg is not a file; it should be a picture."),
    "white.png": ("no_face", "white.png: " + NO_FACE.replace("min_", "--min-")),
}


def test_one_bad_file_stops_none_of_the_others(mixed: Path, finder: Finder) -> None:
    result = run("align", *sorted(path.name for path in mixed.iterdir()), "no*.png")
    assert result.exit_code == 1
    lines = [line.partition(":")[0] for line in result.stdout.splitlines()]
    assert lines == ["img2-aligned-0.png", "img10 \N{GRINNING FACE}-aligned-0.png"]
    assert result.stderr.splitlines() == [
        *[f"visage: {sentence}" for _, sentence in REFUSALS.values()],
        "2 of 11 pictures done, 9 refused (1 without a face)",
    ]
    for line in lines:
        assert decode((mixed / line).read_bytes()).shape == (256, 256, 3)


def test_json_is_an_object_a_line_and_the_pictures_are_files(
    mixed: Path, finder: Finder
) -> None:
    result = run("align", "*", "no*.png", "-o", "out", "--json")
    told = objects(result)
    assert result.exit_code == 1
    assert result.stderr == "2 of 11 pictures done, 9 refused (1 without a face)\n"
    assert [each for each in told if "error" in each] == [
        {"file": file, "error": sentence, "code": code}
        for file, (code, sentence) in REFUSALS.items()
    ]
    done = [each for each in told if "error" not in each]
    files = ["img2.jpg", "img10 \N{GRINNING FACE}.jpg"]
    assert [each["file"] for each in done] == files
    for each in done:
        (face,) = each["faces"]
        stem = Path(each["file"]).stem
        assert face["aligned"]["image_file"] == f"out/{stem}-aligned-0.png"
        assert sorted(face["aligned"]) == ["image_file", "landmarks", "size"]
        assert decode(Path(face["aligned"]["image_file"]).read_bytes()).shape[0] == 256


@pytest.mark.parametrize(
    "arguments",
    [
        ["align", "white.png"],
        ["landmarks", "white.png"],
        ["recognize", "white.png"],
        ["compare", "img2.jpg", "white.png"],
        ["swap", "img2.jpg", "white.png", "-o", "out.png"],
        ["swap", "white.png", "img2.jpg", "-o", "out.png"],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_no_face_is_the_same_status_everywhere(
    arguments: list[str], mixed: Path, finder: Finder
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("visage: white.png: No face was found")
    told = run(*arguments, "--json")
    assert (told.exit_code, told.stderr) == (1, "")
    (problem,) = objects(told)
    assert (problem["file"], problem["code"]) == ("white.png", "no_face")
    assert not (mixed / "out.png").exists()


def test_json_names_both_photos_of_compare_and_swap(
    mixed: Path, finder: Finder
) -> None:
    (same,) = objects(run("compare", "img2.jpg", GRACE_HOPPER, "--json"))
    assert (same["file"], same["other_file"]) == ("img2.jpg", str(GRACE_HOPPER))
    assert (same["same"], same["a"]["index"]) == (False, 0)
    pair = ["swap", "img2.jpg", str(GRACE_HOPPER), "--json"]
    (written,) = objects(run(*pair, "-o", "new/out.png", "--mask", "new/mask.png"))
    assert written["file"] == str(GRACE_HOPPER)
    assert written["source_file"] == "img2.jpg"
    assert (written["image_file"], written["mask_file"]) == (
        "new/out.png",
        "new/mask.png",
    )
    assert "image" not in written
    size = (written["height"], written["width"], 3)
    assert decode((mixed / "new" / "out.png").read_bytes()).shape == size
    assert decode((mixed / "new" / "mask.png").read_bytes()).shape == size
    (carried,) = objects(run(*pair))
    assert carried["image"].startswith("data:image/jpeg;base64,")
    assert "image_file" not in carried


def test_a_missing_model_ends_the_run_once(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISAGE_MODELS", str(mixed / "none"))
    result = run("align", "img2.jpg", "img10*.jpg", "--json")
    (problem,) = objects(result)
    assert (result.exit_code, problem["file"]) == (1, None)
    assert problem["code"] == "model_missing"


def test_landmarks_are_drawn_into_a_folder(tmp_path: Path, finder: Finder) -> None:
    one, two = small(tmp_path / "one.jpg"), small(tmp_path / "deep" / "two.png")
    out = tmp_path / "out"
    result = run("landmarks", "-r", tmp_path, "-o", out, "--format", "jpeg", "--json")
    told = {each["file"]: each for each in objects(result)}
    assert sorted(told) == sorted([str(one), str(two)])
    assert told[str(one)]["image_file"] == str(out / "one-landmarks.jpeg")
    drawn = out / "deep" / "two-landmarks.jpeg"
    assert told[str(two)]["image_file"] == str(drawn)
    assert len(told[str(two)]["faces"][0]["landmarks"]) == 68
    assert drawn.read_bytes().startswith(b"\xff\xd8\xff")
    again = run("landmarks", tmp_path, "-o", out)
    assert (again.stdout, again.stderr) == (f"{out / 'one-landmarks.png'}\n", "")


def test_pictures_of_one_name_do_not_overwrite_each_other(
    tmp_path: Path, finder: Finder
) -> None:
    small(tmp_path / "a" / "face.jpg")
    shutil.copy(GRACE_HOPPER, tmp_path / "face.jpg")
    out = tmp_path / "out"
    run("align", tmp_path / "a", tmp_path / "face.jpg", "-o", out, "--size", "64")
    written = {path.name: decode(path.read_bytes()) for path in out.iterdir()}
    assert sorted(written) == ["face-2-aligned-0.png", "face-aligned-0.png"]
    one, other = written.values()
    assert abs(one.astype(int) - other).mean() > 20


def test_output_names_are_each_given_once() -> None:
    outputs = Outputs(Path("out"))
    sources = [
        Source(Path("a/face.jpg")),
        Source(Path("a/face.png")),
        Source(Path("a/face-2.jpg")),
        Source(Path("b/Face.jpg")),
        Source(Path("b/deep/face.jpg"), below=Path("deep")),
    ]
    stems = [str(outputs.stem(source)) for source in sources]
    assert stems == [
        *("out/face", "out/face-2", "out/face-2-2", "out/Face-3", "out/deep/face"),
    ]
    assert [str(outputs.stem(source)) for source in sources] == stems
    assert str(Outputs(None).stem(sources[0])) == "a/face"


def test_numbers_in_names_are_counted() -> None:
    names = [
        "img10.jpg",
        "img9.jpg",
        "B.jpg",
        "a.jpg",
        "img010b.jpg",
        "9.jpg",
        "10.jpg",
    ]
    assert sorted(names, key=natural) == [
        *("9.jpg", "10.jpg", "a.jpg", "B.jpg", "img9.jpg", "img10.jpg", "img010b.jpg"),
    ]


@pytest.mark.parametrize(
    ("arguments", "search", "found"),
    [
        (["."], Search(), ["a.jpg", "a10.jpg", "a-aligned-0.png", "IMG3.HEIC"]),
        (["."], Search(mark="-aligned-"), ["a.jpg", "a10.jpg", "IMG3.HEIC"]),
        (
            ["."],
            Search(recursive=True, output=Path("out"), mark="-aligned-"),
            [
                "a.jpg",
                "a10.jpg",
                "IMG3.HEIC",
                "deep/b.png",
                "deep/er/c.gif",
                "one.jpg/1.png",
            ],
        ),
        (
            ["a10.jpg", "deep", "a.jpg", "a.jpg"],
            Search(),
            ["a.jpg", "a10.jpg", "deep/b.png"],
        ),
        (["*.jpg"], Search(), ["a.jpg", "a10.jpg", "one.jpg/1.png"]),
        (
            ["**/*.p*g"],
            Search(),
            ["a-aligned-0.png", "deep/b.png", "one.jpg/1.png", "out/x.png"],
        ),
        (["de*"], Search(recursive=True), ["deep/b.png", "deep/er/c.gif"]),
        (["[1].png"], Search(), ["[1].png"]),
        (["-dash.jpg", "gone.jpg"], Search(), ["-dash.jpg", "gone.jpg"]),
    ],
    ids=str,
)
def test_files_folders_and_globs_are_searched(
    arguments: list[str],
    search: Search,
    found: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    named(tmp_path, "a.jpg", "a10.jpg", "a-aligned-0.png", "IMG3.HEIC", "notes.txt")
    named(tmp_path, "deep/b.png", "deep/er/c.gif", "out/x.png", "one.jpg/1.png")
    named(tmp_path, ".hidden.jpg", ".hidden/d.jpg")
    if arguments == ["[1].png"]:
        named(tmp_path, "[1].png", "1.png")
    monkeypatch.chdir(tmp_path)
    sources = search.sources(arguments)
    assert [str(source.path) for source in sources] == found
    assert [source.fault for source in sources] == [None] * len(found)


def test_what_is_below_a_folder_or_a_glob_is_known(tmp_path: Path) -> None:
    named(tmp_path, "deep/er/c.gif", "b.gif")
    for argument in (str(tmp_path), f"{tmp_path}/**/*.gif", f"{tmp_path}/*"):
        sources = Search(recursive=True).sources([argument])
        below = {source.path.name: str(source.below) for source in sources}
        expected = "er" if argument.endswith("/*") else "deep/er"
        assert below == {"b.gif": ".", "c.gif": expected}


def test_a_folder_says_where_its_pictures_are(tmp_path: Path) -> None:
    named(tmp_path, "deep/a.jpg")
    (source,) = Search().sources([str(tmp_path)])
    assert str(source.fault) == (
        "The picture is a folder without pictures; --recursive looks into its folders."
    )


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    """The disk, so to speak, is full after a thousand bytes."""
    target = tmp_path / "face.png"
    target.write_bytes(b"what was there")
    program = (
        "from pathlib import Path; import sys; from visage.commands.files import write;"
        "write(Path(sys.argv[1]), bytes(5000))"
    )
    finished = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )
    assert f"{target} cannot be written: file too large." in finished.stderr
    assert target.read_bytes() == b"what was there"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unwritable_folder_is_said_of_every_picture(
    tmp_path: Path, finder: Finder
) -> None:
    photo = small(tmp_path / "one.jpg")
    result = run("align", photo, "-o", "/proc/nowhere")
    assert (result.exit_code, result.stderr) == (
        1,
        f"visage: {photo}: /proc/nowhere/one-aligned-0.png cannot be written: no such "
        "file or directory.\n",
    )


def test_control_c_stops_between_whole_files(tmp_path: Path, finder: Finder) -> None:
    for index in range(400):
        small(tmp_path / "in" / f"{index}.png")
    out = tmp_path / "out"
    program = subprocess.Popen(
        [*PROGRAM, "align", str(tmp_path / "in"), "-o", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    program.send_signal(signal.SIGINT)
    rest, problems = program.communicate(timeout=60)
    written = sorted(out.iterdir(), key=lambda path: natural(path.name))
    assert program.returncode == 130
    lines = (first + rest).splitlines()
    assert problems == f"visage: stopped after {len(lines)} of 400 pictures\n"
    assert 0 < len(lines) < 400
    # The last one may have been written just before its line was.
    assert len(written) in (len(lines), len(lines) + 1)
    for path in written:
        assert decode(path.read_bytes()).shape == (256, 256, 3)


def test_a_bar_moves_on_a_terminal_alone(tmp_path: Path, finder: Finder) -> None:
    photos = [str(small(tmp_path / f"{index}.png")) for index in range(2)]
    command = [*PROGRAM, "align", *photos, "-o", str(tmp_path / "out")]
    screen, side = pty.openpty()
    termios.tcsetwinsize(side, (24, 100))
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=side, check=True)
    os.close(side)
    seen = os.read(screen, 100_000)
    os.close(screen)
    assert b" 0/2 [" in seen
    assert b" 1/2 [" in seen
    assert seen.endswith(b"2 pictures done\r\n")
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stderr == b"2 pictures done\n"
    assert piped.stdout == shown.stdout
    assert len(piped.stdout.splitlines()) == 2
