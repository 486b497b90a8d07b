"""The demonstration's picture: a made-up seismogram, drawn anew for each set-up, the same each time."""

import random
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 960, 480
PAPER, INK, GRID = "#fdfcf8", "#123a6b", "#d9d4c5"
ROWS = 3


def seismogram() -> bytes:
    """Return a picture as PNG: three stations' traces in which the same shock arrives one after the other."""
    dice = random.Random("seismogram")  # noqa: S311  # invention
    paper = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(paper)
    for x in range(0, WIDTH, 80):
        pen.line([(x, 0), (x, HEIGHT)], fill=GRID)
    for row in range(ROWS):
        middle, arrival = (row + 0.5) * HEIGHT / ROWS, 240 + row * 90
        pen.line([(0, middle), (WIDTH, middle)], fill=GRID)
        points = [(x, middle + dice.gauss(0, 1) * _strength(x - arrival)) for x in range(0, WIDTH, 2)]
        pen.line(points, fill=INK, width=2)
    held = BytesIO()
    paper.save(held, "PNG")
    return held.getvalue()


def _strength(since: int) -> float:
    """Return how far the trace swings so many points after the shock arrived: quiet, a jolt, dying down."""
    return 2.0 if since < 0 else 2.0 + 40.0 * 0.985**since
