"""The git program, run so that nothing inside a foreign repository can steer it."""

import os
import shutil
import subprocess  # noqa: S404  (git has no library we may use; arguments are ours, never a shell line of theirs)
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from practica.interfaces.transfer.readers.reasons import refuse

_OPTIONS = (
    "--no-replace-objects",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.attributesFile=/dev/null",
    "-c", "core.bigFileThreshold=16m",
    "-c", "protocol.allow=never",
    "-c", "safe.directory=*",
    "-c", "gc.auto=0",
    "-c", "pack.threads=1",
)  # fmt: skip
# Address space of one git process in KB, set by the shell so that no code of ours runs between fork and exec.
_MEMORY_KB = 2 * 1024 * 1024


def environment(objects: Path | None = None, home: Path | None = None) -> dict[str, str]:
    """The whole environment of a git process: no settings of the machine, the person or the repository."""
    clean = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home or "/nonexistent"),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
    }
    if objects:
        clean["GIT_OBJECT_DIRECTORY"] = str(objects)
    return clean


def command(git_dir: Path, *arguments: str) -> list[str]:
    """The full argument list for git on ``git_dir``. Raises `SourceRefused` where git is not installed."""
    git = shutil.which("git")
    if not git:
        raise refuse("source.git-missing")
    limited = ["/bin/sh", "-c", f'ulimit -v {_MEMORY_KB}; exec "$@"', "sh"]
    return [*limited, git, *_OPTIONS, f"--git-dir={git_dir}", *arguments]


def run(
    git_dir: Path, *arguments: str, objects: Path | None = None, seconds: float, stdin: BinaryIO | None = None
) -> bytes:
    """What git prints. Raises `SourceRefused` when it fails or takes longer than ``seconds``."""
    try:
        done = subprocess.run(  # noqa: S603
            command(git_dir, *arguments),
            env=environment(objects, git_dir),
            stdin=stdin or subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refuse("source.too-slow", limit=f"{seconds:g}") from error
    if done.returncode:
        raise refuse("source.git-broken", detail=_last_line(done.stderr))
    return done.stdout


@contextmanager
def piped(git_dir: Path, *arguments: str, objects: Path | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """A running git whose output is read as it comes; killed at the end of the block."""
    process = subprocess.Popen(  # noqa: S603
        command(git_dir, *arguments),
        env=environment(objects, git_dir),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):
                cast(BinaryIO, pipe).close()
        process.kill()
        process.wait()


def fields(stream: BinaryIO, separator: bytes = b"\0", longest: int = 1024 * 1024) -> Iterator[bytes]:
    """What ``stream`` holds, cut at ``separator``, without ever holding more than ``longest`` bytes of it."""
    rest = b""
    while piece := stream.read(64 * 1024):
        *whole, rest = (rest + piece).split(separator)
        yield from whole
        if len(rest) > longest:
            raise refuse("source.git-broken", detail="a line without an end")
    if rest:
        yield rest


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ")[:160] if lines else "git stopped"
