"""``practica demo``: an empty site filled with a sample community, and how to sign in."""

from __future__ import annotations

import argparse
import sys
import time

from django.conf import settings

from practica.config import env
from practica.config.cli import migrate_command


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Fill the site when it is empty; on a sample site only say how to sign in."""
    from practica.config.demo import build, communities, material, people

    if not migrate_command.stamp_matches():
        migrate_command.run(args)
    if people.is_ours():
        _say_goodbye(people.sign_in_lines())
        return 0
    if people.is_anybody_here():
        print(
            "This site has people of its own; the demo only fills an empty one. "
            "Name another folder with PRACTICA_DATA_DIR.",
            file=sys.stderr,
        )
        return 1
    if not material.is_there():
        print(
            "The sample material is not part of this installation; run the demo from a checkout.",
            file=sys.stderr,
        )
        return 1
    began = time.monotonic()
    # The material is our own: no hostile page in it needs a process apart, and starting those takes longer.
    settings.IMPORT_PROCESSES = 0
    try:
        build.build(_say)
    except communities.ImportStopped as problem:
        print(
            f"The sample pages could not be brought in, and nothing was changed: {problem}", file=sys.stderr
        )
        return 1
    build.finish(_say)
    print(f"The sample site is ready after {time.monotonic() - began:.1f} s.\n")
    _say_goodbye(people.sign_in_lines())
    return 0


def _say(step: str) -> None:
    print(f"· {step}", flush=True)


def _say_goodbye(lines: list[str]) -> None:
    address = env.text("SITE_URL") or f"http://127.0.0.1:{env.text('PORT', '8000')}"
    print("\n".join([*lines, "", f"The site: {address} (while practica serve runs)", ""]), flush=True)
