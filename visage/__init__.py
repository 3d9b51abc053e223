"""Visage: align, swap and recognise faces.

    photo = visage.open("a.jpg")
    faces = visage.faces(photo)
    visage.align(photo, faces[0]).save("face.png")
    visage.swap("me.jpg", "poster.jpg").save("out.png")
    visage.compare("a.jpg", "b.jpg").same
    visage.Gallery("people.sqlite3").search("c.jpg")

Whatever needs NumPy, Pillow or a model is imported when it is first used, so that
`import visage` costs next to nothing.
"""

import importlib
import types
import typing

from visage import faces as _faces_package
from visage import swap as _swap_package

if typing.TYPE_CHECKING:
    from visage import errors as errors
    from visage.library import align as align
    from visage.library import compare as compare
    from visage.library import exchange as exchange
    from visage.library import faces as faces
    from visage.library import open as open
    from visage.library import swap as swap
    from visage.people import Gallery as Gallery
    from visage.pictures.photo import Photo as Photo
    from visage.results import AlignedFace as AlignedFace
    from visage.results import Comparison as Comparison
    from visage.results import Face as Face
    from visage.results import SwappedPicture as SwappedPicture

__version__ = "0.1.0"
__all__ = [
    "AlignedFace",
    "Comparison",
    "Face",
    "Gallery",
    "Photo",
    "SwappedPicture",
    "__version__",
    "align",
    "compare",
    "errors",
    "exchange",
    "faces",
    "open",
    "swap",
]

# Where what is imported lazily lives.
_HOMES = {
    "AlignedFace": "visage.results",
    "Comparison": "visage.results",
    "Face": "visage.results",
    "Gallery": "visage.people",
    "Photo": "visage.pictures.photo",
    "SwappedPicture": "visage.results",
    "align": "visage.library",
    "compare": "visage.library",
    "exchange": "visage.library",
    "open": "visage.library",
}


class _CallablePackage(types.ModuleType):
    """A package that is called like the function of its name.

    `visage.faces` and `visage.swap` are functions for whoever uses the library, and
    packages of its modules: Python has one attribute for both.
    """

    def __call__(self, *arguments: object, **options: object) -> object:
        library = importlib.import_module("visage.library")
        return getattr(library, self.__name__.rpartition(".")[2])(*arguments, **options)


_faces_package.__class__ = _CallablePackage
_swap_package.__class__ = _CallablePackage


def __getattr__(name: str) -> object:
    if name == "errors":
        return importlib.import_module("visage.errors")
    if name not in _HOMES:
        raise AttributeError(f"module 'visage' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
