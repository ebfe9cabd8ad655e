"""``practica search eval``: figures of a judged set asked of this site; sentences when it cannot be used."""

from __future__ import annotations

import argparse
import json

import pytest

from practica.config.cli.search_command import evaluate
from practica.core.communities.models import Community
from tests.builders import a_colleague, a_community, a_guest, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

PAGES = {"d1": "Warm compost", "d2": "Cold frames", "d3": "Sharp spades"}


@pytest.fixture
def pages():
    """A public community with a page for each judged document, and an administrator who asks."""
    a_colleague(is_administrator=True)
    yard = a_community("Yard", audience=Community.Audience.PUBLIC)
    made = {name: a_page(in_=yard, title=title, body=f"About {title}.") for name, title in PAGES.items()}
    settle()
    return made


@pytest.fixture
def judged(tmp_path):
    """A set of three queries with the documents themselves."""
    return a_set(tmp_path / "yard", documents=PAGES)


def a_set(
    folder, *, documents=None, queries=("q1 warm compost d1", "q2 cold frames d2", "q3 sharp spades d3")
):
    """A judged set in ``folder``: each query is its id, its words and what answers it."""
    folder.mkdir()
    rows = [query.split() for query in queries]
    asked = [json.dumps({"_id": row[0], "text": " ".join(row[1:-1])}) for row in rows]
    (folder / "queries.dev.jsonl").write_text("\n".join(asked))
    (folder / "qrels.dev.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + "".join(f"{row[0]}\t{row[-1]}\t1\n" for row in rows)
    )
    if documents:
        rows = [json.dumps({"_id": name, "title": title, "text": ""}) for name, title in documents.items()]
        (folder / "corpus.jsonl").write_text("\n".join(rows))
    return folder


def test_a_site_that_finds_everything_first_gains_all(practica, pages, judged):
    code, told, complaint = practica("eval", judged)

    assert (code, complaint) == (0, "")
    assert "yard" in told and "1.0000" in told


def test_programs_get_every_figure(practica, pages, judged):
    told = json.loads(practica("eval", judged, "--json")[1])["collections"][0]

    assert (told["queries"], told["ndcg@10"], told["mrr@10"], told["recall@100"]) == (3, 1.0, 1.0, 1.0)
    assert told["documents"] == {"ids.tsv": 0, "uid": 0, "title": 3, "missing": 0}
    assert 0 < told["latency_ms"]["p50"] <= told["latency_ms"]["p95"]


def test_documents_are_matched_by_a_file_of_ids(practica, pages, tmp_path):
    folder = a_set(tmp_path / "yard")
    (folder / "ids.tsv").write_text("".join(f"{name}\t{page.entry.uid}\n" for name, page in pages.items()))

    told = json.loads(practica("eval", folder, "--json")[1])["collections"][0]

    assert told["documents"]["ids.tsv"] == 3 and told["ndcg@10"] == 1.0


def test_what_is_not_here_is_named_and_its_queries_left_out(practica, pages, tmp_path):
    queries = ("q1 warm compost d1", "q2 blue moons d9")
    folder = a_set(tmp_path / "yard", documents=PAGES | {"d9": "Blue moons"}, queries=queries)

    told = practica("eval", folder)[1]

    assert "1 of 2 judged documents are here (1 by title); not here: d9." in told
    assert "1 queries left out" in told


def test_a_title_that_stands_twice_is_no_match(practica, pages, judged):
    a_page(in_=pages["d1"].entry.community, title="warm  COMPOST")
    settle()

    assert "not here: d1." in practica("eval", judged)[1]


def test_nothing_to_match_is_said_plainly(practica, judged):
    a_colleague(is_administrator=True)

    code, told, complaint = practica("eval", judged)

    assert (code, told) == (1, "")
    assert "None of the 3 documents judged" in complaint and "ids.tsv" in complaint


def test_it_asks_with_the_rights_of_one_person(practica, judged):
    vault = a_community("Vault", led_by=(ann := a_colleague()), audience=Community.Audience.MEMBERS)
    for title in PAGES.values():
        a_page(in_=vault, title=title)
    settle()

    assert practica("eval", judged, "--as", ann.email)[0] == 0
    assert "None of the 3" in practica("eval", judged, "--as", a_guest().email)[2]
    assert "Nobody here has the address" in practica("eval", judged, "--as", "no@example.org")[2]


def test_a_change_is_judged_against_what_was_before(practica, pages, judged, tmp_path):
    gains = tmp_path / "before.json"
    practica("eval", judged, "--per-query", gains)
    assert json.loads(gains.read_text()) == {"q1": 1.0, "q2": 1.0, "q3": 1.0}
    gains.write_text('{"q1": 0.5, "q2": 1.0}')

    told = practica("eval", judged, "--against", gains)[1]

    assert "Against before: +0.2500 nDCG@10 over 2 queries (1 better, 0 worse), p = " in told


def test_several_sets_in_a_folder_are_asked_one_after_the_other(practica, pages, tmp_path):
    a_set(tmp_path / "one", documents=PAGES)
    a_set(tmp_path / "two", documents=PAGES)

    told = practica("eval", tmp_path)[1]

    assert [line.split()[0] for line in told.splitlines()[1:]] == ["one", "two", "mean"]


def test_fewer_queries_are_the_same_ones_each_time(practica, pages, judged, tmp_path):
    asked = []
    for name in ("a.json", "b.json"):
        practica("eval", judged, "--queries", 2, "--per-query", tmp_path / name)
        asked.append((tmp_path / name).read_text())

    assert asked[0] == asked[1] and len(json.loads(asked[0])) == 2


def test_slips_are_forgiven(practica, pages, judged):
    told = json.loads(practica("eval", judged, "--typos", 1, "--words-alone", "--json")[1])

    assert told["mean_ndcg@10"] == 1.0


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("queries.dev.jsonl", "nonsense", "Line 1 of"),
        ("qrels.dev.tsv", "query-id\tcorpus-id\tscore\nq1 d1", "Line 2 of"),
        ("ids.tsv", "d1", "Line 1 of"),
        ("corpus.jsonl", "{}", "has no _id"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(practica, pages, judged, file, text, said):
    (judged / file).write_text(text)

    code, told, complaint = practica("eval", judged)

    assert (code, told) == (1, "") and said in complaint and file in complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere",), "There is no folder nowhere."),
        ((".", "--part", "x"), "There is no queries.x.jsonl"),
        ((".", "--against", "nowhere.json"), "nowhere.json"),
    ],
)
def test_what_is_not_there_is_said_before_anything_is_asked(practica, words, said):
    code, told, complaint = practica("eval", *words)

    assert (code, told) == (1, "") and said in complaint


def test_a_community_that_is_not_there_is_named(practica, pages, judged):
    assert "There is no community “moon”." in practica("eval", judged, "--community", "moon")[2]


@pytest.mark.parametrize("option", ["--queries", "--typos"])
@pytest.mark.parametrize("count", ["-3", "x", "1.5", ""])
def test_a_number_that_is_none_is_refused_in_words(option, count, capsys):
    parser = argparse.ArgumentParser()
    evaluate.add(parser)

    with pytest.raises(SystemExit):
        parser.parse_args(["folder", f"{option}={count}"])

    assert "is no number from 0 on" in capsys.readouterr().err
