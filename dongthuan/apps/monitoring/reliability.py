"""Draws whether the reader is right as often as it says: a reliability diagram, as plain figures for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from dongthuan.analysis.understanding_sureness import Bin, expected_error

WIDTH, HEIGHT, EDGE = 420, 300, 44
LEAST, MOST = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One bin: where it stands in the drawing, how large, and what it says."""

    x: float
    y: float
    radius: float
    bin: Bin


@dataclass(frozen=True, slots=True)
class Diagram:
    """Confidence to the right, share of right answers upward; on the diagonal it keeps its word.

    ticks: (value, x, y) along both axes. error: the expected calibration error.
    """

    dots: list[Dot]
    ticks: list[tuple[float, float, float]]
    error: float
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE

    @property
    def line(self) -> str:
        """The dots joined, as the points of a polyline."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def reliability_diagram(bins: Sequence[Bin]) -> Diagram:
    """Return the diagram of bins, the least sure first."""
    dots = [Dot(*_at(one.confidence, one.right), round(4 + 16 * one.share**0.5, 1), one) for one in bins]
    values = [value / 10 for value in range(3, 11)]
    return Diagram(dots, [(value, *_at(value, value)) for value in values], expected_error(bins))


def _at(confidence: float, right: float) -> tuple[float, float]:
    across = (confidence - LEAST) / (MOST - LEAST)
    up = (max(LEAST, right) - LEAST) / (MOST - LEAST)
    inner = WIDTH - EDGE - 16, HEIGHT - EDGE - 16
    return round(EDGE + across * inner[0], 1), round(HEIGHT - EDGE - up * inner[1], 1)
