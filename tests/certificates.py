"""Certificates for servers of tests, by an authority of their own."""

from __future__ import annotations

import subprocess
from pathlib import Path

from local.ports import HOST

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def certified(folder: Path, **subjects: str) -> Path:
    """The folder with `ca.crt`, and a key and a certificate for each subject.

    All of them hold for the loopback's address.
    """

    def openssl(*arguments: str) -> None:
        subprocess.run(
            ["openssl", *arguments], check=True, capture_output=True, cwd=folder
        )

    authority = ("-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=test authority")
    openssl("req", "-x509", *_KEY, *authority, "-days", "2")
    for name, subject in subjects.items():
        (folder / f"{name}.ext").write_text(f"subjectAltName=IP:{HOST}\n")
        request = ("-keyout", f"{name}.key", "-out", f"{name}.csr")
        openssl("req", *_KEY, *request, "-subj", f"/CN={subject}")
        signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2")
        files = ("-in", f"{name}.csr", "-out", f"{name}.crt")
        openssl("x509", "-req", *files, *signed, "-extfile", f"{name}.ext")
    return folder
