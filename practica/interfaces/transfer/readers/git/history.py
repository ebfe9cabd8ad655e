"""Who wrote what when: the versions of every file, followed through renames."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, cast

from practica.interfaces.transfer.readers.budget import Budget, Clock
from practica.interfaces.transfer.readers.git.commands import fields, piped
from practica.interfaces.transfer.readers.git.mirror import Mirror

_FORMAT = "%x01%H%x00%aN%x00%aE%x00%at%x00%B%x00"
_CHANGE = re.compile(rb":\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*")
_LONGEST_MESSAGE = 2_000


@dataclass(frozen=True, slots=True)
class Version:
    """One state of one file. ``at`` is in UTC; ``blob`` names its content (see `GitSource.read_blob`)."""

    author_name: str
    author_email: str
    at: datetime
    message: str
    blob: str
    commit: str


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one file, oldest first; ``total`` counts those left out too."""

    versions: tuple[Version, ...] = ()
    total: int = 0


def histories(mirror: Mirror, paths: set[str], budget: Budget) -> dict[str, History]:
    """The history of each of ``paths``, read in one walk from the newest commit to the oldest."""
    walk = _Walk(paths, budget.versions_per_item)
    clock = Clock(budget.seconds)
    arguments = (
        "log", "--topo-order", f"--max-count={budget.commits}", "--raw", "--no-abbrev", "-z", "-M", "-l2000",
        "--no-textconv", "--no-ext-diff", "--no-show-signature", f"--format={_FORMAT}", mirror.head,
    )  # fmt: skip
    with piped(mirror.git_dir, *arguments, objects=mirror.objects) as process:
        parts = fields(cast(BinaryIO, process.stdout))
        for part in parts:
            clock.check()
            part = part.lstrip(b"\n")
            if part.startswith(b"\x01"):
                walk.enter(part[1:], *(next(parts, b"") for _ in range(4)))
            elif change := _CHANGE.fullmatch(part):
                blob, kind = change[1].decode(), change[2].decode()
                old = _path(next(parts, b""))
                new = _path(next(parts, b"")) if kind in "RC" else old
                walk.change(kind, blob, old, new)
    return walk.result()


class _Walk:
    """Keeps which older name belongs to which file of today while commits pass by, newest first."""

    def __init__(self, paths: set[str], limit: int) -> None:
        self._today = {path: path for path in paths}
        self._found: dict[str, list[Version]] = defaultdict(list)
        self._total: dict[str, int] = defaultdict(int)
        # Side branches may show a file under its old name before the rename itself is seen.
        self._waiting: dict[str, list[Version]] = defaultdict(list)
        self._limit = limit
        self._now = Version("", "", datetime.fromtimestamp(0, UTC), "", "", "")

    def enter(self, commit: bytes, name: bytes, email: bytes, at: bytes, message: bytes) -> None:
        """A new commit begins; its changes follow."""
        seconds = int(at) if at.isdigit() and len(at) < 12 else 0
        self._now = Version(
            _text(name), _text(email), datetime.fromtimestamp(seconds, UTC),
            _text(message).strip()[:_LONGEST_MESSAGE], "", commit.decode("ascii", "replace"),
        )  # fmt: skip

    def change(self, kind: str, blob: str, old: str, new: str) -> None:
        """The commit gave ``new`` (called ``old`` before it) the content ``blob``."""
        if kind == "D":
            return
        now = self._now
        version = Version(now.author_name, now.author_email, now.at, now.message, blob, now.commit)
        today = self._today.get(new)
        if today is None:
            if len(self._waiting[new]) < self._limit:
                self._waiting[new].append(version)
            return
        self._keep(today, version)
        if kind == "A":
            del self._today[new]
        elif kind == "R":
            del self._today[new]
            if old not in self._today:
                self._today[old] = today
                for earlier in self._waiting.pop(old, ()):
                    self._keep(today, earlier)

    def result(self) -> dict[str, History]:
        """What was found, each oldest first."""
        return {
            path: History(tuple(sorted(versions, key=lambda version: version.at)), self._total[path])
            for path, versions in self._found.items()
        }

    def _keep(self, path: str, version: Version) -> None:
        self._total[path] += 1
        if len(self._found[path]) < self._limit:
            self._found[path].append(version)


def _path(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
