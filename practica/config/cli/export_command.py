"""``practica export SLUG TARGET.zip``: a community as an open zip of Markdown and files."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path

from practica.config.cli.import_command import acting_person
from practica.core.communities.models import Community
from practica.interfaces.transfer.export import write_archive
from practica.kit.access import Refused


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: which community, where to, as whom."""
    parser.add_argument("slug", help="the last part of the community's address")
    parser.add_argument("target", help="the zip to write")
    parser.add_argument(
        "--as", dest="person", metavar="EMAIL", help="whose rights count; default: a coordinator"
    )


def run(args: argparse.Namespace) -> int:
    """Write the archive beside its name first, so that a half one never has it."""
    community = Community.objects.filter(slug=args.slug).first()
    if community is None:
        print(f"There is no community “{args.slug}”.", file=sys.stderr)
        return 1
    target = Path(args.target)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as out:
            summary = write_archive(community, out, actor=acting_person(args.person, community))
            out.flush()
            os.fsync(out.fileno())
        part.rename(target)
    except OSError as problem:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        print(f"The archive cannot be written to {target}: {problem.strerror or problem}.", file=sys.stderr)
        return 1
    except (Refused, LookupError) as problem:
        part.unlink(missing_ok=True)
        print(problem.args[0] if isinstance(problem, LookupError) else problem, file=sys.stderr)
        return 1
    print(f"{summary.pages} pages, {summary.files} files, {summary.threads} discussions in {target}.")
    if summary.missing:
        print(f"{summary.missing} files could not come along; practica check says why.", file=sys.stderr)
    return 0
