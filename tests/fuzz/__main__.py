"""`make fuzz`: every target for some seconds, then the running service by its document.

    python -m tests.fuzz [--seconds 120]

atheris mutates bodies and pictures, guided by what they reach; Schemathesis sends the
demo what `/openapi.json` allows and what it does not. What fails is left in build/fuzz.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

from local import demo
from local.ports import HOST, free_port
from tests.fuzz.targets import TARGETS, seeds

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = ROOT / "build" / "fuzz"
# Bytes of an input, and seconds and megabytes that it may take.
LIMITS = ("-max_len=20000", "-timeout=20", "-rss_limit_mb=2000")
# Decoding and parsing take a millisecond and routes a hundred: shares of the time.
SHARES = {"picture": 6, "body": 4}
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance"
)


def main() -> int:
    """Fuzz everything; how many targets failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=int, default=120, help="for everything")
    seconds = parser.parse_args().seconds
    if missing := demo.what_is_missing():
        print(missing, file=sys.stderr)
        return 1
    shutil.rmtree(FOUND, ignore_errors=True)
    share = seconds * 2 // 3 / sum(SHARES.get(name, 1) for name in TARGETS)
    if find_spec("atheris") is None:
        print("atheris has no wheel for this machine: only the service is explored.")
    failed = [
        name
        for name in (TARGETS if find_spec("atheris") else ())
        if not fuzz(name, max(1, round(share * SHARES.get(name, 1))))
    ]
    if not explore(max(1, seconds // 3)):
        failed.append("service")
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nNothing was found.")
    return len(failed)


def fuzz(name: str, seconds: int) -> bool:
    """Whether a target stood all that was sent to it for some seconds."""
    folder = FOUND / name
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    command = [sys.executable, "-m", "tests.fuzz.run", name, *LIMITS]
    command += [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={folder}/",
        str(corpus),
    ]
    quiet = {"POWERTOOLS_METRICS_DISABLED": "true", "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    with (folder / "log").open("w") as log:
        done = subprocess.run(
            [*command, str(corpus)],
            cwd=ROOT,
            env={**os.environ, **quiet},
            stdout=log,
            stderr=log,
        )
    lines = (folder / "log").read_text(errors="replace").splitlines()
    ran = [line for line in lines if line.startswith("Done ")]
    print(f"{name:10} {ran[0] if ran else 'failed'}", flush=True)
    if done.returncode:
        print("\n".join(lines[-40:]), flush=True)
    return done.returncode == 0


def explore(seconds: int) -> bool:
    """Whether the demo answers as its document says, whatever it is asked."""
    port = free_port(0)
    api = demo.start_api(demo.Ports(port), f"http://{HOST}")
    try:
        if not demo.wait_until_healthy(api, port, threading.Event()):
            return False
        command = [str(Path(sys.executable).parent / "schemathesis"), "run"]
        command += [f"http://{HOST}:{port}/openapi.json", f"--max-time={seconds}"]
        command += [f"--checks={CHECKS}", "--phases=coverage,fuzzing", "--workers=2"]
        hooks = {
            "SCHEMATHESIS_HOOKS": "tests.fuzz.media_types",
            "PYTHONPATH": str(ROOT),
        }
        explored = subprocess.run(command, cwd=FOUND, env={**os.environ, **hooks})
        return explored.returncode == 0
    finally:
        api.stop()


if __name__ == "__main__":
    sys.exit(main())
