"""``practica search status``: how the index is, in a few lines or for a program."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from practica.reach.search.judging.state import Clicks, Meaning, State, Weights, state


def add(parser: argparse.ArgumentParser) -> None:
    """How to say it."""
    parser.add_argument("--json", action="store_true", help="for a program")


def run(args: argparse.Namespace) -> int:
    """Say it; 1 when there is no searching."""
    now = state()
    if args.json:
        print(json.dumps(dataclasses.asdict(now), ensure_ascii=False, indent=1))
    else:
        for line in _lines(now):
            print(line)
        for problem in now.problems:
            print(problem, file=sys.stderr)
    return 0 if now.is_usable else 1


def _lines(now: State) -> list[str]:
    if not now.is_usable:
        return []
    size = f"{now.bytes / 1e6:.1f} MB"
    lines = [
        f"{now.documents} documents in the index, {now.published} published entries, {size}.",
        f"Index of version {now.version}, {_rebuilt(now.rebuilt)}.",
    ]
    if now.languages:
        told = ", ".join(f"{code or 'other'} {count}" for code, count in now.languages.items())
        lines.append(f"Languages: {told}.")
    return [*lines, _meaning(now.meaning), _weights(now.weights), _clicks(now.clicks)]


def _rebuilt(moment: str) -> str:
    return f"last made anew {moment[:16].replace('T', ' ')} UTC" if moment else "never made anew by a command"


def _meaning(meaning: Meaning) -> str:
    """How far search by meaning is, in one line."""
    if meaning.problem:
        return "Search goes by words alone."
    if not meaning.wanted:
        return "By words alone: PRACTICA_MEANING is off."
    line = f"Meaning by {meaning.wanted}: {meaning.documents} documents with {meaning.passages} vectors"
    line += f", {meaning.bytes / 1e6:.1f} MB"
    if meaning.serving not in ("", meaning.wanted):
        line += f" by {meaning.serving}, which serve until the new ones are made"
    if meaning.owed:
        line += f"; {meaning.owed} entries wait for theirs"
    if not meaning.is_enough:
        line += "; by words alone until most are there"
    return line + "."


def _weights(weights: Weights) -> str:
    counts = f"Words count {weights.words:g} and up to {weights.covered:+g} where they cover the question"
    if not weights.learnt:
        return f"{counts}; meaning the rest."
    return f"{counts}; learnt {weights.learnt[:10]} from {weights.clicks} clicks."


def _clicks(clicks: Clicks) -> str:
    if clicks.setting == "off":
        return f"Clicks are not kept (PRACTICA_SEARCH_CLICKS is off); {clicks.kept} are still there."
    line = f"{clicks.kept} clicks of {clicks.questions} questions kept, {clicks.days} days each"
    return f"{line}; {clicks.helpful} said to help, {clicks.unhelpful} not."
