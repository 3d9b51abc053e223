"""Options that several commands share, made from the parameters of the routes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
PHOTO = click.Path(exists=True, dir_okay=False, path_type=Path)


def option(model: type[Any], name: str, default: str = "") -> Callable[[F], F]:
    """A command's option that is a parameter of the route, with its help."""
    field = model.model_fields[name]
    default = default or ("" if field.default is None else str(field.default))
    return click.option(
        f"--{name.replace('_', '-')}",
        name,
        default=default or None,
        show_default=bool(default),
        help=field.description,
    )


def given(options: dict[str, Any]) -> dict[str, Any]:
    """The options that were set; the model has the defaults of the others."""
    return {name: value for name, value in options.items() if value is not None}
