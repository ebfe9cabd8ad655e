"""Judged sets on disk: read as they are laid out elsewhere, refused in sentences that say where."""

from __future__ import annotations

import gzip
import json

import pytest

from practica.reach.search.judging.judged import BadSet, Collection, Query, collections


@pytest.fixture
def folder(tmp_path):
    """A collection of two queries, one of them answered."""
    folder = tmp_path / "sets" / "yard"
    folder.mkdir(parents=True)
    write(folder, queries=[{"_id": "q1", "text": "warm heaps"}, {"_id": "q2", "text": "cold"}])
    (folder / "qrels.dev.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\n")
    return folder


def write(folder, *, queries):
    """Put ``queries`` there."""
    (folder / "queries.dev.jsonl").write_text("\n".join(map(json.dumps, queries)))


def test_queries_that_nothing_answers_are_left_out(folder):
    assert Collection(folder, "dev").queries() == [Query("warm heaps", {"d1": 2.0}, "q1")]


def test_documents_may_be_packed_or_not(folder):
    line = json.dumps({"_id": "d1", "title": "Heap", "text": "Warm."})
    (folder / "corpus.jsonl").write_text(line)
    plain = list(Collection(folder, "dev").documents())

    with gzip.open(folder / "corpus.jsonl.gz", "wt") as out:
        out.write(line)

    assert list(Collection(folder, "dev").documents()) == plain == [("d1", "Heap", "Warm.")]


def test_a_folder_is_a_collection_or_holds_some(folder):
    assert [one.folder for one in collections(folder, "dev")] == [folder]
    assert [one.folder for one in collections(folder.parent, "dev")] == [folder]
    assert collections(folder, "test") == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("nonsense", "Line 2 of"),
        ("[1]", "is no JSON object"),
        ('{"text": "a"}', "has no _id"),
        ('{"_id": "q3"}', "has no text"),
        ('{"_id": "q3", "text": " "}', "has no text"),
    ],
)
def test_a_bad_query_is_named_by_its_line(folder, line, said):
    (folder / "queries.dev.jsonl").write_text('{"_id": "q1", "text": "warm"}\n' + line)

    with pytest.raises(BadSet, match=said):
        Collection(folder, "dev").queries()


@pytest.mark.parametrize("line", ["q1 d1 1", "q1\td1", "q1\td1\tmuch", "q1\td1\tnan", "q1\t0\td1\t1"])
def test_a_bad_grade_is_named_by_its_line(folder, line):
    (folder / "qrels.dev.tsv").write_text(f"query-id\tcorpus-id\tscore\nq1\td1\t1\n{line}\n")

    with pytest.raises(BadSet, match=r"Line 3 of .*qrels\.dev\.tsv"):
        Collection(folder, "dev").queries()


def test_a_missing_file_is_named(folder):
    (folder / "qrels.dev.tsv").unlink()

    with pytest.raises(BadSet, match=r"There is no qrels\.dev\.tsv"):
        Collection(folder, "dev").queries()


def test_a_packed_file_that_is_none_is_named(folder):
    (folder / "corpus.jsonl.gz").write_bytes(b"nonsense")

    with pytest.raises(BadSet, match="cannot be read"):
        list(Collection(folder, "dev").documents())


def test_bytes_that_are_no_text_are_named(folder):
    (folder / "queries.dev.jsonl").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadSet, match="cannot be read"):
        Collection(folder, "dev").queries()


def test_a_set_without_an_answer_says_so(folder):
    (folder / "qrels.dev.tsv").write_text("query-id\tcorpus-id\tscore\n")

    with pytest.raises(BadSet, match="No query"):
        Collection(folder, "dev").queries()
