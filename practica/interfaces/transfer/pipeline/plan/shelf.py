"""Drafts put aside on disk between the two passes, so that memory does not grow with the source."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from types import TracebackType

from practica.interfaces.transfer.pipeline.plan.traces import Trace, trace
from practica.interfaces.transfer.readers.aside import Aside
from practica.interfaces.transfer.readers.front_matter import Author
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import PageItem
from practica.interfaces.transfer.readers.reasons import Reason

_NOT_KEPT = ("outline", "names")
_WORDS = {field.name for field in fields(Draft)}


class Shelf:
    """The drafts of one reading and their traces, by path and part. A context manager: the file is gone at
    the end."""

    def __init__(self) -> None:
        self._aside = Aside()
        # Where each begins: first the trace of a draft, then the draft, then the trace of the next one; and
        # which of these is the first of a path. Of a page this is all that is in memory.
        self._begins = array("Q", [0])
        self._numbers: dict[str, int] = {}

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._aside.close()

    def keep(self, path: str, drafts: list[Draft]) -> None:
        """Put the drafts of the item at ``path`` aside."""
        self._numbers[path] = len(self._begins) - 1
        for draft in drafts:
            found = trace(draft.body)
            self._put(f"{found.content} {found.written}")
            self._put(
                json.dumps(
                    {name: getattr(draft, name) for name in _WORDS if name not in _NOT_KEPT}, default=_plain
                )
            )

    def draft(self, page: PageItem) -> Draft:
        """The draft of ``page``; of a section, an empty one."""
        if not page.path:
            return Draft(title=page.title, body="")
        values = json.loads(self._get(self._numbers[page.path] + 2 * page.part + 1))
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

    def traces(self, pages: Iterable[PageItem]) -> Mapping[str, Trace]:
        """The traces of ``pages`` by key, each read when it is asked for."""
        return _Traces(
            self, {page.key: self._numbers[page.path] + 2 * page.part if page.path else -1 for page in pages}
        )

    def trace(self, number: int) -> Trace:
        """The trace kept as ``number``."""
        content, _, written = self._get(number).partition(" ")
        return Trace(content, written)

    def _put(self, text: str) -> None:
        content = text.encode("utf-8", "surrogatepass")
        self._aside.put(content)
        self._begins.append(self._begins[-1] + len(content))

    def _get(self, number: int) -> str:
        begins, ends = self._begins[number], self._begins[number + 1]
        return self._aside.get(begins, ends - begins).decode("utf-8", "surrogatepass")


class _Traces(Mapping[str, Trace]):
    """Traces on a shelf; -1 is the number of a page made to hold others, which has no words."""

    def __init__(self, shelf: Shelf, numbers: dict[str, int]) -> None:
        self._shelf, self._numbers = shelf, numbers

    def __getitem__(self, key: str) -> Trace:
        number = self._numbers[key]
        return self._shelf.trace(number) if number >= 0 else Trace()

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _plain(value: object) -> str | dict[str, object]:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Author | Reason):
        return asdict(value)
    raise TypeError(type(value).__name__)
