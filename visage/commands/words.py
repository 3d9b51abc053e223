"""The words of the terminal: sentences that speak of files and options."""

from __future__ import annotations

import re
from pathlib import Path

import click

from visage.errors import BadParameter, VisageError

# What pydantic's rules ask for, in words; `{}` stands for what they compare with.
RULES = {
    "greater_than_equal": "it should be at least {ge:g}",
    "greater_than": "it should be more than {gt:g}",
    "less_than_equal": "it should be at most {le:g}",
    "less_than": "it should be less than {lt:g}",
    "int_parsing": "it should be a whole number",
    "float_parsing": "it should be a number",
}


def about(error: VisageError, file: str | None = None) -> str:
    """What is wrong, said of a file by its name."""
    if isinstance(error, BadParameter):
        sentence = error.said(parameter=_option(error.name))
    elif file is not None and "{picture}" in error.sentence:
        return with_options(error.said(picture=file))
    else:
        sentence = error.said()
    sentence = with_options(sentence)
    return sentence if file is None else f"{file}: {sentence}"


def misused(error: BadParameter) -> str:
    """What is wrong with the value of an option."""
    rule = RULES.get(error.rule)
    if rule is None:
        return about(error)
    return f"{_option(error.name)} is {error.given}: {rule.format(**error.limits)}."


def file_name(path: Path) -> str:
    """A path as it can be shown and written as JSON, whatever bytes it has."""
    return click.format_filename(path)


def human_size(size: int) -> str:
    """Bytes as people read them: 28.6 kB, 99.7 MB."""
    return f"{size / 1e3:.1f} kB" if size < 1e6 else f"{size / 1e6:.1f} MB"


def counted(count: int, noun: str) -> str:
    """`1 face`, `2 faces`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def people(count: int) -> str:
    """`1 person`, `2 people`."""
    return "1 person" if count == 1 else f"{count:,} people"


def _option(parameter: str) -> str:
    return f"--{parameter.replace('_', '-')}"


def with_options(sentence: str) -> str:
    """The sentence with `min_face` as --min-face, if the command has that option."""
    context = click.get_current_context(silent=True)
    if context is None:
        return sentence
    for parameter in context.command.params:
        name = parameter.name or ""
        if isinstance(parameter, click.Option) and "_" in name:
            sentence = re.sub(rf"\b{name}\b", _option(name), sentence)
    return sentence
