"""Judged collections on disk: documents, queries, and which documents answer which query how well.

A folder per collection, as BEIR lays them out: ``queries.<part>.jsonl`` (``_id``, ``text``),
``qrels.<part>.tsv`` (query, document, grade) under a line of headings and, if there is one,
``corpus.jsonl.gz`` or ``corpus.jsonl`` (``_id``, ``title``, ``text``).
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class BadSet(Exception):
    """A judged set that cannot be used. The message is a sentence that says where and why."""


@dataclass(frozen=True)
class Query:
    """What somebody asked, and the grade of each document that answers it."""

    text: str
    grades: dict[str, float]
    id: str = ""


@dataclass(frozen=True)
class Collection:
    """One folder. ``name`` is the folder's."""

    folder: Path
    part: str

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def has_documents(self) -> bool:
        """Whether the documents are there, not only their ids."""
        return self._corpus() is not None

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """(id, title, text) of every document. Raises BadSet."""
        path = self._corpus()
        if path is None:
            raise BadSet(f"There is no corpus.jsonl.gz in {self.folder}.")
        for number, row in _rows(path):
            yield _text(row, "_id", path, number), str(row.get("title") or ""), str(row.get("text") or "")

    def queries(self) -> list[Query]:
        """Every query that some document answers. Raises BadSet."""
        path = self.folder / f"queries.{self.part}.jsonl"
        grades = self._grades()
        asked = [
            (_text(row, "_id", path, number), _text(row, "text", path, number)) for number, row in _rows(path)
        ]
        queries = [Query(text, grades[name], name) for name, text in asked if name in grades]
        if not queries:
            raise BadSet(f"No query in {path} is answered by a document in qrels.{self.part}.tsv.")
        return queries

    def _grades(self) -> dict[str, dict[str, float]]:
        path = self.folder / f"qrels.{self.part}.tsv"
        grades: dict[str, dict[str, float]] = {}
        for number, line in _lines(path):
            if number == 1 or not line.strip():
                continue
            query, document, grade = _fields(line, path, number)
            if grade > 0:
                grades.setdefault(query, {})[document] = grade
        return grades

    def _corpus(self) -> Path | None:
        paths = (self.folder / name for name in ("corpus.jsonl.gz", "corpus.jsonl"))
        return next((path for path in paths if path.exists()), None)


def collections(folder: Path, part: str) -> list[Collection]:
    """``folder`` if it is a collection with queries of this ``part``, or the collections in it, by name."""
    if (folder / f"queries.{part}.jsonl").exists():
        return [Collection(folder, part)]
    return [Collection(path.parent, part) for path in sorted(folder.glob(f"*/queries.{part}.jsonl"))]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8") as lines
        ):
            yield from enumerate(lines, 1)
    except FileNotFoundError:
        raise BadSet(f"There is no {path.name} in {path.parent}.") from None
    except (OSError, EOFError, UnicodeDecodeError) as problem:
        raise BadSet(f"{path} cannot be read: {problem}.") from problem


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number and the object of each line of ``path`` that is not empty."""
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise BadSet(f"Line {number} of {path} is no JSON object.")
        yield number, row


def _text(row: dict[str, Any], name: str, path: Path, number: int) -> str:
    value = row.get(name)
    if not isinstance(value, str | int) or not str(value).strip():
        raise BadSet(f"Line {number} of {path} has no {name}.")
    return str(value)


def _fields(line: str, path: Path, number: int) -> tuple[str, str, float]:
    fields = line.rstrip("\r\n").split("\t")
    try:
        query, document, grade = fields
        value = float(grade)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadSet(f"Line {number} of {path} is not: query, tab, document, tab, grade (a number).")
    return query, document, value
