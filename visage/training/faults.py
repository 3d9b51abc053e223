"""What keeps a training from beginning, and why a single picture is left out of it."""

from __future__ import annotations

from visage.errors import VisageError


class BadSource(VisageError):
    """What should hold pictures of people does not."""

    code = "bad_source"


class TooFewPeople(VisageError):
    """There are not two people with a picture each to tell apart."""

    code = "too_few_people"


class RunExists(VisageError):
    """The folder of the run is there already."""

    code = "run_exists"


class CannotTrain(VisageError):
    """What training needs is not installed, or a process of it was ended."""

    code = "cannot_train"


class Left:
    """Why a file is left out, in words that follow its name."""

    NOT_A_PICTURE = "is not named like a picture"
    NO_PERSON = "lies in no person's folder"
    LINK = "is a link to a folder, which is not followed"
    TOO_LARGE = "has more than 100 MB"
    NO_FACE = "no face was found"
    SAME_FILE = "is the same file as another of this person"
    KNOWN = "is of one of the people, who are no strangers"
