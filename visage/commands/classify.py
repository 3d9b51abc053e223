"""`visage classify`."""

from __future__ import annotations

from functools import cache
from typing import Any

import click

from visage.answers.classifiers import Classifiers
from visage.answers.classify import (
    ClassFacts,
    ClassifyParameters,
    classify_picture,
)
from visage.commands.options import AS_JSON, PHOTOS, RECURSIVE, chosen, option
from visage.commands.run import Done, run
from visage.commands.search import Search, Source
from visage.errors import BadParameter, UnknownHandle
from visage.models.handles import Handles, check_handle
from visage.models.store import model_store


@click.command()
@PHOTOS
@click.option(
    "--as",
    "handle",
    metavar="HANDLE",
    required=True,
    help="of the classifier; `visage models list` says which there are",
)
@RECURSIVE
@AS_JSON
@option(ClassifyParameters, "top")
@option(ClassifyParameters, "min_face")
def classify(
    photos: tuple[str, ...], handle: str, recursive: bool, **options: Any
) -> None:
    """Say what photos show, or whose face, by a classifier of the store.

    A PHOTO is a file, a folder of pictures or a quoted glob. Where the classifier
    names people, the largest face is meant.
    """
    parameters = chosen(ClassifyParameters, {**options, "handle": handle})
    check(handle)

    @cache
    def classifiers() -> Classifiers:
        return Classifiers.configured()

    def work(source: Source) -> Done:
        answer, about = classify_picture(source.read(), classifiers(), parameters)
        lines = [f"{source.name}: {', '.join(map(_words, answer.root))}"]
        facts = {**about.model_dump(mode="json"), "classes": answer.model_dump()}
        return Done(lines, facts)

    run(Search(recursive).sources(photos), work)


def check(handle: str) -> None:
    """End the command, before any photo, where the store has no such classifier."""
    try:
        check_handle(handle)
        Handles(model_store().objects).index()[handle]
    except (BadParameter, UnknownHandle) as error:
        raise click.UsageError(str(error)) from error


def _words(facts: ClassFacts) -> str:
    return f"{facts.class_name} {facts.confidence:.1%}"
