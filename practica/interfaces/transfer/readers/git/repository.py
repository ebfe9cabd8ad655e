"""A git repository as a source: the files of its newest commit, each with its history."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from practica.interfaces.transfer.readers.archive.folders import bounded
from practica.interfaces.transfer.readers.archive.items import Item
from practica.interfaces.transfer.readers.budget import MB, Budget, say_bytes
from practica.interfaces.transfer.readers.git.commands import fields, piped, run
from practica.interfaces.transfer.readers.git.history import History, histories
from practica.interfaces.transfer.readers.git.mirror import Mirror
from practica.interfaces.transfer.readers.names import clean, shown
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because, refuse

_ENTRY = re.compile(rb"(\d{6}) (\w+) ([0-9a-f]+) +(\d+|-)\t(.*)", re.DOTALL)
_IN_MEMORY = 1 * MB
_MOST_ROOTS = 20


class GitSource:
    """The files of HEAD. Use within a ``with`` (see `archive.open_source`)."""

    kind = "git"

    def __init__(self, mirror: Mirror, budget: Budget, label: str, notes: tuple[Reason, ...] = ()) -> None:
        self.label = label
        self._mirror, self._budget, self._notes = mirror, budget, notes
        self._open_processes = ExitStack()
        self._reader = self._open_processes.enter_context(
            piped(mirror.git_dir, "cat-file", "--batch", objects=mirror.objects)
        )

    @property
    def head(self) -> str:
        """The commit that is read."""
        return self._mirror.head

    @property
    def remote(self) -> str:
        """A hash of where it was cloned from, or nothing."""
        return self._mirror.remote

    def roots(self) -> tuple[str, ...]:
        """The first commits, which stay the same for the life of a repository; none when they are not here.

        Raises `SourceRefused` when the walk takes too long.
        """
        if self._mirror.shallow:
            return ()
        arguments = ("rev-list", "--max-parents=0", f"--max-count={_MOST_ROOTS}", self._mirror.head)
        listed = run(
            self._mirror.git_dir, *arguments, objects=self._mirror.objects, seconds=self._budget.seconds
        )
        return tuple(listed.decode("ascii", "replace").split())

    def items(self) -> Iterator[Item]:
        """Every file of the newest commit. Raises `SourceRefused` beyond the budget."""
        yield from bounded(self._listed(), self._budget)

    def notes(self) -> tuple[Reason, ...]:
        """What is special about this repository: a shallow clone, files not committed."""
        shallow = (because("lossy.history-shallow"),) if self._mirror.shallow else ()
        return self._notes + shallow

    def histories(self, paths: set[str]) -> dict[str, History]:
        """The versions of each of ``paths``, oldest first, renames followed, within the budget."""
        return histories(self._mirror, paths, self._budget)

    def read_blob(self, blob: str) -> bytes:
        """The content of one version. Raises `ItemRefused` when it is larger than a text may be."""
        with self._opened(blob, self._budget.text_bytes) as stream:
            return stream.read()

    def close(self) -> None:
        """End the git processes."""
        self._open_processes.close()

    def _listed(self) -> Iterator[Item]:
        arguments = ("ls-tree", "-r", "-z", "-l", self._mirror.head)
        with piped(self._mirror.git_dir, *arguments, objects=self._mirror.objects) as process:
            for line in fields(cast(BinaryIO, process.stdout)):
                if entry := _ENTRY.fullmatch(line):
                    yield self._item(*entry.groups())
            if process.wait(timeout=self._budget.seconds):
                raise refuse("source.git-broken", detail="its newest commit is damaged")

    def _item(self, mode: bytes, kind: bytes, blob: bytes, size: bytes, raw_name: bytes) -> Item:
        name = raw_name.decode("utf-8", "surrogateescape")
        length = int(size) if size.isdigit() else 0
        opener = partial(self._opened, blob.decode("ascii"), self._budget.item_bytes)
        try:
            if kind == b"commit":
                raise ItemRefused(because("item.submodule"))
            if mode == b"120000":
                raise ItemRefused(because("item.link"))
            if "\\" in name:
                raise ItemRefused(because("item.bad-name"))
            return Item(clean(name, self._budget), length, opener)
        except ItemRefused as error:
            return Item(shown(name), length, opener, None, error.reason)

    def _opened(self, blob: str, limit: int) -> BinaryIO:
        """The content of ``blob``, in memory when small and in an unnamed file when not."""
        stdin, stdout = cast(BinaryIO, self._reader.stdin), cast(BinaryIO, self._reader.stdout)
        try:
            stdin.write(blob.encode("ascii") + b"\n")
            stdin.flush()
        except BrokenPipeError as error:
            raise refuse("source.git-broken", detail="git stopped") from error
        head = stdout.readline().split()
        if len(head) != 3:
            raise ItemRefused(because("item.damaged"))
        left = int(head[2])
        too_big = left > limit
        spooled = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
        while left > 0:
            piece = stdout.read(min(64 * 1024, left))
            if not piece:
                raise ItemRefused(because("item.damaged"))
            left -= len(piece)
            if not too_big:
                spooled.write(piece)
        stdout.read(1)
        if too_big:
            spooled.close()
            raise ItemRefused(because("item.too-big", limit=say_bytes(limit)))
        spooled.seek(0)
        return cast(BinaryIO, spooled)


def scratch_directory() -> tempfile.TemporaryDirectory[str]:
    """A private place for our own git directory, removed at the end."""
    return tempfile.TemporaryDirectory(prefix="practica-git-")


def directory_label(directory: Path) -> str:
    """The name of a repository for people: ``handbook`` for ``handbook.git`` and ``handbook/.git``."""
    folder = directory.parent if directory.name == ".git" else directory
    return folder.name.removesuffix(".git")
