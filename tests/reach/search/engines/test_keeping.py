"""What is put stays, whatever happens to the process; a reader sees a commit at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from practica.kit.contracts.search import Filters
from practica.reach.search.engines import IndexBroken, IndexBusy, IndexOutdated, open_engine
from practica.reach.search.engines.local.engine import discard
from tests.reach.search.engines.conftest import a_document

ROOT = Path(__file__).parents[4]

ENDLESS_WRITER = """
import sys
from pathlib import Path
from practica.kit.contracts.search import Document, Passage
from practica.reach.search.engines import open_engine

engine = open_engine(Path(sys.argv[1]), writable=True)
n = 0
while True:
    text = " ".join(f"word{i * n % 5000}" for i in range(200))
    engine.put(
        Document(key=f"d{n + i}", entry_uid="e", kind="page", title=f"Title {n + i}", community_uid="c",
                 scopes=("all",), passages=(Passage(text=text),))
        for i in range(50)
    )
    engine.commit()
    n += 50
    print(n, flush=True)
"""


def found(engine, query="heap"):
    return engine.search(query, scopes=("all",), filters=Filters(), limit=50).total


def test_nothing_is_seen_before_the_commit(engine):
    engine.put([a_document("Compost", "heap")])
    assert (found(engine), engine.count()) == (0, 0)

    engine.commit()

    assert (found(engine), engine.count()) == (1, 1)


def test_a_document_put_again_replaces_the_first(engine):
    engine.put([a_document("Compost", "heap", key="k")])
    engine.commit()
    engine.put([a_document("Bees", "hive", key="k"), a_document("Wasps", "nest", key="k")])
    engine.commit()

    assert (found(engine, "heap"), found(engine, "hive"), found(engine, "nest"), engine.count()) == (
        0,
        0,
        1,
        1,
    )


def test_an_entry_goes_with_all_its_documents(engine):
    engine.put(
        [a_document("A", "heap", key="1", entry_uid="e"), a_document("B", "heap", key="2", entry_uid="e")]
    )
    engine.put([a_document("C", "heap", key="3", entry_uid="f")])
    engine.commit()

    engine.drop_entries(["e", "never-there"])
    engine.commit()

    assert (found(engine), engine.count()) == (1, 1)


def test_everything_can_be_put_anew_while_readers_see_the_old(engine, directory):
    engine.put([a_document("A", "heap"), a_document("B", "heap")])
    engine.commit()
    reader = open_engine(directory, writable=False)

    engine.drop_everything()
    engine.put([a_document("C", "heap")])
    assert found(reader) == 2
    engine.commit()

    assert found(reader) == 1


def test_a_reader_sees_a_commit_of_the_writer_at_once(engine, directory):
    reader = open_engine(directory, writable=False)
    assert reader.count() == 0

    engine.put([a_document("Compost", "heap")])
    engine.commit()

    assert found(reader) == 1


def test_a_reader_may_come_before_the_first_writer(directory):
    reader = open_engine(directory, writable=False)
    assert (reader.count(), found(reader), reader.suggest("h", scopes=("all",), limit=3)) == (0, 0, [])

    writer = open_engine(directory, writable=True)
    writer.put([a_document("Compost", "heap")])
    writer.commit()
    writer.close()

    assert found(reader) == 1


def test_there_is_one_writer_at_a_time(engine, directory):
    with pytest.raises(IndexBusy, match="Another process is writing"):
        open_engine(directory, writable=True)

    engine.close()

    open_engine(directory, writable=True).close()


def test_a_reader_cannot_write(engine, directory):
    with pytest.raises(IndexBusy, match="opened for reading"):
        open_engine(directory, writable=False).put([a_document("Compost")])


@pytest.mark.parametrize("wait", [0.0, 0.07, 0.2])
def test_a_writer_killed_in_the_middle_leaves_an_index_that_opens(directory, wait):
    writer = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_WRITER, str(directory)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    committed = [int(writer.stdout.readline()) for _ in range(3)][-1]
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait()
    committed = int(rest[-1]) if rest else committed

    again = open_engine(directory, writable=True)
    again.put([a_document("Compost", "heap")])
    again.commit()

    assert again.count() in (committed + 1, committed + 51)
    assert found(again) == 1
    again.close()


@pytest.mark.parametrize("harm", ["nonsense", "cut", "lost"])
def test_a_broken_index_says_so_and_can_be_made_anew(directory, harm):
    engine = open_engine(directory, writable=True)
    engine.put([a_document("Compost", "heap")])
    engine.commit()
    engine.close()
    if harm == "nonsense":
        (directory / "meta.json").write_text("nonsense")
    for file in directory.glob("*.store"):
        if harm == "cut":
            file.write_bytes(file.read_bytes()[:5])
        elif harm == "lost":
            file.unlink()

    with pytest.raises(IndexBroken, match="cannot be read"):
        found(open_engine(directory, writable=False))

    discard(directory)
    anew = open_engine(directory, writable=True)
    assert anew.count() == 0
    anew.close()


def test_an_index_of_another_version_says_so(directory, monkeypatch):
    open_engine(directory, writable=True).close()
    monkeypatch.setattr("practica.reach.search.engines.local.fields.VERSION", 999)

    with pytest.raises(IndexOutdated, match="practica search rebuild"):
        open_engine(directory, writable=False)
