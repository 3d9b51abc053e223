"""Ports on loopback."""

import socket

HOST = "127.0.0.1"


def free_port(wanted: int) -> int:
    """The wanted port where nobody listens on it, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError(f"there is no free port on {HOST}")
