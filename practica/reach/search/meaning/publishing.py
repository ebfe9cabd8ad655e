"""Putting vectors on the shelf: from the rows of the database into files, swapped in one step."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from practica.reach.search.meaning.segment import MadeBy, Shelved, write
from practica.reach.search.meaning.shelf import NOW, Shelf, Standing
from practica.reach.search.models import DIGEST, DocumentVectors

#: The large file is written anew when more than so many documents, and more than that share, changed.
FEW, SHARE = 500, 0.05

_COLUMNS = ("pk", "key", "kind", "community_uid", "scopes", "is_demoted", "vectors")


@contextmanager
def only_one(directory: Path) -> Iterator[bool]:
    """Whether this process is the one that writes now; it stays so until the end of the block."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def is_published(directory: Path, model: str) -> bool:
    """Whether the shelf holds vectors of ``model``."""
    standing = Shelf(directory).now()
    return standing is not None and standing.model == model


def serves_another(directory: Path, model: str) -> bool:
    """Whether readers are served by another model, until all vectors of this one are made."""
    standing = Shelf(directory).now()
    return standing is not None and standing.model != model


def publish(directory: Path, model: str, *, floor: float) -> None:
    """Let readers see the vectors of ``model`` (an identity) as they are in the database now.

    What changed since the large file was written goes into a small one, until that is no longer small.
    """
    directory.mkdir(parents=True, exist_ok=True)
    standing = Shelf(directory).now()
    base = standing.segments[0] if standing and standing.model == model else None
    if base is None:
        _put(directory, [_write(directory, model, floor)])
        return
    here = np.fromiter(_rows(model).order_by("pk").values_list("pk", flat=True).iterator(), np.int64)
    kept = base.numbers.max(initial=0)
    fresh = here[here > kept]
    (dead,) = np.nonzero(~np.isin(base.numbers, here))
    if standing is not None and _is_same(standing, fresh, dead):
        return
    if len(fresh) + len(dead) > max(FEW, SHARE * len(base)):
        _put(directory, [_write(directory, model, floor)])
    else:
        name = _name_of_base(directory)
        _put(directory, [name, _write(directory, model, floor, after=int(kept), dead=map(int, dead))])


def _is_same(standing: Standing, fresh: np.ndarray, dead: np.ndarray) -> bool:
    later = standing.segments[1:]
    if not later:
        return not len(fresh) and not len(dead)
    return np.array_equal(np.sort(later[0].numbers), fresh) and np.array_equal(later[0].dead, dead)


def _name_of_base(directory: Path) -> str:
    return str(json.loads((directory / NOW).read_text(encoding="utf-8"))[0])


def _rows(model: str):  # type: ignore[no-untyped-def]
    return DocumentVectors.objects.filter(model=model)


def _write(directory: Path, model: str, floor: float, *, after: int = 0, dead: Iterable[int] = ()) -> str:
    name = f"{secrets.token_hex(6)}.vectors"
    rows = _rows(model).filter(pk__gt=after)
    # Sorted as bytes are, which not every database does by itself.
    keys = sorted(rows.values_list("key", "pk"), key=lambda row: row[0].encode())
    made_by = MadeBy(model=model, dimensions=_dimensions(model), floor=floor)
    write(directory / name, _shelved(keys), made_by, dead=dead)
    return name


def _shelved(keys: list[tuple[str, int]]) -> Iterator[Shelved]:
    for at in range(0, len(keys), 500):
        some = [pk for _, pk in keys[at : at + 500]]
        rows = {row[0]: row for row in DocumentVectors.objects.filter(pk__in=some).values_list(*_COLUMNS)}
        for pk in some:
            if pk in rows:
                number, key, kind, community, scopes, demoted, vectors = rows[pk]
                yield Shelved(number, key, kind, community, tuple(scopes), demoted, bytes(vectors))


def _dimensions(model: str) -> int:
    row = _rows(model).values_list("digests", "vectors").first()
    return len(row[1]) * DIGEST // len(row[0]) if row else 1


def _put(directory: Path, names: list[str]) -> None:
    """Name the files in one step; those named before go once nobody can come to need them."""
    written = directory / f"{NOW}.new"
    written.write_text(json.dumps(names), encoding="utf-8")
    os.replace(written, directory / NOW)
    for path in directory.glob("*.vectors"):
        if path.name not in names:
            path.unlink(missing_ok=True)
