"""docs/python.md does what it says: its snippets run, and their values are those."""

from __future__ import annotations

import ast
import inspect
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFile

from tests.conftest import ASTRONAUT, GRACE_HOPPER, ROOT
from visage.geometry import Box
from visage.models.store import model_store

PAGE = (ROOT / "docs" / "python.md").read_text()
SNIPPETS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
BESIDE = re.compile(
    r"^\| `(face_recognition\.(\w+)\(.*\))` \| `(.*)` \|$", re.MULTILINE
)
# What stands behind a statement is its value.
SAID = re.compile(r"\S  # (.+)$")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it still asks for pkg_resources
    import face_recognition
# Importing it lets Pillow read pictures that break off, in the whole process; other
# tests prove that those are refused.
ImageFile.LOAD_TRUNCATED_IMAGES = False


class Values(ast.NodeTransformer):
    """Puts a check around every expression whose value the page gives."""

    def __init__(self, snippet: str) -> None:
        self.lines = snippet.splitlines()

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if said := SAID.search(self.lines[(node.end_lineno or 1) - 1]):
            text = ast.Constant(said.group(1))
            node.value = ast.Call(ast.Name("check", ast.Load()), [node.value, text], [])
        return ast.fix_missing_locations(node)


def run(snippet: str, names: dict[str, Any]) -> None:
    tree = Values(snippet).visit(ast.parse(snippet))
    exec(compile(tree, "docs/python.md", "exec"), names)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the page's snippets have made, in a folder with the page's pictures."""
    if not {"dlib_68_trees", "mtcnn_pnet", "dlib_resnet_v1"} <= model_store().held():
        pytest.skip("the models are not here; run `make models`")
    folder = tmp_path_factory.mktemp("page")
    astronaut = Image.open(ASTRONAUT).convert("RGB")
    astronaut.save(folder / "a.jpg", quality=95)
    astronaut.crop((60, 0, 400, 300)).save(folder / "me.jpg", quality=85)
    for name in ("b", "poster"):
        Image.open(GRACE_HOPPER).convert("RGB").save(folder / f"{name}.jpg", quality=95)
    checked = []

    def check(value: object, text: str) -> None:
        assert repr(value) == text
        checked.append(text)

    names: dict[str, Any] = {"check": check}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for snippet in SNIPPETS:
            run(snippet, names)
        yield {**names, "folder": folder, "checked": checked}


def test_every_snippet_runs_and_says_true_values(ran: dict[str, Any]) -> None:
    assert len(SNIPPETS) == PAGE.count("```python")
    written = [SAID.search(line) for text in SNIPPETS for line in text.splitlines()]
    assert len(ran["checked"]) == len([each for each in written if each]) > 15


def test_the_files_of_the_page(ran: dict[str, Any]) -> None:
    sizes = {}
    for path in Path(ran["folder"]).glob("*.[!s]*"):  # but for the gallery
        with Image.open(path) as image:
            sizes[path.name] = (image.format, image.size)
    assert sizes == {
        "a.jpg": ("JPEG", (512, 512)),
        "b.jpg": ("JPEG", (512, 600)),
        "face-0.png": ("PNG", (256, 256)),
        "face.png": ("PNG", (256, 256)),
        "head.webp": ("WEBP", (512, 512)),
        "me.jpg": ("JPEG", (340, 300)),
        "out.png": ("PNG", (512, 600)),
        "poster.jpg": ("JPEG", (512, 600)),
        "poster.png": ("PNG", (512, 600)),
    }


def test_the_known_person_is_found(ran: dict[str, Any]) -> None:
    assert ran["best"] == "a"
    assert ran["matches"]["a"].same


def test_every_call_of_face_recognition_stands_beside_ours() -> None:
    theirs = [
        name
        for name, value in vars(face_recognition).items()
        if inspect.isfunction(value)
    ]
    assert sorted(name for _, name, _ in BESIDE.findall(PAGE)) == sorted(theirs)


def test_calls_that_stand_side_by_side_agree(ran: dict[str, Any]) -> None:
    theirs, ours = {}, {}
    for call, name, own in BESIDE.findall(PAGE):
        theirs[name], ours[name] = eval(call, ran), eval(own, ran)
    assert np.array_equal(theirs["load_image_file"], ours["load_image_file"])
    # The second face of face_recognition is the badge on the arm.
    for name in ("face_locations", "face_landmarks", "face_encodings"):
        assert (len(theirs[name]), len(ours[name])) == (2, 1)
    top, right, bottom, left = theirs["face_locations"][0]
    assert Box(left, top, right, bottom).iou(ours["face_locations"][0]) > 0.4
    batches = theirs["batch_face_locations"], ours["batch_face_locations"]
    assert [[len(each) for each in batch] for batch in batches] == [[1], [1]]
    assert theirs["face_encodings"][0].shape == ours["face_encodings"][0].shape
    assert theirs["compare_faces"] == ours["compare_faces"] == [True]
    assert len(theirs["face_distance"]) == len(ours["face_distance"]) == 1


def test_the_parts_are_those_of_face_recognition(ran: dict[str, Any]) -> None:
    theirs = face_recognition.face_landmarks(ran["image"])[0]
    ours = ran["parts"]
    assert list(ours) == list(theirs)
    for name, points in theirs.items():
        assert ours[name].shape == (len(points), 2)
        # A fifth of the distance between the eyes, by which plain dlib is unsteady.
        assert np.abs(ours[name] - points).max() < 9
