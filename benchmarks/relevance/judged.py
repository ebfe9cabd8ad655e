"""Judged collections on disk: documents, queries, and which documents answer which query how well.

A folder per collection, as BEIR lays them out: ``corpus.jsonl.gz`` (``_id``, ``title``, ``text``),
``queries.<part>.jsonl`` (``_id``, ``text``) and ``qrels.<part>.tsv`` (query, document, grade).
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Query:
    """What somebody asked, and the grade of each document that answers it."""

    text: str
    grades: dict[str, float]


@dataclass(frozen=True)
class Collection:
    """One folder. ``name`` is the folder's, and the address of the community made of it."""

    folder: Path
    part: str

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def documents(self) -> Iterator[tuple[str, str, str]]:
        """(id, title, text) of every document."""
        with gzip.open(self.folder / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["_id"], row["title"], row["text"]

    def queries(self) -> list[Query]:
        """Every query that some document answers."""
        grades: dict[str, dict[str, float]] = {}
        judged = (self.folder / f"qrels.{self.part}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        for query, document, grade in (line.split("\t") for line in judged):
            if float(grade) > 0:
                grades.setdefault(query, {})[document] = float(grade)
        asked = (self.folder / f"queries.{self.part}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in asked]
        return [Query(row["text"], grades[row["_id"]]) for row in rows if row["_id"] in grades]


def collections(folder: Path, part: str) -> list[Collection]:
    """The collections in ``folder`` that have queries of this ``part``, by name."""
    found = sorted(folder.glob(f"*/queries.{part}.jsonl"))
    return [Collection(path.parent, part) for path in found]
