"""Contour lines made from a name: each community has a landscape of its own, always the same."""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Callable
from functools import lru_cache

WIDTH, HEIGHT, STEP = 1200, 220, 36
LEVELS = 12
MAIN_EVERY = 4

Point = tuple[float, float]
Edge = tuple[int, int, bool]  # column, row, and whether the edge runs down from there (else to the right)
Height = Callable[[float, float], float]

# For each of the 16 corner patterns of a cell: which of its edges (top, right, bottom, left) a line joins.
_JOINS = {
    1: [(3, 2)], 2: [(2, 1)], 3: [(3, 1)], 4: [(0, 1)], 5: [(3, 0), (2, 1)], 6: [(0, 2)], 7: [(3, 0)],
    8: [(3, 0)], 9: [(0, 2)], 10: [(0, 1), (3, 2)], 11: [(0, 1)], 12: [(3, 1)], 13: [(2, 1)], 14: [(3, 2)],
}  # fmt: skip


@lru_cache(maxsize=512)
def contours(name: str) -> tuple[str, str]:
    """SVG path data of the thin and of the main lines for ``name``, in a box of 1200 × 220. Under 6 KB."""
    height = _landscape(name)
    # One cell more on each side, so that lines run out of the picture instead of ending in it.
    columns, rows = math.ceil(WIDTH / STEP) + 3, math.ceil(HEIGHT / STEP) + 3
    grid = [[height((x - 1) * STEP, (y - 1) * STEP) for x in range(columns)] for y in range(rows)]
    low, high = min(map(min, grid)), max(map(max, grid))
    thin: list[str] = []
    main: list[str] = []
    for number in range(1, LEVELS):
        level = low + (high - low) * number / LEVELS
        target = main if number % MAIN_EVERY == 0 else thin
        target.extend(_path(line) for line in _lines(grid, level))
    return "".join(thin), "".join(main)


def _landscape(name: str) -> Height:
    """A few hills on a gentle slope, placed by the letters of the name."""
    dice = random.Random(hashlib.sha256(name.encode()).digest())
    hills = [
        (dice.uniform(0, WIDTH), dice.uniform(-40, HEIGHT + 40), dice.uniform(90, 240), dice.uniform(-0.5, 1))
        for _ in range(9)
    ]
    slope = dice.uniform(-0.0008, 0.0008)

    def height(x: float, y: float) -> float:
        bumps = (
            tall * math.exp(-((x - left) ** 2 + (1.7 * (y - top)) ** 2) / (2 * wide * wide))
            for left, top, wide, tall in hills
        )
        return sum(bumps) + slope * x

    return height


def _lines(grid: list[list[float]], level: float) -> list[list[Point]]:
    """Marching squares: the lines along which ``grid`` stands at ``level``, joined from cell to cell."""
    links: dict[Edge, list[Edge]] = {}
    for y in range(len(grid) - 1):
        for x in range(len(grid[0]) - 1):
            corners = (grid[y][x], grid[y][x + 1], grid[y + 1][x + 1], grid[y + 1][x])
            pattern = sum(bit for corner, bit in zip(corners, (8, 4, 2, 1), strict=True) if corner > level)
            edges: list[Edge] = [(x, y, False), (x + 1, y, True), (x, y + 1, False), (x, y, True)]
            for one, other in _JOINS.get(pattern, []):
                links.setdefault(edges[one], []).append(edges[other])
                links.setdefault(edges[other], []).append(edges[one])
    lines = []
    ends = [edge for edge, near in links.items() if len(near) == 1]
    for start in [*ends, *links]:
        walk = _walk(links, start)
        if len(walk) > 2:
            lines.append([_crossing(grid, edge, level) for edge in walk])
    return lines


def _walk(links: dict[Edge, list[Edge]], start: Edge) -> list[Edge]:
    """Follow the links from ``start``, using each of them up."""
    walk = [start]
    while links.get(walk[-1]):
        here = walk[-1]
        there = links[here].pop()
        links[there].remove(here)
        walk.append(there)
    return walk


def _crossing(grid: list[list[float]], edge: Edge, level: float) -> Point:
    """Where on ``edge`` the height is ``level``, in the units of the picture."""
    x, y, down = edge
    here = grid[y][x]
    there = grid[y + 1][x] if down else grid[y][x + 1]
    part = (level - here) / (there - here) if there != here else 0.5
    column, row = (x, y + part) if down else (x + part, y)
    return (column - 1) * STEP, (row - 1) * STEP


def _path(points: list[Point]) -> str:
    """A smooth curve: through the middle of each stretch, bent by the point between. Whole units."""
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(points, points[1:], strict=False)]
    closed = points[0] == points[-1]
    if closed:
        points, middles = [*points, points[1]], [*middles, middles[0]]
    at = (round(middles[0][0]), round(middles[0][1]))
    parts = [f"M{at[0]} {at[1]}"]
    for bend, middle in zip(points[1:-1], middles[1:], strict=True):
        to = (round(middle[0]), round(middle[1]))
        steps = (round(bend[0]) - at[0], round(bend[1]) - at[1], to[0] - at[0], to[1] - at[1])
        # A minus sign parts two numbers as well as a blank does.
        parts.append("q" + " ".join(map(str, steps)).replace(" -", "-"))
        at = to
    return "".join(parts)
