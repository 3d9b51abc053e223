"""Kill the API, agents, the bridge and the broker at random while people pass.

    python -m bench.chaos [--seconds 120] [--seed 1]

Somebody who is enrolled and a stranger pass one camera after another, each a
`visage-edge` that plays a video; meanwhile one part after another is killed (SIGKILL),
at moments that the seed decides, and started again a little later. An agent that was
killed begins its video anew, with the same buffer. A killed mosquitto forgets messages
that it has confirmed: agents send them again when it is back.

In the end, when all is up and everything has been delivered, the messages that the
agents ever kept have to be the messages that the service took, and each camera has to
have one alert, of the one who is enrolled, which the desk has heard of. The exit status
is 1 where that is not so.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.edge.scenes import passing, write
from tests.watch.street import (
    KNOWN,
    PATIENCE,
    Desk,
    NotStarted,
    Street,
    missing,
    street,
    until,
)

SECONDS, SEED = 120.0, 1
# Seconds between one killing and the next, and until what was killed starts again.
BETWEEN, AWAY = (2.0, 7.0), (0.0, 3.0)
PARTS = ("broker", "api", "agent", "bridge")


@dataclass
class Passers:
    """One camera after another, each until its video has been played to the end."""

    made: Street
    video: Path
    cameras: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _ending: threading.Event = field(default_factory=threading.Event)
    _agent: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self._thread = threading.Thread(target=self._pass, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def kill_agent(self) -> None:
        if self._agent is not None:
            self._agent.kill()

    def end(self) -> None:
        """Let the last one pass to the end."""
        self._ending.set()
        self._thread.join(2 * PATIENCE)
        if self._thread.is_alive():
            self.failures.append("an agent did not end")

    def _pass(self) -> None:
        while not self._ending.is_set() and not self.failures:
            self.cameras.append(f"door-{len(self.cameras)}")
            while (status := self._play(self.cameras[-1])) == -9:
                pass
            if status:
                self.failures.append(f"an agent ended with status {status}")

    def _play(self, camera: str) -> int:
        self._agent = self.made.agent(camera, str(self.video))
        return self._agent.wait()


@dataclass(frozen=True)
class Found:
    """What became of it: nothing is wrong where `wrong` is empty."""

    killed: Counter[str]
    cameras: int
    messages: int
    alerts: int
    wrong: tuple[str, ...]


def chaos(folder: Path, seconds: float, seed: int) -> Found:
    """Kill for some seconds, let everything recover, and count."""
    video = write(
        folder / "door.mp4",
        [passing("grace_hopper", 0.2, 2.2), passing(KNOWN, 2.6, 4.6, leftwards=True)],
        5,
    )
    with street(folder / "street") as made:
        desk = Desk(made)
        until(desk.listening.is_set, "a desk that listens")
        passers = Passers(made, video)
        passers.start()
        killed = kill_parts(made, passers, seconds, random.Random(seed))
        passers.end()
        deliver_the_rest(made, passers)
        wrong = [*passers.failures, *what_is_wrong(made, desk, passers.cameras)]
        desk.close()
        return Found(
            killed,
            len(passers.cameras),
            sum(len(made.kept(camera)) for camera in passers.cameras),
            len(alerts_of(made, passers.cameras)),
            tuple(wrong),
        )


def kill_parts(
    made: Street, passers: Passers, seconds: float, chance: random.Random
) -> Counter[str]:
    """Kill one part after another, each as often as another; how often each was."""
    killed: Counter[str] = Counter()
    until_then = time.monotonic() + seconds
    order: list[str] = []
    while True:
        time.sleep(chance.uniform(*BETWEEN))
        if time.monotonic() >= until_then:
            return killed
        order = order or chance.sample(PARTS, len(PARTS))
        part = order.pop()
        away = chance.uniform(*AWAY)
        print(f"chaos | ends the {part}", flush=True)
        killed[part] += 1
        if part == "agent":
            passers.kill_agent()
        elif part == "broker":
            made.broker.kill()
            time.sleep(away)
            made.broker.start()
        elif part == "api":
            made.kill_api()
            time.sleep(away)
            made.start_api()
        else:
            made.kill_bridge()
            time.sleep(away)
            made.start_bridge()


def deliver_the_rest(made: Street, passers: Passers) -> None:
    """Wait for the API; let each camera send what a broker may have forgotten.

    The agent of a real camera runs on; these end with their video.
    """
    made.wait_for_api()
    for camera in passers.cameras:
        made.send_the_rest(camera)


def what_is_wrong(made: Street, desk: Desk, cameras: Sequence[str]) -> list[str]:
    """A line for everything that was lost, or is there twice."""
    kept = set[str]().union(*map(made.kept, cameras))
    wrong = []
    try:
        until(lambda: kept <= made.taken(), "every message taken")
    except NotStarted:
        wrong.append(f"{len(kept - made.taken())} of {len(kept)} messages are lost")
    if unheard_of := made.taken() - kept:
        wrong.append(f"{len(unheard_of)} messages are of no agent")
    alerts = alerts_of(made, cameras)
    each = Counter(camera for camera, _, _ in alerts)
    wrong += [
        f"{camera} has {each[camera]} alerts of its one visit"
        for camera in cameras
        if each[camera] != 1
    ]
    wrong += [f"{id} is of {who}" for _, who, id in alerts if who != KNOWN]
    ids = {id for _, _, id in alerts}
    try:
        until(lambda: ids <= set(desk.first_of("alert")), "every alert on the desk")
    except NotStarted:
        lost = ids - set(desk.first_of("alert"))
        wrong.append(f"the desk has not heard of {len(lost)} of {len(ids)} alerts")
    if strange := set(desk.first_of("alert")) - ids:
        wrong.append(f"the desk has heard of {len(strange)} alerts that are not there")
    return wrong


def alerts_of(made: Street, cameras: Sequence[str]) -> list[tuple[str, str, str]]:
    """Camera, person and id of every alert."""
    return [
        (camera, alert["person"]["id"], alert["id"])
        for camera in cameras
        for alert in made.alerts(camera)
    ]


def run() -> int:
    """Print what was killed and what was wrong; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    if lacking := missing():
        print(lacking, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        found = chaos(Path(folder), options.seconds, options.seed)
    said = ", ".join(f"{part} {count}" for part, count in sorted(found.killed.items()))
    print(
        f"\nEnded in {options.seconds:g} s (seed {options.seed}): {said}.\n"
        f"{found.cameras} visits, {found.messages} messages, {found.alerts} alerts."
    )
    for line in found.wrong:
        print(f"Wrong: {line}.")
    if not found.wrong:
        print("No message was lost, and none counted twice.")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(run())
