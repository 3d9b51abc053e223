"""`visage-edge`: the camera agent on the terminal."""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import click
from platformdirs import user_state_path
from pydantic import TypeAdapter, ValidationError

import visage
from edge.agent import RATE, Agent, Shown
from edge.errors import EdgeError, LinkUnusable
from edge.frames import Source, source_of
from edge.links import Credentials, DryRun, Link, link_to
from edge.outbox import KEEP, Outbox
from edge.sender import Sender
from edge.status import Status
from edge.window import Window
from visage.commands.words import about
from visage.errors import VisageError
from visage.faces.finder import Finder
from visage.watch.events import CameraName

# Seconds that delivering what waits may take at the end.
PATIENCE = 15.0

FILE = click.Path(dir_okay=False, path_type=Path)


def _camera(context: click.Context, parameter: click.Parameter, value: str) -> str:
    try:
        return TypeAdapter(CameraName).validate_python(value)
    except ValidationError as error:
        raise click.BadParameter(
            f"{value!r}: a camera's name has 1 to 64 letters, digits, dots, hyphens "
            "and underscores, and starts and ends with a letter or digit."
        ) from error


@click.command(context_settings={"max_content_width": 88})
@click.option("--source", required=True, help="webcam's number, address or file")
@click.option("--camera", default="camera", show_default=True, callback=_camera)
@click.option("--to", "receiver", help="mqtts://HOST, mqtt://HOST or the API")
@click.option("--ca", type=FILE, help="certificate of who signed the receiver's")
@click.option("--cert", type=FILE, help="this client's certificate, for mqtts://")
@click.option("--key", type=FILE, help="the key of that certificate")
@click.option("--username", help="for a broker that asks for one")
@click.option("--password", envvar="VISAGE_EDGE_PASSWORD", help="its password")
@click.option("--token", envvar="VISAGE_EDGE_TOKEN", help="for the API; or else:")
@click.option("--token-url", help="where a machine client gets its tokens")
@click.option("--client-id", help="the machine client")
@click.option("--client-secret", envvar="VISAGE_EDGE_CLIENT_SECRET", help="its secret")
@click.option(
    "--rate",
    type=click.FloatRange(0.1, 60),
    default=RATE,
    show_default=True,
    help="frames a second that are searched",
)
@click.option(
    "--min-face",
    type=click.FloatRange(min=20),
    help="width in pixels of the smallest face to look for",
)
@click.option(
    "--buffer",
    type=click.Path(file_okay=False, path_type=Path),
    help="folder for what waits to be delivered [of the user's state]",
)
@click.option(
    "--keep-hours",
    type=click.FloatRange(min=0, min_open=True),
    default=KEEP.total_seconds() / 3600,
    show_default=True,
    help="how long what cannot be delivered is kept",
)
@click.option("--show", is_flag=True, help="open a window; q closes it")
@click.option("--dry-run", is_flag=True, help="print what would be sent, send nothing")
@click.version_option(visage.__version__, prog_name="visage-edge")
def main(
    source: str,
    camera: str,
    receiver: str | None,
    rate: float,
    min_face: float | None,
    buffer: Path | None,
    keep_hours: float,
    show: bool,
    dry_run: bool,
    **given: Any,
) -> None:
    """Follow the faces that a camera sees, and send the best crops of each.

    Frames stay here. What cannot be delivered waits on the disk, in --buffer. Secrets
    are best given by the variables VISAGE_EDGE_TOKEN, VISAGE_EDGE_CLIENT_SECRET and
    VISAGE_EDGE_PASSWORD, which no list of processes shows.
    """
    if (receiver is None) == (not dry_run):
        raise click.UsageError("Give --to, or --dry-run to send nothing.")
    try:
        link: Link
        if receiver is None:
            link = DryRun()
        else:
            link = link_to(receiver, camera, Credentials(**given))
        place = buffer or user_state_path("visage", appauthor=False) / "edge"
        name = f"{camera}.dry-run" if dry_run else camera
        outbox = Outbox(place / f"{name}.sqlite3", timedelta(hours=keep_hours))
        watched = source_of(source)
        sender = Sender(outbox, link)
        window = Window() if show else None
        _close_when_asked(watched)
        finder = Finder.configured()
        finder.warm()

        def seen(shown: Shown) -> None:
            if window is not None:
                window.show(shown)
                if window.closed:
                    watched.close()
            status.tick()

        agent = Agent(
            camera,
            finder,
            outbox,
            min_face=min_face,
            rate=rate,
            told=sender.notify,
            seen=seen,
        )
        status = Status(agent, sender)
        print(f"{camera}: {watched.name} to {link.name}", file=sys.stderr)
        sender.start()
        try:
            agent.run(watched)
        finally:
            watched.close()
            sender.stop(PATIENCE)
            status.close()
            outbox.close()
    except LinkUnusable as error:
        raise click.UsageError(str(error)) from error
    except EdgeError as error:
        raise click.ClickException(str(error)) from error
    except VisageError as error:
        raise click.ClickException(about(error)) from error


def _close_when_asked(source: Source) -> None:
    """Close the source at Ctrl-C and at the system's polite request to end."""
    asked = threading.Event()

    def close() -> None:
        asked.wait()
        source.close()

    # Not in the handler, which may interrupt what holds the source's lock.
    threading.Thread(target=close, name="stopping", daemon=True).start()

    def handle(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt  # asked twice: at once
        asked.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(ValueError):  # not in the main thread
            signal.signal(name, handle)
