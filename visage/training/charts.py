"""The charts of a report, drawn by matplotlib: each as SVG for the page and as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OURS, BEFORE, FAINT, INK = "#2f6fde", "#c2410c", "#94a3b8", "#1e293b"
STYLE: dict[Any, Any] = {
    "axes.edgecolor": "#cbd5e1",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": True,
    "font.size": 9,
    "grid.color": "#e2e8f0",
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "svg.fonttype": "path",  # the page looks alike on machines with other fonts
    "svg.hashsalt": "visage",  # the same chart is the same file
    "xtick.color": "#475569",
    "ytick.color": "#475569",
}
# Where a share of strangers stops being told from none, for axes in powers of ten.
LEAST = 1e-4
# People with names on the axes of the confusion matrix.
MOST_NAMED = 30

Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Chart:
    """A drawn chart: the name of its file, and its bytes in both forms."""

    name: str
    svg: bytes
    png: bytes


def _percent(share: float, _: int) -> str:
    """A share as it is written on an axis of powers of ten: 0.01%."""
    return f"{share * 100:g}%"


@contextmanager
def _drawn(name: str, into: list[Chart], width: float, height: float) -> Iterator[Axes]:
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(width, height))
        FigureCanvasAgg(figure)
        yield figure.add_subplot()
        svg, png = io.BytesIO(), io.BytesIO()
        figure.savefig(svg, format="svg", metadata={"Date": None})
        figure.savefig(png, format="png", dpi=160, metadata={"Software": None})
    into.append(Chart(name, svg.getvalue(), png.getvalue()))


def open_set(curve: Curve, at: tuple[float, float], wanted: float) -> Chart:
    """Known people named rightly against strangers named, and where we stand."""
    drawn: list[Chart] = []
    with _drawn("open-set", drawn, 5.2, 3.6) as axes:
        false, true = np.array(curve).T
        axes.step(np.maximum(false, LEAST), true, where="post", color=OURS)
        axes.axvline(wanted, color=FAINT, linestyle=":", linewidth=1)
        axes.plot(max(at[0], LEAST), at[1], "o", color=BEFORE, label="as it is served")
        axes.set(
            xscale="log",
            xlim=(LEAST, 1),
            ylim=(max(0.0, min(0.8, at[1] - 0.1)), 1.005),
            xlabel="strangers who get a name",
            ylabel="known people who get their own",
        )
        axes.xaxis.set_major_formatter(FuncFormatter(_percent))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.legend(loc="lower right")
    return drawn[0]


def roc(curve: Curve) -> Chart:
    """Known people told from strangers, by whatever name."""
    drawn: list[Chart] = []
    with _drawn("roc", drawn, 4.2, 3.6) as axes:
        false, true = np.array([(0.0, 0.0), *curve]).T
        area = float(np.trapezoid(true, false))
        axes.plot(false, true, color=OURS, label=f"area {area:.4f}")
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", linewidth=1)
        axes.set(
            xlim=(-0.01, 1),
            ylim=(0, 1.01),
            xlabel="strangers taken for known",
            ylabel="known people taken for known",
        )
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
        axes.legend(loc="lower right")
    return drawn[0]


def learning(points: Sequence[tuple[int, float, float, float]]) -> Chart:
    """Top-1 by how many pictures of each person train: mean, lowest, highest."""
    drawn: list[Chart] = []
    with _drawn("learning-curve", drawn, 4.8, 3.6) as axes:
        counts, mean, low, high = np.array(points).T
        axes.fill_between(counts, low, high, color=OURS, alpha=0.18, linewidth=0)
        axes.plot(counts, mean, "o-", color=OURS, markersize=4)
        axes.set(
            xscale="log",
            ylim=(None, 1.005),
            xlabel="pictures of each person in training, at most",
            ylabel="held-out pictures named rightly",
        )
        axes.set_xticks(counts, [f"{int(count)}" for count in counts])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    return drawn[0]


def losses(points: Sequence[tuple[int, float, float]]) -> Chart:
    """Loss in training and in validation, epoch by epoch."""
    drawn: list[Chart] = []
    with _drawn("learning-curve", drawn, 4.8, 3.6) as axes:
        epochs, training, validation = np.array(points).T
        axes.plot(epochs, training, "o-", color=FAINT, markersize=3, label="training")
        axes.plot(
            epochs, validation, "o-", color=OURS, markersize=3, label="validation"
        )
        axes.set(xlabel="epoch", ylabel="cross-entropy")
        axes.legend(loc="upper right")
    return drawn[0]


def calibration(bins: Sequence[tuple[float, float, int]]) -> Chart:
    """How often answers are right, by how sure they are."""
    drawn: list[Chart] = []
    with _drawn("calibration", drawn, 4.2, 3.6) as axes:
        sure, right, count = np.array(bins).T
        axes.plot([0, 1], [0, 1], color=FAINT, linestyle=":", linewidth=1)
        axes.scatter(
            sure, right, s=14 + 120 * count / count.max(), color=OURS, alpha=0.8
        )
        axes.set(
            xlim=(0, 1.03),
            ylim=(0, 1.03),
            xlabel="probability that was said",
            ylabel="share that was right",
        )
        axes.xaxis.set_major_formatter(PercentFormatter(1))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    return drawn[0]


def confusion(table: NDArray[np.intp], people: Sequence[str]) -> Chart:
    """Whose pictures got whose name; where there are many people, the most confused."""
    mistakes = table.sum(axis=1) - np.diagonal(table)
    taken = table[:, : len(people)].sum(axis=0) - np.diagonal(table)
    order = np.argsort(-(mistakes + taken), kind="stable")[:MOST_NAMED]
    rows = np.sort(order)
    shown = table[np.ix_(rows, np.append(rows, len(people)))]
    names = [people[row].replace("_", " ") for row in rows]
    side = 2.2 + 0.2 * len(rows)
    drawn: list[Chart] = []
    with _drawn("confusion", drawn, side + 0.6, side) as axes:
        axes.imshow(np.sqrt(shown), cmap="Blues", aspect="auto")
        for row, column in np.argwhere(shown > 0):
            dark = shown[row, column] > shown.max() / 3
            axes.text(
                *(column, row, str(shown[row, column])),
                ha="center",
                va="center",
                fontsize=7,
                color="white" if dark else INK,
            )
        axes.set_xticks(range(len(rows) + 1), [*names, "unknown"], rotation=90)
        axes.set_yticks(range(len(rows)), names)
        axes.tick_params(labelsize=7, length=0)
        axes.grid(visible=False)
        axes.set(xlabel="name that was given", ylabel="person of the picture")
    return drawn[0]


def verification(curve: Curve) -> Chart:
    """Pairs of one person accepted against pairs of two, on the pairs of LFW."""
    drawn: list[Chart] = []
    with _drawn("verification", drawn, 4.2, 3.6) as axes:
        false, true = np.array(curve).T
        axes.step(np.maximum(false, 1e-3), true, where="post", color=OURS)
        axes.set(
            xscale="log",
            xlim=(1e-3, 1),
            ylim=(min(0.9, float(true[false >= 1e-3].min(initial=1.0))), 1.002),
            xlabel="pairs of two people accepted",
            ylabel="pairs of one person accepted",
        )
        axes.xaxis.set_major_formatter(FuncFormatter(_percent))
        axes.yaxis.set_major_formatter(PercentFormatter(1))
    return drawn[0]
