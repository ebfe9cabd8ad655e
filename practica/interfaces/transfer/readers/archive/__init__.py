"""Sources: a zip, a folder, the files a browser sent, or a git repository, opened as a stream of items."""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from practica.interfaces.transfer.readers.archive.folders import FolderSource, UploadSource
from practica.interfaces.transfer.readers.archive.items import Item, Source, chunks, read_all
from practica.interfaces.transfer.readers.archive.zips import ZipSource
from practica.interfaces.transfer.readers.budget import Budget
from practica.interfaces.transfer.readers.git.mirror import (
    looks_like_repository,
    over_bundle,
    over_directory,
    over_items,
)
from practica.interfaces.transfer.readers.git.repository import GitSource, directory_label, scratch_directory
from practica.interfaces.transfer.readers.reasons import because, refuse

__all__ = ["Item", "Source", "chunks", "open_file", "open_path", "open_uploads", "read_all"]

_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|[\w.-]+@[\w.-]+:)", re.IGNORECASE)


@contextmanager
def open_path(path: Path | str, budget: Budget | None = None) -> Iterator[Source]:
    """Open what lies at ``path`` on this machine. Raises `SourceRefused` when it cannot be read."""
    budget = budget or Budget()
    if _ADDRESS.match(str(path)):
        raise refuse("source.git-url", url=path)
    path = Path(path)
    if path.is_dir():
        with ExitStack() as stack:
            if looks_like_repository(path):
                scratch = Path(stack.enter_context(scratch_directory()))
                mirror = over_directory(path, scratch)
                notes = (because("site.uncommitted"),) if (path / ".git").exists() else ()
                source = GitSource(mirror, budget, directory_label(path), notes)
                stack.callback(source.close)
                yield source
            else:
                yield FolderSource(path, budget)
    elif path.is_file():
        with path.open("rb") as file, open_file(file, budget, label=path.stem) as opened:
            yield opened
    elif path.exists():
        raise refuse("source.unknown", path=path.name)
    else:
        raise refuse("source.missing", path=path)


@contextmanager
def open_file(file: BinaryIO, budget: Budget | None = None, *, label: str = "") -> Iterator[Source]:
    """Open an uploaded zip or git bundle; ``file`` must be seekable and stays open at the end."""
    budget = budget or Budget()
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    with ExitStack() as stack:
        if start.startswith((b"# v2 git bundle", b"# v3 git bundle")):
            scratch = Path(stack.enter_context(scratch_directory()))
            source = GitSource(over_bundle(file, scratch, budget.seconds), budget, label)
            stack.callback(source.close)
            yield source
        else:
            zipped = ZipSource(file, budget, label)
            stack.callback(zipped.close)
            yield _or_repository_inside(zipped, budget, stack)


@contextmanager
def open_uploads(
    files: Iterable[tuple[str, BinaryIO]], budget: Budget | None = None, *, label: str = ""
) -> Iterator[Source]:
    """Open the files of a folder as a browser sends them: pairs of relative path and open file."""
    budget = budget or Budget()
    with ExitStack() as stack:
        yield _or_repository_inside(UploadSource(files, budget, label), budget, stack)


def _or_repository_inside(source: Source, budget: Budget, stack: ExitStack) -> Source:
    """``source`` itself, or the git repository whose ``.git`` folder it holds at its top."""
    if not any(item.path == ".git/HEAD" for item in source.items()):
        return source
    scratch = Path(stack.enter_context(scratch_directory()))
    mirror = over_items(source.items(), scratch, budget)
    repository = GitSource(mirror, budget, source.label, (because("site.uncommitted"),))
    stack.callback(repository.close)
    return repository
