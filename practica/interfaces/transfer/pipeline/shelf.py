"""Drafts put aside on disk between the two passes, so that memory does not grow with the source."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, fields
from datetime import datetime
from types import TracebackType

from practica.interfaces.transfer.readers.front_matter import Author
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import PageItem
from practica.interfaces.transfer.readers.reasons import Reason

_NOT_KEPT = ("outline", "names")
_WORDS = {field.name for field in fields(Draft)}


class Shelf:
    """The drafts of one reading, by path and part. A context manager: the file is gone at the end."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        # Where each part begins, and where the last one ends.
        self._places: dict[str, tuple[int, ...]] = {}
        self._end = 0

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def keep(self, path: str, drafts: list[Draft]) -> None:
        """Put the drafts of the item at ``path`` aside."""
        places = [self._end]
        for draft in drafts:
            values = {name: getattr(draft, name) for name in _WORDS if name not in _NOT_KEPT}
            written = json.dumps(values, default=_plain).encode("utf-8", "surrogatepass")
            self._file.write(written)
            self._end += len(written)
            places.append(self._end)
        self._places[path] = tuple(places)

    def draft(self, page: PageItem) -> Draft:
        """The draft of ``page``; of a section, an empty one."""
        if not page.path:
            return Draft(title=page.title, body="")
        at, end = self._places[page.path][page.part : page.part + 2]
        self._file.seek(at)
        values = json.loads(self._file.read(end - at).decode("utf-8", "surrogatepass"))
        # No path from inside the item can get here: the names of the fields are ours.
        assert set(values) <= _WORDS
        for name in ("created", "updated"):
            values[name] = datetime.fromisoformat(values[name]) if values[name] else None
        values["authors"] = tuple(Author(**author) for author in values["authors"])
        values["reasons"] = tuple(
            Reason(one["code"], tuple((name, value) for name, value in one["params"]))
            for one in values["reasons"]
        )
        values["tags"], values["aliases"] = tuple(values["tags"]), tuple(values["aliases"])
        return Draft(**values)


def _plain(value: object) -> str | dict[str, object]:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Author | Reason):
        return asdict(value)
    raise TypeError(type(value).__name__)
