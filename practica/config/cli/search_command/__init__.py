"""``practica search``: rebuild the index, say how it is, judge how good search is, learn from clicks.

A module for each: ``add(parser)`` names its arguments, ``run(args)`` does it and returns an exit code.
"""

from __future__ import annotations

import argparse

from practica.config.cli.search_command import evaluate, learn, rebuild, status

WHAT = {"rebuild": rebuild, "status": status, "eval": evaluate, "learn": learn}
PURPOSES = {
    "rebuild": "make the index anew from the database",
    "status": "say how the index is",
    "eval": "say how good search is, by a judged set",
    "learn": "learn from clicks how much words and meaning count",
}


def add(parser: argparse.ArgumentParser) -> None:
    """What to do, each with arguments of its own."""
    choices = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    for name, module in WHAT.items():
        module.add(choices.add_parser(name, help=PURPOSES[name], description=PURPOSES[name]))


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return WHAT[args.what].run(args)
