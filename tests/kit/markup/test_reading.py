"""Outline, links, passages and plain words of a body."""

import pytest

from practica.kit.markup import (
    anchor_of,
    links,
    outline,
    parse,
    passages,
    plain_text,
    render,
    rewrite,
    summary,
    to_html,
)
from practica.kit.markup.plain import WORD
from tests.kit.markup.hard_documents import a_document


def test_headings_have_unique_ids_and_move_down_when_the_body_uses_the_title_level():
    found = outline(parse("# A b!\n\n## A b\n\n> ## Quote's\n\n###### A b"))
    assert [(heading.level, heading.id) for heading in found] == [
        (2, "h-a-b"), (3, "h-a-b-1"), (3, "h-quotes"), (6, "h-a-b-2"),
    ]  # fmt: skip


def test_a_body_without_title_level_keeps_its_levels():
    assert [heading.level for heading in outline(parse("## A\n\n### B"))] == [2, 3]


def test_headings_of_other_scripts_keep_their_words():
    assert outline(parse("## Dichtungen für Öl\n\n## ポンプ"))[1].id == "h-ポンプ"
    assert anchor_of("#Part") == "h-part"


def test_every_link_is_found_with_its_kind():
    body = "[a](b.md) [c](d.pdf#p2) [e](https://f.g) [h](#i) [[J|k]] @[L](user:m) ![n](o.png)"
    body += "\n\n::embed[https://p.q]"
    assert [(link.kind, link.href, link.text) for link in links(parse(body))] == [
        ("page", "b.md", "a"), ("file", "d.pdf#p2", "c"), ("outside", "https://f.g", "e"),
        ("anchor", "#i", "h"),
        ("wiki", "J", "k"), ("mention", "m", "L"), ("file", "o.png", "n"),
        ("outside", "https://p.q", "https://p.q"),
    ]  # fmt: skip


def test_a_picture_in_a_link_is_two_links():
    found = links(parse("[![alt](a.png)](b.md)"))
    assert [(link.kind, link.text) for link in found] == [("page", "alt"), ("file", "alt")]


def test_links_are_rewritten_where_the_mapping_answers():
    body = "[one **two**](a.md#x) [[Old]] ![p](p.png)\n\n| [c](a.md) |\n| --- |\n"
    answers = {"a.md#x": "/e/1#x", "a.md": "/e/1", "Old": "New", "p.png": "/files/1/p.png"}
    assert rewrite(body, lambda link: answers.get(link.href)) == (
        "[one **two**](/e/1#x) [[New]] ![p](/files/1/p.png)\n\n| [c](/e/1) |\n| --- |\n"
    )


def test_a_body_without_changed_links_is_returned_letter_by_letter():
    body = "*a*\n* [b](c.md)\n"
    assert rewrite(body, lambda link: None) == body


def test_passages_overlap_and_stay_under_one_heading():
    words = " ".join(f"w{number}" for number in range(400))
    found = passages(render(f"Before.\n\n## One\n\n{words}\n\n## Two\n\nEnd.\n\n## Empty").html)
    assert [(passage.anchor, passage.heading) for passage in found] == [
        ("", ""), ("h-one", "One"), ("h-one", "One"), ("h-one", "One"), ("h-two", "Two"),
        ("h-empty", "Empty"),
    ]  # fmt: skip
    one = [passage.text.split() for passage in found[1:4]]
    assert one[0][-25:] == one[1][:25]
    assert {word for text in one for word in text} == set(words.split())
    assert found[-1].text == "Empty"


def test_a_passage_ends_with_a_sentence_when_one_is_near():
    sentence = " ".join(["word"] * 13) + " end."
    assert passages(render(" ".join([sentence] * 30)).html)[0].text.endswith("end.")


def test_a_passage_of_code_keeps_its_place_under_a_nested_heading():
    found = passages(render("> ## Inner\n>\n> text\n\n## Outer\n\nmore").html)
    assert [(passage.heading, passage.text) for passage in found] == [("", "Inner\ntext"), ("Outer", "more")]


def test_the_summary_is_the_first_paragraph_cut_between_words():
    assert summary(parse("# Title\n\n![x](y.png)\n\nFirst **words**.\n\nSecond.")) == "x"
    cut = summary(parse("word " * 100))
    assert len(cut) <= 240
    assert cut.endswith("word…")


def test_plain_text_holds_every_word_and_no_spelling():
    body = "## A\n\n- [x] b [[C|d]]\n\n| e | f |\n|---|---|\n| `g` | $h$ |\n\n> [!TIP] i\n> j"
    assert plain_text(parse(body)) == "A\nb d\ne\tf\ng\th\ni\nj"
    assert render(body).words == 9


def test_letters_count_as_words_where_there_are_no_blanks():
    assert render("水泵密封 pump").words == 5


@pytest.mark.parametrize("seed", range(60))
def test_passages_hold_every_word_of_hard_documents(seed):
    tree = a_document(seed)
    found = " ".join(f"{passage.heading} {passage.text}" for passage in passages(to_html(tree)))
    # Words of another page are found there. An address is shown without what all of them begin with.
    own = plain_text(without_includes(tree))
    assert set(WORD.findall(own)) - {"https"} <= set(WORD.findall(found))


def without_includes(node):
    if "content" not in node:
        return node
    kept = [without_includes(child) for child in node["content"] if child["type"] != "include"]
    return node | {"content": kept}


def test_a_passage_says_what_a_picture_shows_and_no_tags():
    html = render('a<b "c>d" ![a "quoted" > sign](https://x.y/z.png "of <it>") `&lt;`').html
    assert [passage.text for passage in passages(html)] == ['a<b "c>d" a "quoted" > sign &lt;']


def test_a_row_of_a_table_is_a_line_and_code_keeps_its_lines():
    html = render("| a | b |\n|---|---|\n| c | |\n\n```python\nif x:\n    y\n```\n\n- d\n  - e").html
    assert [passage.text for passage in passages(html)] == ["a\tb\nc\t\nif x:\n    y\nd\ne"]
