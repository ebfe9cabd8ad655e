"""Finds the command, prepares Django only for those that need it, and speaks plainly when it cannot."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

COMMANDS = {
    "serve": "run the site: web pages and worker in one command",
    "worker": "run the worker alone",
    "live": "run the sockets of co-editing alone",
    "migrate": "bring the database to this version",
    "import": "start a community from a folder, a zip or a git repository of Markdown",
    "export": "write a community as an open zip of Markdown and files",
    "backup": "write everything into one file, while running",
    "restore": "bring a backup into an empty place",
    "search": "rebuild the search index, say how it is and how good, learn from clicks",
    "check": "say what is wrong with this installation",
    "demo": "fill an empty site with a sample community",
}
# These say themselves when Django is loaded, if at all: tables and other processes may come first.
WITHOUT_DJANGO = {"serve"}
# What shells answer for a command that ended because nobody read on.
CUT_OFF = 141
# PostgreSQL's codes of a table and of a column that are missing.
_NOT_THERE = {"42P01", "42703"}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it worked, 1 when it could not, 2 for wrong arguments,
    141 when it was cut off."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")
    parser = argparse.ArgumentParser(
        prog="practica", description="Communities of practice and their knowledge."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    words = sys.argv[1:] if argv is None else argv
    named = next((word for word in words if word in COMMANDS), None)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        if name == named:
            if name not in WITHOUT_DJANGO:
                _prepare()
            _module(name).add(command)
    args = parser.parse_args(words)
    code = CUT_OFF
    try:
        code = _run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who read what we print has read enough, as ``head`` does. What was asked for is done, unless this
        # came in the middle of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _run(args: argparse.Namespace) -> int:
    command = _module(args.command)
    if args.command in WITHOUT_DJANGO:
        return int(command.run(args) or 0)
    # Here: the process that watches over the others never loads Django.
    from django.db.utils import OperationalError, ProgrammingError

    try:
        return int(command.run(args) or 0)
    except (OperationalError, ProgrammingError) as problem:
        # What else PostgreSQL refuses is a fault of ours, and where it happened is worth reading.
        if isinstance(problem, ProgrammingError) and _state_of(problem) not in _NOT_THERE:
            raise
        said = str(problem).strip().partition("\n")[0] or type(problem).__name__
        print(f"The database cannot be used: {said}.", file=sys.stderr)
        print("practica migrate brings its tables; practica check says what else is wrong.", file=sys.stderr)
        return 1


def _state_of(problem: BaseException) -> str:
    """PostgreSQL's code of what went wrong; empty where there is none."""
    return getattr(problem.__cause__, "sqlstate", "") or ""


def _module(name: str):  # type: ignore[no-untyped-def]
    return import_module(f"practica.config.cli.{name}_command")


def _prepare() -> None:
    import django

    django.setup()
