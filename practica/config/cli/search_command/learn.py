"""``practica search learn``: weights of words and meaning from the hits people opened, if they are better."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys

from practica.reach.search.judging import learn
from practica.reach.search.judging.learn import Judgement, Outcome


def add(parser: argparse.ArgumentParser) -> None:
    """Whether to use what is learnt."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be learnt, change nothing")
    parser.add_argument("--forget", action="store_true", help="go back to the weights every site begins with")
    parser.add_argument("--json", action="store_true", help="for a program")


def run(args: argparse.Namespace) -> int:
    """Learn, judge, and use it when it is better; 1 and why when the present weights are kept."""
    if args.forget:
        print("The weights every site begins with." if learn.forget() else "Nothing had been learnt.")
        return 0
    outcome = learn.learn()
    uses = not outcome.reason and not args.dry_run
    if uses:
        learn.use(outcome)
    if args.json:
        told = dataclasses.asdict(outcome) | {"used": uses}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for line in _lines(outcome):
            print(line)
    if outcome.reason:
        print(f"Kept the present weights: {outcome.reason}.", file=sys.stderr)
        return 1
    if not args.json:
        print("Used from the next search on." if uses else "Not used: this was a dry run.")
    return 0


def _lines(outcome: Outcome) -> list[str]:
    """What was learnt and how it was judged; nothing when there was too little to learn from."""
    if not (outcome.by_model and outcome.by_habit and outcome.learnt):
        return []
    half = f"{outcome.held_back} held back"
    return [
        f"Learnt from {outcome.clicks} clicks of {outcome.questions} questions, {half}:",
        f"  words {outcome.learnt.words:g}, and {outcome.learnt.covered:+g} where they cover all",
        _judged("by how seldom people look so far down", outcome.by_model),
        _judged("by how seldom that place is opened here", outcome.by_habit),
    ]


def _judged(how: str, judgement: Judgement) -> str:
    return f"  {how}: gain {judgement.before:.4f} to {judgement.after:.4f}, p = {judgement.p:.4f}"
