"""What every engine finds, and in which order."""

from __future__ import annotations

import pytest

from practica.kit.contracts.search import Filters, Passage


def titles(result):
    return [hit.title for hit in result.hits]


def test_a_page_is_found_by_a_word_of_its_text_in_another_form(put, ask):
    put("Compost", "Turning the heap every two weeks.")
    put("Bees", "Where to put a hive.")

    assert titles(ask("how do I turn heaps")) == ["Compost"]


def test_one_word_of_many_is_enough(put, ask):
    put("Compost", "Turning the heap.")

    assert titles(ask("does anybody know something about zeppelins or compost")) == ["Compost"]


def test_the_page_whose_title_is_the_question_goes_first(put, ask):
    put("Pruning roses in spring and in autumn", "Pruning roses. Roses, pruning roses.")
    put("Róses", "Nothing else.")

    assert titles(ask("roses"))[0] == "Róses"


def test_words_next_to_each_other_count_more(put, ask):
    put("One", "cold in the frame and the frame of a cold house")
    put("Two", "a cold frame stands in the house of the and")

    assert titles(ask("cold frame"))[0] == "Two"


def test_of_two_equal_pages_the_demoted_one_comes_second(put, ask):
    put("Compost", "heap", key="old", demoted=True)
    put("Compost", "heap", key="new")

    assert [hit.key for hit in ask("heap").hits] == ["new", "old"]
    first, second = ask("heap").hits
    assert second.score / first.score == pytest.approx(0.85, abs=0.01)


def test_a_topic_or_an_author_finds_the_page(put, ask):
    put("Compost", "heap", topics=("soil",), author="Ana Lima")

    assert titles(ask("soil")) == titles(ask("lima")) == ["Compost"]
    assert ask("soil").total == 1


def test_quotation_marks_ask_for_the_words_as_they_stand(put, ask):
    put("One", "the cold frame is open")
    put("Two", "the frame is cold")
    put("Three", "the colds framed")

    assert titles(ask('"cold frame"')) == ["One"]


def test_words_in_quotation_marks_that_nobody_wrote_are_looked_for_one_by_one(put, ask):
    put("Two", "the frame is cold")

    result = ask('"cold frame"')

    assert titles(result) == ["Two"]
    assert result.corrected == "cold frame"


def test_a_hyphen_before_a_word_leaves_it_out(put, ask):
    put("One", "roses and tulips")
    put("Two", "roses only")

    assert titles(ask("roses -tulips")) == ["Two"]
    assert ask("roses -tulips").total == 1
    assert ask("-tulips").total == 0


def test_a_hyphen_inside_a_word_leaves_nothing_out(put, ask):
    put("One", "a well-kept garden")

    assert titles(ask("well-kept")) == ["One"]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("de", "Die Gärten der Städte", "garten"),
        ("fr", "Les études publiées", "étude"),
        ("es", "Las organizaciones locales", "organización"),
        ("ru", "Садовые инструменты", "инструмент"),
        ("ja", "東京都の庭園を歩く", "庭園"),
        ("zh", "社区花园指南", "花园"),
        ("zh", "社区花园指南", "花"),
        ("ko", "정원을 가꾸는 방법", "정원"),
        ("th", "การดูแลสวน", "สวน"),
        ("ar", "حدائق المدينة", "حدائق"),
        ("hi", "बगीचे की देखभाल", "बगीचे"),
        ("en", "Ｇａｒｄｅｎ", "garden"),
        ("en", "nai\u0308ve gardening", "naïve"),
    ],
)
def test_every_script_is_found(put, ask, language, text, query):
    put("English page", "something else", key="other")
    put("x", text, key="wanted", language=language)

    assert [hit.key for hit in ask(query).hits] == ["wanted"]


def test_a_hit_shows_the_passage_that_answers_and_marks_its_words(put, ask):
    passages = (
        Passage(text="An introduction to gardens.", anchor="intro"),
        Passage(
            text="Slugs eat lettuce. 🐌 Slug traps help.", anchor="slugs", heading="Pests", locator="page 3"
        ),
        *(Passage(text=f"About lettuce and nothing, part {n}.") for n in range(9)),
    )
    put("Garden book", passages=passages)

    hit = ask("slugs in lettuce").hits[0]

    assert (hit.passage.anchor, hit.passage.locator) == ("slugs", "page 3")
    assert [hit.passage.text[a:b] for a, b in hit.marks] == ["Slugs", "lettuce", "Slug"]


def test_pairs_of_letters_that_touch_are_one_mark(put, ask):
    put("x", "今日は東京都の庭園", language="ja")

    hit = ask("東京都").hits[0]

    assert [hit.passage.text[a:b] for a, b in hit.marks] == ["東京都"]


def test_pages_of_hits_follow_each_other(put, ask):
    for n in range(7):
        put(f"Page {n}", "heap " * (n + 1))

    every = [hit.key for hit in ask("heap").hits]

    assert [hit.key for hit in ask("heap", limit=3).hits] == every[:3]
    assert [hit.key for hit in ask("heap", limit=3, offset=3).hits] == every[3:6]
    assert ask("heap", limit=3, offset=3).total == 7
    assert ask("heap", limit=3, offset=70).hits == ()


@pytest.mark.parametrize(
    "query",
    [
        "", " ", "the of and", "?!.,;:", '"', '"""', '"unbalanced', "-", "--", "- -", '-"', '""', "-\"the",
        "AND OR NOT", "title:x", "a^2 b~3 *", "(((", "[a TO b]", "\\", "\x00\x01\x1f", "🐌", "👩‍👩‍👧",
        "\ud800", "\ud800lone", "heap\x00heap", "%s %d {}", "a" * 100_000, "wort " * 20_000, '"a ' * 50_000,
        " ".join(f"w{n}" for n in range(20_000)), "庭" * 30_000, "-" * 100_000, "ß", "İ", "ﬁ", "\u202eheap",
    ],
    ids=lambda query: repr(query[:12]),
)  # fmt: skip
def test_no_question_is_too_strange(put, ask, engine, query):
    put("Compost", "heap 庭")
    put("Not hers", f"secret {query[:1000]}", scopes=("board",))

    result = ask(query)

    assert result.total >= len(result.hits)
    assert "Not hers" not in titles(result)
    assert isinstance(engine.suggest(query, scopes=("all",), limit=5), list)


def test_a_question_of_common_words_only_finds_them(put, ask):
    put("To be or not to be", "that is the question")

    assert titles(ask("to be or not to be")) == ["To be or not to be"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("our web app for tickets", "webapp"),
        ("our webapp for tickets", "web app"),
        ("the gene GATA-3 is there", "gata3"),
        ("the gene GATA3 is there", "gata 3"),
        ("the organisation of colours", "organization"),
        ("the organization of colors", "colour"),
        ("how to move a folder", "directory"),
    ],
)
def test_a_word_is_found_however_it_is_written(put, ask, text, query):
    put("Wanted", text)
    put("Other", "nothing of the kind")

    assert titles(ask(query)) == ["Wanted"]
    assert ask(query).total == 1


def test_the_word_itself_counts_more_than_another_for_the_same(put, ask):
    put("One", "a directory of people and places and things")
    put("Two", "a folder of people and places and things")

    assert titles(ask("folder")) == ["Two", "One"]


def test_words_that_say_the_same_on_this_site_are_looked_for_too_and_count_less(put, engine):
    put("One", "the stuffing box weeps")
    put("Two", "the gland weeps")
    also = [("gland packing", "stuffing box")]

    found = engine.search("gland packing", scopes=("all",), filters=Filters(), limit=5, also=also)

    assert (titles(found), found.corrected) == (["Two", "One"], "")
