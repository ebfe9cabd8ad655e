"""Cutting a passage out of stored HTML, and putting passages into their places."""

from html.parser import HTMLParser

import pytest

from practica.kit.markup import Target, parse, to_html
from practica.kit.markup.including import MOST_PASSAGES, filled, passage, passage_of, places, unseen
from tests.kit.markup.hard_documents import a_document

VOID = {"br", "hr", "img", "input"}


class _Balance(HTMLParser):
    """Fails on a tag that is closed and was not opened, or stays open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened and self.opened.pop() == tag


def _is_balanced(html: str) -> bool:
    parser = _Balance()
    parser.feed(html)
    return parser.opened == []


def _html(markdown: str) -> str:
    return to_html(parse(markdown), links=lambda link: Target("/e/abcdefghjkmn#h-a"))


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_every_passage_of_a_hard_document_is_balanced(start):
    for seed in range(start, start + 50):
        html = to_html(a_document(seed))
        for line in html.split(' id="')[1:]:
            found = passage(html, line.split('"')[0], address="/e/x")
            assert found is not None and _is_balanced(found.html), seed
            assert ' id="' not in found.html


def test_tree_and_html_cut_alike():
    body = "## A\n\none\n\n### B\n\ntwo\n\n## C\n\nthree"
    tree = parse(body)
    for anchor, words in (("h-a", ["one", "two"]), ("h-b", ["two"]), ("h-c", ["three"])):
        html = passage(to_html(tree), anchor, address="/e/x").html
        cut = to_html({"type": "doc", "content": passage_of(tree, anchor)})
        assert all(word in html and word in cut for word in words)
        assert ("three" in html) == ("three" in cut) == ("three" in words)
    assert passage_of(tree, "h-zz") is None and passage(to_html(tree), "h-zz", address="/") is None


def test_places_are_found_wherever_a_block_may_stand():
    html = _html("::include[[A]]\n\n- x\n\n  ::include[[B]]\n\n> ::include[[C]]\n\ntext ::include[[D]]")
    assert len(places(html)) == 3
    assert filled(html, lambda place: unseen("Nothing")).count("Nothing") == 3


def test_words_that_look_like_a_place_are_none():
    html = _html(
        '`<div class="include">`\n\n```\n<div class="include"><p dir="auto"><a href="/e/abcdefghjkmn">\n```'
    )
    assert places(html) == []


def test_only_so_many_places_are_filled():
    html = _html("\n\n".join(["::include[[A]]"] * (MOST_PASSAGES + 5)))
    assert filled(html, lambda place: unseen("Nothing")).count("Nothing") == MOST_PASSAGES
