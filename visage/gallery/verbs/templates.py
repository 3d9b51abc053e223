"""Keeping the vector that a person is searched by in step with their faces."""

from __future__ import annotations

import numpy as np

from visage.gallery.books import Books
from visage.gallery.vectors import template


def set_template(books: Books, collection: str, person: str) -> None:
    """Make a person's template anew from the faces they have now."""
    ids = [face.id for face in books.faces_of(collection, person)]
    vectors = books.vectors(collection, ids)
    if not vectors:
        books.set_template(collection, person, None)
        return
    rows = np.stack([vectors[face] for face in sorted(vectors)])
    books.set_template(collection, person, template(rows))
