"""The WebSocket: a client connects with a ticket, asks what it missed, or is gone."""

from __future__ import annotations

from contextlib import suppress

from functions.alerts.base import live, table
from visage.errors import NoLive, TooManyMessages, Unauthorized, VisageError
from visage.http.keeping import report
from visage.http.sockets import CONNECT, DISCONNECT, SocketEvent
from visage.watch.connections import Connections
from visage.watch.push import Gone, Push, PushFailed


def hear(event: SocketEvent) -> None:
    """Do what an event asks for. Raises a VisageError."""
    connections = Connections(table(), live().clock)
    if event.route == CONNECT:
        connections.open(event.connection, event.query.get("ticket", ""))
    elif event.route == DISCONNECT:
        connections.drop(event.connection)
    else:
        _answer(event, connections)


def _answer(event: SocketEvent, connections: Connections) -> None:
    """Answer what a client says; one that can't be answered is disconnected."""
    push = live().push
    if push is None:
        raise NoLive("VISAGE_LIVE has to say where connections are reached.")
    conversation = live().conversation(push)
    try:
        conversation.take(event.connection, event.body)
    except Gone:
        connections.drop(event.connection)
    except PushFailed as error:
        report("answering a connection", str(error))
        _disconnect(push, event.connection)
    except VisageError as error:
        with suppress(Gone, PushFailed):
            # What AWS says is for the operator, whose log has it.
            sentence = str(error) if error.told is None else error.told
            conversation.refuse(event.connection, error.code, sentence)
        if isinstance(error, Unauthorized | TooManyMessages):
            _disconnect(push, event.connection)
        raise


def _disconnect(push: Push, connection: str) -> None:
    """End a connection; its client connects anew and asks what it missed."""
    with suppress(PushFailed):
        push.close(connection)
