"""Arguments and options that several commands share.

Most options are parameters of the routes, with their help and their defaults.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import click
from pydantic_core import PydanticUndefined

from visage.answers.fields import P, parsed
from visage.commands.report import JSON
from visage.commands.words import misused
from visage.errors import BadParameter
from visage.pictures.formats import Format, format_of

F = TypeVar("F", bound=Callable[..., Any])

# Whether a file can be read is said file by file, where it is read.
PHOTO = click.Path(readable=False, path_type=Path)
PHOTOS = click.argument(
    "photos",
    nargs=-1,
    required=True,
    type=click.Path(readable=False),
    metavar="PHOTO...",
)
MODEL_NAMES = click.argument("names", nargs=-1, metavar="[NAME]...")
RECURSIVE = click.option(
    "-r", "--recursive", is_flag=True, help="look into the folders of folders too"
)


def _remember(context: click.Context, _: click.Parameter, given: bool) -> None:
    context.meta[JSON] = given


# What a command says goes through its Report, which knows whether this was given.
AS_JSON = click.option(
    "--json",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="print one JSON object a line, refusals too",
)


def option(model: type[Any], name: str, default: str = "") -> Callable[[F], F]:
    """A command's option that is a parameter of the route, with its help."""
    field = model.model_fields[name]
    default = default or _shown(field.default)
    words, others = _values(field.annotation)
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        type=click.Choice(words) if words and not others else click.STRING,
        metavar=None if words and not others else _metavar(others, bool(words)),
        default=default or None,
        show_default=bool(default),
        help=field.description,
    )


def chosen(model: type[P], options: dict[str, Any]) -> P:
    """The parameters that the options give. A wrong one ends the command."""
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return parsed(model, given)
    except BadParameter as error:
        raise click.UsageError(misused(error)) from error


def written_format(file: Path) -> Format:
    """The format that a file's name stands for. A wrong one ends the command."""
    form = format_of(file)
    if form is None:
        raise click.UsageError(f"{file} should end in .png, .jpg, .jpeg or .webp.")
    return form


def _values(annotation: Any) -> tuple[list[str], set[type]]:
    """The words that a parameter takes, and the types of its other values."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation)), set()
    if get_origin(annotation) in (Union, UnionType):
        words, others = [], set()
        for part in get_args(annotation):
            more, types = _values(part)
            words += more
            others |= types
        return words, others - {type(None)}
    if hasattr(annotation, "__metadata__"):  # Annotated: the type comes first
        return _values(annotation.__origin__)
    return [], {get_origin(annotation) or annotation}


def _shown(default: Any) -> str:
    """A parameter's default as the help shows it; empty where there is none."""
    return "" if default in (None, PydanticUndefined) else str(default)


METAVARS: dict[type, str] = {tuple: "X,Y", str: "TEXT", datetime: "DAY", dict: "JSON"}


def _metavar(others: set[type], words: bool) -> str:
    if words:
        return "FACE"
    return next((METAVARS[each] for each in others if each in METAVARS), "NUMBER")
