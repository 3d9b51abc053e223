"""What a process loads once, when it is first needed, whichever thread needs it."""

from __future__ import annotations

from visage.faces.finder import Finder
from visage.once import Once
from visage.recognition.recognizer import Recognizer

finder = Once(Finder.configured)
recognizer = Once(lambda: Recognizer.configured(finder()))
