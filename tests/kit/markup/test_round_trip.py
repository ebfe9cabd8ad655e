"""What is written reads back: the promise between parser and serializer."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practica.kit.markup import parse, plain_text, to_markdown
from tests.kit.markup.hard_documents import a_document, tidied

CASES = {
    "escaped hash": "\\# not a heading\n",
    "escaped number": "1\\. not a list\n",
    "bar in a cell": "| a\\|b | `c\\|d` |\n| --- | :-: |\n| 1 | 2 |\n",
    "fence in a fence": "````\n```\nx\n```\n````\n",
    "bracket in an address": "[x](<a(b>)\n",
    "callout with title": "> [!TIP] In short\n> Words **here**.\n",
    "callout without title": "> [!NOTE]\n> Words.\n",
    "toggle": "> [!TOGGLE] More _about_ it\n> Words.\n>\n> - one\n",
    "toggle without words": "> [!TOGGLE]\n> Words.\n",
    "tasks": "- [x] done\n- [ ] open\n",
    "footnotes": "Said before[^1].\n\n[^1]: In the report.\n",
    "wiki links": "[[Pump seals]] and [[Pump seals|the page]]\n",
    "mention": "Ask @[Ann B](user:ann-b).\n",
    "maths": "So $a_1|b$ and\n\n$$\n\\frac{1}{2}\n$$\n",
    "embed": "::embed[https://example.org/v?x=1]\n",
    "included passage": "::include[[Pump seals#Before you start]]\n",
    "included passage in a list": "- one\n\n  ::include[[Pump seals]]\n",
    "picture with size": '<img src="a.png" alt="A &quot;b&quot;" width="200">\n',
    "picture with title": '![alt](a.png "A title")\n',
    "small tags": "<kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>new</mark>\n",
    "bare address": "<https://example.org/a_b>\n",
    "lists side by side": "- a\n\n* b\n\n1. c\n\n1) d\n",
    "hard break": "a\\\nb\n",
    "money": "It costs $5.\n",
    "struck": "~~old~~ new\n",
    "placeholder": "\\<your-name>\n",
}


@pytest.mark.parametrize("markdown", CASES.values(), ids=CASES)
def test_plain_spelling_is_left_as_it_is(markdown):
    assert to_markdown(parse(markdown)) == markdown


def test_hard_documents_read_back_the_same():
    failed = []
    for seed in range(1500):
        tree = tidied(a_document(seed))
        written = to_markdown(tree)
        read = parse(written)
        if read != tree or to_markdown(read) != written or plain_text(read) != plain_text(tree):
            failed.append(seed)
    assert failed == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_kept(words):
    tree = tidied({"type": "paragraph", "content": [{"type": "text", "text": words}]})
    read = parse(to_markdown({"type": "doc", "content": [tree]}))
    assert read["content"] == [tree]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab *_~`[]()!<>&#-+1.\n\t|\\$:@\"'=", max_size=80))
def test_opening_and_saving_any_markdown_settles_at_once(markdown):
    once = to_markdown(parse(markdown))
    assert parse(once) == parse(markdown)
    assert to_markdown(parse(once)) == once
