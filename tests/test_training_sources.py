"""Where pictures to train on come from: folders, archives, CSV files."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from visage.training.faults import BadSource, Left
from visage.training.sources import MOST_BYTES, labelled

FILES = {
    "top/Ada/1.jpg": b"a1",
    "top/Ada/2.PNG": b"a2",
    "top/Grace_H/x.heic": b"g1",
    "top/pairs.txt": b"10 300",
    "loose.jpg": b"?",
    "top/Ada/.DS_Store": b"hidden",
    "__MACOSX/top/Ada/._1.jpg": b"hidden",
}
# Person, end of the name, what is read.
EXPECTED = {
    ("", "loose.jpg", Left.NO_PERSON),
    ("", "top/pairs.txt", Left.NOT_A_PICTURE),
    ("Ada", "top/Ada/1.jpg", b"a1"),
    ("Ada", "top/Ada/2.PNG", b"a2"),
    ("Grace_H", "top/Grace_H/x.heic", b"g1"),
}


def folder(root: Path) -> Path:
    for name, content in FILES.items():
        path = root / "people" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root / "people"


def tar(path: Path, mode: str) -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in FILES.items():
            item = tarfile.TarInfo(name)
            item.size = len(content)
            archive.addfile(item, io.BytesIO(content))
        link = tarfile.TarInfo("top/Ada/link.jpg")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return path


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in FILES.items():
            archive.writestr(name, content)
    return path


def told(source: Path) -> set[tuple[str, str, bytes | str]]:
    """What a source holds; each file is read before the next is asked for."""
    return {
        (each.person, each.name.removeprefix(str(source))[2:].lstrip(), each.read())
        if source.is_file()
        else (each.person, os.path.relpath(each.name, source), each.read())
        for each in labelled(source)
    }


def test_folders_and_archives_hold_the_same(tmp_path: Path) -> None:
    sources = [
        folder(tmp_path),
        tar(tmp_path / "lfw.tgz", "w:gz"),
        tar(tmp_path / "a.tar", "w"),
        tar(tmp_path / "a.tar.xz", "w:xz"),
        zipped(tmp_path / "a.ZIP"),
    ]
    for source in sources:
        assert told(source) == EXPECTED, source


def test_a_csv_file_says_whose_its_files_are(tmp_path: Path) -> None:
    folder(tmp_path)
    table = tmp_path / "list.csv"
    table.write_text(
        "Label,note,Path\n"
        "Ada,x,people/top/Ada/1.jpg\n"
        "Ada,x,nowhere.jpg\n"
        ",x,people/top/Ada/2.PNG\n",
        encoding="utf-8-sig",
    )
    rows = [(each.person, each.read()) for each in labelled(table)]
    assert rows == [
        ("Ada", b"a1"),
        ("Ada", "cannot be read: No such file or directory"),
        ("", Left.NO_PERSON),
    ]


def test_names_that_only_look_different_are_one_person(tmp_path: Path) -> None:
    for name in ("Zoe\u0308", "Zo\u00eb"):
        path = tmp_path / f"{len(name)}" / name / "1.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    assert {each.person for each in labelled(tmp_path)} == {"Zo\u00eb"}


def test_links_to_folders_and_large_files_are_told(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "again").symlink_to(root, target_is_directory=True)
    large = root / "top" / "Ada" / "large.jpg"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    found = {Path(each.name).name: each.read() for each in labelled(root)}
    assert found["again"] == Left.LINK
    assert found["large.jpg"] == Left.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nowhere", None, "There is no "),
        ("a.rar", b"Rar!", "is neither a folder, an archive (.tar, .tar.gz"),
        ("a.tar", b"no archive", "cannot be read to its end: "),
        ("a.zip", b"no archive", "cannot be read to its end: "),
        ("a.csv", b"who,where\nAda,1.jpg\n", "file and person; it has who, where."),
        ("a.csv", b"", "file and person; it has no rows."),
        ("a.csv", b"file,person\n\xff,b\n", "cannot be read to its end: "),
    ],
)
def test_what_is_no_source(
    name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(BadSource) as caught:
        list(labelled(tmp_path / name))
    assert str(tmp_path / name) in str(caught.value)
    assert words in str(caught.value)


def test_an_archive_that_breaks_off_is_told(tmp_path: Path) -> None:
    whole = tar(tmp_path / "a.tgz", "w:gz").read_bytes()
    (tmp_path / "a.tgz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadSource, match="cannot be read to its end"):
        list(labelled(tmp_path / "a.tgz"))
