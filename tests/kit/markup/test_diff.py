"""What changed between two bodies."""

from functools import partial

from practica.kit.markup import differences
from tests.kit.markup.cost import cpu_seconds


def test_changed_words_are_marked_inside_their_block():
    found = differences("One two three.\n\nSame.", "One 2 three.\n\nSame.")
    assert '<div class="changed">One <del>two </del><ins>2 </ins>three.</div>' in found.html
    assert [row.kind for row in found.rows] == ["changed", "same"]
    assert found.rows[0].old == "One <del>two </del>three."
    assert found.rows[0].new == "One <ins>2 </ins>three."


def test_added_and_removed_blocks_stand_alone():
    found = differences("Alpha beta gamma.\n\nKept here.", "Kept here.\n\nSomething else entirely.")
    assert [row.kind for row in found.rows] == ["removed", "same", "added"]


def test_the_same_text_twice_has_no_differences():
    assert differences("a\n\nb", "a\n\n\nb\n").is_empty


def test_long_unchanged_stretches_are_folded():
    body = "\n\n".join(f"Paragraph {number}." for number in range(40))
    html = differences(body, body.replace("Paragraph 20.", "Paragraph twenty.")).html
    assert html.count('class="fold"') == 2
    assert html.count('class="same"') == 2


def test_markup_in_a_body_is_shown_not_obeyed():
    assert "&lt;b onclick" in differences("x", "<b onclick=a()>").html


def test_fenced_code_is_one_block():
    assert len(differences("```\na\n\nb\n```", "```\na\n\nc\n```").rows) == 1


def test_two_large_bodies_are_compared_quickly():
    old = "\n\n".join(
        f"Paragraph {number} with some words of its own, {number * 7}." for number in range(2_000)
    )
    new = old.replace("some words", "a few words", 300)
    for one, other in ((old, new), ("a\n\n" * 30_000, "a\n\nb\n\n" * 15_000), (old, old[::-1])):
        assert cpu_seconds(partial(differences, one, other), enough=2) < 2
