"""What the commands about people share."""

from __future__ import annotations

import click

from visage.answers.gallery import InCollection
from visage.commands.options import option
from visage.gallery.audit import Caller

# Who asks, as the gallery's audit writes it down.
CALLER = Caller("terminal")
IN_COLLECTION = option(InCollection, "collection")
PERSON = click.argument("person", metavar="ID")
