"""Nothing of a document is to be had without one of its scopes."""

from __future__ import annotations


def test_without_scopes_nothing_is_found(put, ask, engine):
    put("Compost", "heap")

    assert ask("compost", scopes=()).total == 0
    assert ask("compost", scopes=()).hits == ()
    assert engine.suggest("comp", scopes=(), limit=5) == []


def test_one_of_her_scopes_is_enough(put, ask):
    put("Compost", "heap", scopes=("gardens:members", "gardens:board"))

    assert ask("heap", scopes=("other", "gardens:board")).total == 1
    assert ask("heap", scopes=("other",)).total == 0


def test_a_scope_is_compared_whole(put, ask):
    put("Compost", "heap", scopes=("gardens:members",))

    for scope in ("gardens", "gardens:", "members", "Gardens:members", "gardens:members*"):
        assert ask("heap", scopes=(scope,)).total == 0


def test_numbers_count_only_what_she_may_see(put, ask):
    put("Open", "heap", kind="page")
    put("Shut", "heap", kind="question", scopes=("board",))

    result = ask("heap")

    assert (result.total, result.kinds) == (1, {"page": 1})


def test_suggestions_name_only_what_she_may_see(put, engine):
    put("Compost for all")
    put("Compost for the board", scopes=("board",))

    assert [hit.title for hit in engine.suggest("comp", scopes=("all",), limit=5)] == ["Compost for all"]


def test_a_kind_narrows_the_hits_and_the_other_kinds_are_still_counted(put, ask):
    put("A", "heap", kind="page")
    put("B", "heap", kind="question")
    put("C", "heap", kind="question")

    result = ask("heap", kinds=("page",))

    assert [hit.title for hit in result.hits] == ["A"]
    assert (result.total, result.kinds) == (1, {"page": 1, "question": 2})
    assert ask("heap", kinds=("file",)).total == 0
    assert ask("heap", kinds=("page", "question")).total == 3


def test_a_community_narrows_everything(put, ask):
    put("A", "heap", community_uid="gardens")
    put("B", "heap", community_uid="kitchens")

    result = ask("heap", community_uids=("kitchens",))

    assert [hit.title for hit in result.hits] == ["B"]
    assert (result.total, result.kinds) == (1, {"page": 1})


def test_a_reader_finds_what_an_index_of_her_own_documents_would_find(put, ask):
    for n in range(30):
        put(f"Page {n}", f"heap of {'leaves' if n % 3 else 'straw'}", scopes=(f"s{n % 4}",))

    found = {hit.key for hit in ask("straw", scopes=("s1", "s2"), limit=50).hits}

    assert found == {f"Page {n}" for n in range(30) if n % 4 in (1, 2) and n % 3 == 0}


def test_what_was_found_for_one_reader_is_not_told_another(put, ask):
    put("Open", "heap")
    put("Shut", "heap", scopes=("board",))
    assert ask("heap", scopes=("all", "board")).total == 2

    for_all, for_the_board = ask("heap", scopes=("all",)), ask("heap", scopes=("board",))

    assert [hit.title for hit in for_all.hits] == ["Open"]
    assert [hit.title for hit in for_the_board.hits] == ["Shut"]


def test_what_was_found_is_found_anew_after_each_change(put, ask):
    put("First", "heap")
    assert ask("heap").total == 1

    put("Second", "heap", kind="question")

    assert (ask("heap").total, ask("heap").kinds) == (2, {"page": 1, "question": 1})
