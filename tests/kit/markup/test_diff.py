"""What changed between two bodies."""

import random
import re
from functools import partial

import pytest

from practica.kit.markup import differences, parse, to_html
from tests.kit.markup.cost import cpu_seconds


def test_changed_words_are_marked_inside_their_block():
    found = differences("One two three.\n\nSame.", "One 2 three.\n\nSame.")
    assert '<p dir="auto">One <del>two </del><ins>2 </ins>three.</p>' in found.html
    assert [row.kind for row in found.rows] == ["changed", "same"]
    assert found.rows[0].old == '<p dir="auto">One <del>two </del>three.</p>'
    assert found.rows[0].new == '<p dir="auto">One <ins>2 </ins>three.</p>'


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
    assert "<b" not in differences("x", "y <b onclick=a()>z</b>").html


def test_fenced_code_is_one_block():
    assert len(differences("```\na\n\nb\n```", "```\na\n\nc\n```").rows) == 1


def test_two_large_bodies_are_compared_quickly():
    old = "\n\n".join(
        f"Paragraph {number} with some words of its own, {number * 7}." for number in range(2_000)
    )
    new = old.replace("some words", "a few words", 300)
    third = "\n\n".join(f"Other {number} text, not the one, {number * 3}." for number in range(2_000))
    repeated = ("a\n\n" * 30_000, "a\n\nb\n\n" * 15_000)
    for one, other in ((old, new), repeated, (old, old[::-1]), (old, third)):
        assert cpu_seconds(partial(differences, one, other), enough=2) < 2


def test_a_heading_is_shown_as_a_heading_and_bold_as_bold():
    html = differences("## Old name\n\nSome **strong** words.", "## New name\n\nMore **strong** words.").html
    assert '<h2 dir="auto"><del>Old </del><ins>New </ins>name</h2>' in html
    assert "<strong>strong</strong>" in html


def test_a_list_is_compared_item_by_item():
    html = differences("- one thing\n- two things\n- three", "- one thing\n- three\n- four more").html
    assert '<li dir="auto">one thing</li><li dir="auto"><del>two things</del></li>' in html
    assert '<li dir="auto"><ins>four more</ins></li>' in html


def test_a_table_is_compared_cell_by_cell():
    old = "| part | bar |\n|---|---|\n| seal | 6 |\n| pump | 8 |"
    html = differences(old, old.replace("| 6 |", "| 7 |")).html
    assert '<td dir="auto">seal</td><td dir="auto"><del>6</del><ins>7</ins></td>' in html


def test_code_is_compared_line_by_line():
    html = differences("```py\na = 1\nb = 2\n```", "```py\na = 1\nb = 3\n```").html
    assert "a = 1\nb = <del>2</del><ins>3</ins></code></pre>" in html


def test_a_block_that_stands_elsewhere_has_moved():
    blocks = ["The first paragraph of this text.", "The second stays here.", "The third stays as well."]
    found = differences("\n\n".join(blocks), "\n\n".join([*blocks[1:], blocks[0]]), words={"moved": "Moved"})
    assert [row.kind for row in found.rows] == ["left", "same", "same", "moved"]
    assert '<p class="diff-note">Moved</p>' in found.html


def test_an_address_behind_the_same_words_is_told():
    html = differences("A [link](https://a.example)", "A [link](https://b.example)").html
    assert "<del>https://a.example</del> <ins>https://b.example</ins>" in html


def test_what_only_looks_different_is_shown_as_it_is_written():
    assert "<ins>**</ins>two<ins>**</ins>" in differences("one two", "one **two**").html


def test_a_ticked_box_is_no_silent_change():
    found = differences("- [ ] check the flush plan", "- [x] check the flush plan")
    assert not found.is_empty and "<ins>x</ins>" in found.html


def test_a_picture_that_came_or_went_is_seen():
    came = differences("Text.", "Text.\n\n![](/files/a2b3c4d5e6f7/seal.png)").html
    went = differences("A ![](/files/a2b3c4d5e6f7/seal.png) here", "A here").html

    assert re.search(r'<ins><img [^>]*src="/files/a2b3c4d5e6f7/seal.png"', came)
    assert re.search(r'<del><img [^>]*src="/files/a2b3c4d5e6f7/seal.png"', went)


@pytest.mark.parametrize("seed", range(40))
def test_both_sides_say_what_each_text_says(seed):
    dice = random.Random(seed)
    old, new = _text(dice), _text(dice)
    rows = [row for row in differences(old, new).rows if row.kind != "fold"]
    for side, text in (("old", old), ("new", new)):
        shown = "".join(_words(getattr(row, side)) for row in rows).replace(" ", "")
        for word in _words(to_html(parse(text))).split():
            assert word in shown or all(row.kind == "same" for row in rows)


def _text(dice):
    kinds = (
        "{} {} {}",
        "## {} {}",
        "- {} {}\n- {}",
        "| {} | {} |\n|---|---|\n| {} | {} |",
        "```\n{}\n{}\n```",
        "> {} {}",
    )
    words = ["seal", "pump", "flush", "shift", "check", "**hot**", "_cold_", "`run`", "[[Plan]]", "7", "bar"]
    blocks = [dice.choice(kinds) for _ in range(dice.randint(1, 5))]
    return "\n\n".join(block.format(*dice.choices(words, k=4)) for block in blocks)


def _words(html):
    return re.sub("<[^>]*>", " ", html)
