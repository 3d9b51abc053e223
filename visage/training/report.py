"""The report of a run: one HTML page that needs nothing beside it."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from visage.training import charts
from visage.training.charts import Chart
from visage.training.comparison import compared
from visage.training.dataset import Sample
from visage.training.kept import Kept
from visage.training.measures import (
    Rate,
    answers,
    confusion,
    detection,
    open_set,
    reliability,
)
from visage.training.runs import Metrics, Run, config_of
from visage.training.scores import Answer
from visage.training.train import Training

PAGE = Path(__file__).with_name("report.html.j2")
# Mistakes that are shown, and rows of a list; the CSV files have all of them.
MOST_MISTAKES = 18
MOST_ROWS = 200
THUMB = 132  # pixels


@dataclass(frozen=True)
class Report:
    """The page, and its charts as PNG by their names."""

    html: bytes
    charts: Mapping[str, bytes]


def report(training: Training, metrics: Metrics, before: Run | None) -> Report:
    """The report of a training; `before` is the run to compare it with."""
    drawn = _charts(training, metrics)
    loader = FileSystemLoader(PAGE.parent)
    page = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    html = page.get_template(PAGE.name).render(
        title=_title(training),
        made=_made(training),
        method=_method(training),
        sentence=_sentence(metrics),
        tiles=_tiles(training, metrics),
        changes=compared(metrics, training.scores, before) if before else None,
        figures=[_figure(*each) for each in drawn if each[0].name != "confusion"],
        confusion=next(_figure(*each) for each in drawn if each[0].name == "confusion"),
        mistakes_sentence=_mistakes_sentence(training),
        mistakes=[_mistake(each, training) for each in _mistakes(training)],
        data_sentence=_data_sentence(training, metrics),
        people=_people(training),
        lists=list(_lists(training)),
        facts=_facts(training, metrics),
    )
    return Report(html.encode(), {chart.name: chart.png for chart, *_ in drawn})


def _title(training: Training) -> str:
    people = counted(len(training.dataset.people), "person", "people")
    return f"{training.wish.out.name}: {people}"


def counted(count: int, one: str, many: str) -> str:
    """`1 person`, `2 people`."""
    return f"{count:,} {one if count == 1 else many}"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _between(rate: Rate) -> str:
    return f"95 % interval {_percent(rate.low)} to {_percent(rate.high)}"


def _sentence(metrics: Metrics) -> str:
    measures = metrics.measures
    if measures.top1 is None or measures.named is None:
        return (
            "Nobody has two photos, so that there is nothing to measure on: add "
            "pictures before you trust this."
        )
    said = (
        f"Of {counted(measures.top1.of, 'held-out picture', 'held-out pictures')}, "
        f"{_percent(measures.named.share)} got the right name"
    )
    strangers = measures.false_names
    if strangers is None:
        return f"{said}. No pictures of strangers were given to measure false names on."
    return (
        f"{said}; of {counted(strangers.of, 'picture', 'pictures')} of strangers, "
        f"{_percent(strangers.share)} got one."
    )


def _tiles(training: Training, metrics: Metrics) -> list[dict[str, str]]:
    measures = metrics.measures
    tiles = []
    for what, rate in (
        ("Best answer is right (top-1)", measures.top1),
        ("Known people named rightly", measures.named),
        ("Known people called unknown", measures.withheld),
        ("Strangers who got a name", measures.false_names),
    ):
        value = _percent(rate.share) if rate else "not measured"
        beside = f"{_between(rate)}, {rate.hits:,} of {rate.of:,}" if rate else ""
        tiles.append({"what": what, "value": value, "beside": beside})
    wanted = f"{_percent(training.wish.false_names)} of strangers may be named"
    tiles[-1]["beside"] = "; ".join(filter(None, [tiles[-1]["beside"], wanted]))
    return tiles


def _charts(training: Training, metrics: Metrics) -> list[tuple[Chart, str]]:
    """The charts, each with its caption."""
    scores, head = training.scores, training.scores.head
    drawn: list[tuple[Chart, str]] = []
    measures = metrics.measures
    if scores.held_out and len(scores.strangers) and measures.named:
        assert measures.false_names is not None
        at = measures.false_names.share, measures.named.share
        curve = open_set(scores.known, scores.labels, scores.strangers)
        drawn.append(
            (
                charts.open_set(curve, at, training.wish.false_names),
                "Open set: how many known people get their own name, by how many "
                "strangers get any. The dotted line is the rate that was asked for.",
            )
        )
        drawn.append(
            (
                charts.roc(detection(scores.known, scores.strangers)),
                "ROC: known people told from strangers by their best answer.",
            )
        )
    if len(metrics.learning_curve) > 1:
        drawn.append(
            (
                charts.learning(metrics.learning_curve),
                "Learning curve: mean and range of five draws of the training "
                "pictures. Where it still rises, more pictures help.",
            )
        )
    if metrics.losses:
        drawn.append(
            (charts.losses(metrics.losses), "Losses of the fine-tuning, by epochs.")
        )
    if scores.held_out:
        sure = answers(scores.known, scores.labels, head.unknown, head.temperature)
        drawn.append(
            (
                charts.calibration(reliability(*sure)),
                "Calibration on held-out pictures, a larger dot for more of them: on "
                "the dotted line, of answers with 90 % nine of ten are right.",
            )
        )
    if metrics.verification:
        found = metrics.verification
        drawn.append(
            (
                charts.verification(found.roc),
                f"Verification by LFW's protocol on {found.pairs:,} pairs: "
                f"{found.right.share:.2%} decided rightly ({_between(found.right)}). "
                "It measures the embedder alone.",
            )
        )
    table = confusion(scores.known, scores.labels, head.unknown)
    drawn.append((charts.confusion(table, scores.people), _confusion_caption(metrics)))
    return drawn


def _confusion_caption(metrics: Metrics) -> str:
    if metrics.people > charts.MOST_NAMED:
        return (
            f"Held-out pictures of the {charts.MOST_NAMED} people who are confused "
            "most, with whom of them; held-out.csv has every answer."
        )
    return "Held-out pictures: whose they are, and which name they got."


def _figure(chart: Chart, caption: str) -> dict[str, str]:
    uri = f"data:image/svg+xml;base64,{base64.b64encode(chart.svg).decode()}"
    return {"uri": uri, "alt": caption, "caption": caption}


def _mistakes(training: Training) -> list[Answer]:
    """Wrong answers: other people's names first, the surest ones first."""
    wrong = [each for each in training.scores.answers if not each.is_right]
    order = sorted(wrong, key=lambda each: (each.said is None, -each.sure))
    return order[:MOST_MISTAKES]


def _mistakes_sentence(training: Training) -> str:
    wrong = [each for each in training.scores.answers if not each.is_right]
    if not wrong:
        return "There is none: every held-out picture got the right name."
    other = sum(each.said is not None for each in wrong)
    shown = min(len(wrong), MOST_MISTAKES)
    return (
        f"{counted(len(wrong), 'held-out picture', 'held-out pictures')} did not get "
        f"the right name: {other} got another person's, {len(wrong) - other} were "
        f"called unknown. Shown are {shown}, other people's names first. A wrong label "
        "in the data shows here too."
    )


def _mistake(answer: Answer, training: Training) -> dict[str, Any]:
    people, sample = training.dataset.people, answer.sample
    kept = training.kept
    own = _like(sample, sample.person, training)
    other = _like(sample, people[answer.best], training)
    faces = [_face(sample, "held out", kept), _face(own, sample.person, kept)]
    if answer.best != answer.label:
        faces.append(_face(other, people[answer.best], kept))
    said = "unknown" if answer.said is None else people[answer.said]
    return {
        "faces": faces,
        "sentence": (
            f"Called {said} ({_percent(answer.sure)}); it is {sample.person} "
            f"({_percent(answer.own)}). {_short(sample.name)}"
        ),
    }


def _like(sample: Sample, person: str, training: Training) -> Sample:
    """The training picture of a person that is most like a picture."""
    theirs = [e for e in training.dataset.part(held_out=False) if e.person == person]
    return max(theirs, key=lambda each: float(each.vector @ sample.vector))


def _face(sample: Sample, what: str, kept: Kept) -> dict[str, str]:
    found = kept.read(sample.digest)
    assert found is not None  # it was found in this training
    jpeg = io.BytesIO()
    image = Image.fromarray(found.chip).resize((THUMB, THUMB), Image.Resampling.LANCZOS)
    image.save(jpeg, "JPEG", quality=85)
    uri = f"data:image/jpeg;base64,{base64.b64encode(jpeg.getvalue()).decode()}"
    return {"uri": uri, "alt": f"{what}: {_short(sample.name)}", "what": what}


def _short(name: str) -> str:
    return "/".join(name.replace("\\", "/").split("/")[-2:])


def _data_sentence(training: Training, metrics: Metrics) -> str:
    dataset = training.dataset
    once = sum(
        len({e.photo for e in dataset.samples if e.person == person}) == 1
        for person in dataset.people
    )
    said = (
        f"{len(dataset.samples):,} pictures of {metrics.people:,} people: "
        f"{metrics.training:,} train, {metrics.held_out:,} are held out (a quarter of "
        "each person's photos, all copies of a photo on one side)."
    )
    if once:
        said += (
            f" {counted(once, 'person has', 'people have')} one photo, which trains "
            "and is never measured on."
        )
    return said


def _people(training: Training) -> list[dict[str, object]]:
    rows = []
    for label, person in enumerate(training.dataset.people):
        theirs = [e for e in training.scores.answers if e.label == label]
        count = sum(e.person == person for e in training.dataset.samples)
        rows.append(
            {
                "name": person,
                "train": count - len(theirs),
                "held_out": len(theirs),
                "right": sum(e.is_right for e in theirs),
                "unknown": sum(e.said is None for e in theirs),
            }
        )
    return rows


def _lists(training: Training) -> Iterable[dict[str, object]]:
    dataset, strangers = training.dataset, training.strangers
    yield _list(
        counted(len(dataset.left_out), "file left out", "files left out"),
        [(_short(each.name), each.reason) for each in dataset.left_out],
        "left-out.csv has the whole names.",
    )
    yield _list(
        f"{len(dataset.several):,} pictures with several faces",
        [(_short(name),) for name in dataset.several],
        "The person is taken to be the one who is large and near the middle.",
    )
    yield _list(
        counted(len(dataset.copies), "photo with copies", "photos with copies"),
        [(", ".join(_short(name) for name in names),) for names in dataset.copies],
        "Copies of one photo train together or are held out together.",
    )
    if strangers:
        yield _list(
            f"{len(strangers.left_out):,} files of strangers left out",
            [(_short(each.name), each.reason) for each in strangers.left_out],
            f"{len(strangers.samples):,} pictures of {len(strangers.people):,} "
            "strangers were measured on.",
        )


def _list(
    what: str, rows: Sequence[tuple[str, ...]], sentence: str
) -> dict[str, object]:
    more = len(rows) - MOST_ROWS
    return {
        "what": what,
        "rows": rows[:MOST_ROWS],
        "sentence": sentence if rows else "",
        "more": f"and {more:,} more" if more > 0 else "",
    }


def _method(training: Training) -> str:
    if training.tuned is None:
        return f"a classifier over the embeddings of {training.profile}"
    start = training.wish.tuning.start if training.wish.tuning else None
    began = f"tuned from {start}" if start else "trained from random weights"
    return f"InceptionResnetV1 {began} on {training.tuned.device}"


def _made(training: Training) -> str:
    from datetime import UTC, datetime

    minutes, seconds = divmod(round(training.seconds), 60)
    return f"{datetime.now(UTC):%d %B %Y, %H:%M} UTC · in {minutes} min {seconds} s"


def _facts(training: Training, metrics: Metrics) -> list[tuple[str, str]]:
    config = {name: value for name, value in config_of(training).items() if value}
    head = training.scores.head
    rates = head.false_names
    told = [
        ("data, sha256", metrics.data_sha256),
        (
            "unknown",
            f"below a cosine of {head.unknown:.4f}, by {head.source}"
            + (f": {rates.hits:,} of {rates.of:,} named" if rates else ""),
        ),
        ("temperature", f"{head.temperature:.4f}"),
    ]
    for name, value in config.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        told.append((name.replace("_", " "), shown))
    return told
