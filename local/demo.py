"""`make demo`: runs the whole service on loopback, from the real serverless.yml.

python -m local.demo [--port 8000] [--api-port 3000] [--live-port 3001]
                     [--broker mqtt://HOST[:PORT]] [--no-open]
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from local.bridge import broker_at
from local.child import Child
from local.ports import HOST, free_port
from local.site import serve_site

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "web" / "dist"
FRAMEWORK = ROOT / "node_modules" / ".bin" / "sls"
# What is recorded as the consent of people who are enrolled without one of their own.
POLICY = {
    "VISAGE_POLICY_BY": "whoever runs this demonstration on their own machine",
    "VISAGE_POLICY_PURPOSE": "a demonstration of Visage; for anything else, record a "
    "consent of each person",
}
START_LIMIT = 120.0  # seconds; loading models on a slow machine takes most of them


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo until Ctrl-C, SIGTERM or the API's end; the exit status."""
    options = parse(arguments)
    if missing := what_is_missing():
        print(missing, file=sys.stderr)
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    ports = Ports(
        choose_port("API", options.api_port),
        choose_port("WebSocket", options.live_port),
    )
    site_port = choose_port("site", options.port)
    api = start_api(ports, f"http://{HOST}:{site_port}")
    children = [api]
    try:
        if not wait_until_healthy(api, ports.api, stop):
            return report_end(children, stop)
        if options.broker:
            children.append(start_bridge(options.broker, ports.functions))
        print(f"\nAlerts come over ws://{HOST}:{ports.live}", flush=True)
        show_site(site_port, f"http://{HOST}:{ports.api}", not options.no_open)
        while not stop.wait(0.2) and not any(each.ended() for each in children):
            pass
        return report_end(children, stop)
    finally:
        for each in reversed(children):
            each.stop()


@dataclass(frozen=True)
class Ports:
    """Where the API answers, where alerts come from, and where functions are called."""

    api: int
    live: int = field(default_factory=lambda: free_port(0))
    functions: int = field(default_factory=lambda: free_port(0))


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m local.demo", description="Run the whole service on loopback."
    )
    parser.add_argument("--port", type=int, default=8000, help="of the site")
    parser.add_argument("--api-port", type=int, default=3000, help="of the API")
    parser.add_argument("--live-port", type=int, default=3001, help="of alerts")
    parser.add_argument(
        "--broker",
        type=broker,
        metavar="mqtt://HOST[:PORT]",
        help="take what cameras send to this MQTT broker",
    )
    parser.add_argument("--no-open", action="store_true", help="open no browser")
    return parser.parse_args(arguments)


def broker(address: str) -> str:
    """The address of a broker, as it was given. Raises ArgumentTypeError."""
    try:
        broker_at(address)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return address


def what_is_missing() -> str | None:
    """A sentence about what has to be installed first, None where nothing has."""
    if shutil.which("node") is None:
        return "Node is not on the path; install Node 20.19 or newer."
    if not FRAMEWORK.exists():
        return "The Serverless Framework is not installed here; run `make setup`."
    return None


def choose_port(name: str, wanted: int) -> int:
    """The wanted port, or another one where it is taken, which is said."""
    port = free_port(wanted)
    if wanted not in (0, port):
        print(f"Port {wanted} is taken: the {name} uses {port}.", flush=True)
    return port


def start_api(ports: Ports, site: str) -> Child:
    """Start the service of serverless.yml on ports, for the pages of one site."""
    command = ["node", str(FRAMEWORK), "offline", "--httpPort", str(ports.api)]
    command += ["--lambdaPort", str(ports.functions)]
    command += ["--websocketPort", str(ports.live)]
    # Functions run in the Python environment of this process.
    env = {"VISAGE_SUPERVISED": "1", "VIRTUAL_ENV": sys.prefix}
    # Without this, any page that is open in the browser could read what is stored here.
    env["VISAGE_ORIGIN"] = os.environ.get("VISAGE_ORIGIN", site)
    env["VISAGE_LIVE"] = f"http://{HOST}:{ports.live}"
    for name, said in POLICY.items():
        env[name] = os.environ.get(name, said)
    return Child("api", command, ROOT, env)


def start_bridge(address: str, functions: int) -> Child:
    """Start what takes the messages of cameras from a broker to their function."""
    command = [sys.executable, "-m", "local.bridge", "--broker", address]
    command += ["--functions", f"http://{HOST}:{functions}"]
    return Child("bridge", command, ROOT, {"PYTHONUNBUFFERED": "1"})


def wait_until_healthy(api: Child, port: int, stop: threading.Event) -> bool:
    """Wait for GET /health; whether it answered 200 before time ran out."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and not api.ended() and not stop.wait(0.1):
        if (answer := health(port)) is not None:
            status, body = answer
            if status != 200:
                print(f"GET /health answered {status}: {body}", flush=True)
            return status == 200
    return False


def health(port: int) -> tuple[int, str] | None:
    """Status and body of GET /health, None while nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=START_LIMIT)
    try:
        connection.request("GET", "/health")
        response = connection.getresponse()
        return response.status, response.read().decode()
    except OSError:
        return None
    finally:
        connection.close()


def show_site(port: int, api: str, open_browser: bool) -> None:
    """Serve the site, print the addresses, and open a browser for a person."""
    print(f"The API answers at {api}", flush=True)
    if not (SITE / "index.html").is_file():
        print("The site is not built (there is no web/dist), so only the API is up.")
        print("Press Ctrl-C to stop.\n", flush=True)
        return
    serve_site(SITE, port, api)
    address = f"http://{HOST}:{port}"
    print(f"Visage is ready: {address}\nPress Ctrl-C to stop.\n", flush=True)
    if open_browser and sys.stdout.isatty():
        webbrowser.open(address)


def report_end(children: Sequence[Child], stop: threading.Event) -> int:
    """Say why the demo ends; the exit status."""
    if stop.is_set():
        print("\nStopping.", flush=True)
        return 0
    for each in children:
        if each.ended():
            what = "API" if each.name == "api" else each.name
            status = each.process.returncode
            print(f"The {what} ended with status {status}; see its lines above.")
            return 1
    print("The API does not work; see its lines above.", flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
