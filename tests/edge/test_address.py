"""What is shown of an address: never a password, whatever characters it has."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.address import without_password
from edge.errors import LinkUnusable, SourceUnusable
from edge.frames import source_of
from edge.links import Credentials, link_to


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtsp://host/path", "rtsp://host/path"),
        ("rtsp://host:554/path", "rtsp://host:554/path"),
        ("rtsp://[::1]:554/path", "rtsp://[::1]:554/path"),
        ("rtsp://host/path@x", "rtsp://host/path@x"),
        ("rtsp://user@host/path", "rtsp://host/path"),
        ("rtsp://user:pass@host:554/path", "rtsp://host:554/path"),
        ("rtsp://user:pass@[::1]/path", "rtsp://[::1]/path"),
        ("rtsp://user:p@ss@host/path", "rtsp://host/path"),
        ("rtsp://user:p/ss@host/path", "rtsp://host/path"),
        ("rtsp://user:12/34@host/path", "rtsp://host/path"),
        ("rtsp://user:p?ss@host/path", "rtsp://…"),
        ("rtsp://user:p#ss@host/path", "rtsp://…"),
        ("rtsp://user:p:ss@host/path", "rtsp://host/path"),
        ("rtsp://user:p\nss@host/path", "rtsp://host/path"),
        ("RTSP://user:pass@host/path", "RTSP://host/path"),
        ("rtsp:/user:pass@host/path", "rtsp:/host/path"),
        ("rtsp:///user:pass@host/path", "rtsp:///host/path"),
        ("udp://@239.0.0.1:1234", "udp://239.0.0.1:1234"),
        ("http://host/video.cgi?user=a&pwd=b", "http://host/video.cgi?…"),
        ("http://host/video.cgi?pwd=p@ss", "http://host/video.cgi?…"),
        ("http://user:pass@host/video.cgi?pwd=b", "http://host/video.cgi?…"),
        ("http://user:pass@host/video.cgi?pwd=p@ss", "http://…"),
        # No address: a webcam, and files.
        ("0", "0"),
        ("videos/a@b.mp4", "videos/a@b.mp4"),
        ("C:/videos/a@b.mp4", "C:/videos/a@b.mp4"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, shown: str) -> None:
    assert without_password(address) == shown


@given(
    user=st.text(min_size=1),
    password=st.text(min_size=1),
    rest=st.sampled_from(["host", "host:554/path", "[::1]/path", "host/path?a=b"]),
)
def test_no_part_of_any_password_is_shown(user: str, password: str, rest: str) -> None:
    shown = without_password(f"rtsp://{user}:{password}@{rest}")
    plain = rest.replace("a=b", "…")
    assert shown in (f"rtsp://{plain}", "rtsp://…")


SECRET = "s3cr3t/p@ss"


@pytest.mark.parametrize(
    ("attempt", "address"),
    [
        (source_of, "RTSP://user:{}@host/none"),
        (source_of, "rtsp://user:{}@127.0.0.1:1/host/none"),
        (lambda to: link_to(to, "door", Credentials()), "ftp://user:{}@host"),
        (lambda to: link_to(to, "door", Credentials()), "mqtt://user:{}@host:port"),
        (lambda to: link_to(to, "door", Credentials()), "mqtt://user:[{}@host"),
    ],
)
def test_an_error_shows_no_password(
    attempt: Callable[[str], object], address: str
) -> None:
    with pytest.raises((SourceUnusable, LinkUnusable)) as raised:
        attempt(address.format(SECRET))
    said = str(raised.value)
    assert "s3cr3t" not in said
    assert "ss@" not in said
