"""The figures as Markdown."""

from __future__ import annotations

from typing import Any

from benchmarks.load import Load
from benchmarks.measure import Figure, Site

BUDGETS = {
    "reader": (3, 1.3),
    "reader, visitor": (1.5, 0.5),
    "thread of 20": (5, 2),
    "feed of 50": (6, 3),
    "search": (15, 6),
    "save": (25, 10),
    "reply": (20, 8),
}


def of_site(site: Site) -> str:
    """The table of one size."""
    lines = [
        f"### {site.entries:,} entries",
        "",
        "| | CPU ms | must / aim | at this speed | p50 · p95 · p99 ms at 1 | at 8 | rate at 8 | queries |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(_line(figure) for figure in site.figures),
        "",
        (
            f"Start to first page {site.start:.1f} s. "
            f"Memory of all processes {site.memory_fresh:.0f} MB fresh, "
            f"{site.memory_used:.0f} MB after the run. "
            f"{_imported(site.imported)} "
            f"A new word is found after {site.findable:.1f} s. First page on the wire: {site.first_page}."
        ),
    ]
    speeds = sorted(figure.speed for figure in site.figures)
    lines += [
        "",
        (
            "At this speed: the budgets, as many times as plain Django, asked right after each line, took "
            f"longer here than where they were set ({speeds[0]:.2f} to {speeds[-1]:.2f} times in this run)."
        ),
    ]
    return "\n".join([*lines, "", _engine(site.engine)] if site.engine else lines)


def _imported(told: dict[str, Any]) -> str:
    return (
        f"Import of {told['pages']:,} pages: {told['written']:.0f} a second, "
        f"{told['indexed']:.0f} with the index, "
        f"{told['memory']} MB in all processes at most."
    )


def _engine(told: dict[str, Any]) -> str:
    search, suggest = told["search"], told["suggest"]
    return (
        f"Engine alone, {told['documents']:,} documents of about {told['passages']:,} passages, 240 queries "
        f"with a reader's scopes, CPU ms p50 · p95: {search[0]:.1f} · {search[1]:.1f} "
        f"(must at 100,000 passages: p95 15); "
        f"as you type {suggest[0]:.1f} · {suggest[1]:.1f}."
    )


def _line(figure: Figure) -> str:
    budget = BUDGETS.get(figure.name)
    wanted = f"{budget[0]} / {budget[1]}" if budget else ""
    here = f"{budget[0] * figure.speed:.1f} / {budget[1] * figure.speed:.1f}" if budget else ""
    rate = f"{figure.eight.rate:.0f}" if figure.eight else ""
    queries = "" if figure.queries is None else str(figure.queries)
    cells = [
        figure.name,
        f"{figure.cpu:.2f}",
        wanted,
        here,
        _times(figure.one),
        _times(figure.eight),
        rate,
        queries,
    ]
    return f"| {' | '.join(cells)} |"


def _times(load: Load | None) -> str:
    return f"{load.at(0.5):.1f} · {load.at(0.95):.1f} · {load.at(0.99):.1f}" if load else ""


def growth(small: Site, large: Site) -> str:
    """How many times as much CPU the larger site takes."""
    lines = [f"### From {small.entries:,} to {large.entries:,} entries", "", "| | times |", "| --- | --- |"]
    before = {figure.name: figure.cpu for figure in small.figures}
    lines += [
        f"| {figure.name} | {figure.cpu / before[figure.name]:.2f} |"
        for figure in large.figures
        if before.get(figure.name)
    ]
    return "\n".join(lines)


def of_gateways(found: list[tuple[str, Load, float, float]]) -> str:
    """The ceiling and the ways to serve."""
    lines = [
        "### Ways to serve, and the ceiling",
        "",
        "| | CPU ms | a second at 8 | memory MB |",
        "| --- | --- | --- | --- |",
    ]
    lines += [f"| {name} | {cpu:.2f} | {load.rate:.0f} | {memory:.0f} |" for name, load, cpu, memory in found]
    return "\n".join(lines)
