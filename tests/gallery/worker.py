"""A process that enrols and erases until it is killed, and says what has returned.

    python -m tests.gallery.worker FILE FIRST LAST

Each line on its output is an acknowledgement: "enrolled 7" or "erased 6".
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.gallery.makers import OPERATOR, face, person
from visage.gallery.sqlite.gallery import SqliteGallery


def main() -> None:
    """Enrol each number as a person, and erase every third again."""
    file, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    gallery = SqliteGallery(file)
    for number in range(first, last):
        given = [
            face(gallery, number, picture=f"{number}, {turned}".encode(), turned=turned)
            for turned in (0.0, 0.1)
        ]
        gallery.enrol("staff", given, person(f"p{number}"), OPERATOR)
        print(f"enrolled {number}", flush=True)
        if number % 3 == 2:
            gone = number - 1
            gallery.erase_person("staff", f"p{gone}", OPERATOR, suppress=True)
            print(f"erased {gone}", flush=True)
    gallery.close()


if __name__ == "__main__":
    main()
