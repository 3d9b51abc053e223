"""A run beside the one before it: each measure, and the pictures that both held out."""

from __future__ import annotations

from typing import Any

from visage.training.measures import Rate
from visage.training.runs import Metrics, Run
from visage.training.scores import Scores

# What a measure is called, its name, and whether more of it is better.
ROWS = (
    ("Best answer is right (top-1)", "top1", True),
    ("Known people named rightly", "named", True),
    ("Known people given another's name", "misnamed", False),
    ("Known people called unknown", "withheld", False),
    ("Strangers who got a name", "false_names", False),
    ("Error of the probabilities", "calibration_error", False),
)


def compared(metrics: Metrics, scores: Scores, before: Run) -> dict[str, Any]:
    """What the report says about the run before."""
    rows = []
    for what, name, more in ROWS:
        then, now = (
            getattr(before.metrics.measures, name),
            getattr(metrics.measures, name),
        )
        rows.append(_row(what, _share(then), _share(now), more))
    return {
        "run": before.folder.name,
        "sentence": _sentence(metrics, scores, before),
        "rows": rows,
    }


def _share(measured: Rate | float | None) -> float | None:
    return measured.share if isinstance(measured, Rate) else measured


def _row(
    what: str, then: float | None, now: float | None, more: bool
) -> dict[str, str]:
    difference, kind = "", ""
    if then is not None and now is not None:
        points = (now - then) * 100
        difference = f"{points:+.2f} points"
        if abs(points) >= 0.005:
            kind = "better" if (points > 0) is more else "worse"
    return {
        "what": what,
        "before": _said(then),
        "now": _said(now),
        "difference": difference,
        "kind": kind,
    }


def _said(share: float | None) -> str:
    return "not measured" if share is None else f"{share:.2%}"


def _sentence(metrics: Metrics, scores: Scores, before: Run) -> str:
    if before.metrics.data_sha256 == metrics.data_sha256:
        said = "On the same pictures."
    else:
        said = "On other pictures than now: differences may come from them."
    won = lost = both = 0
    for answer in scores.answers:
        then = before.answers.get(answer.sample.digest)
        if then is None or then[0] != answer.sample.person:
            continue
        was_right = then[0] == then[1]
        both += 1
        won += answer.is_right and not was_right
        lost += was_right and not answer.is_right
    if not both:
        return f"{said} No picture was held out in both runs."
    return (
        f"{said} Of {both:,} pictures that both held out, {won} got the right name now "
        f"and not then, {lost} then and not now."
    )
