"""A tree goes into a Yjs document and comes back; so does the Markdown it was read from."""

import random

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from practica.kit.markup import parse, to_markdown
from practica.kit.markup.serialize import _FAMILY, _WRITERS
from practica.kit.markup.tree import INLINE, TEXT_BLOCKS
from practica.kit.markup.ydoc import apply_as_edit, document_from, from_ydoc, into_ydoc, size_of
from practica.kit.markup.ydoc.attributes import ATTRIBUTES as _ATTRS
from practica.kit.markup.ydoc.shape import _HOLDERS, _LEAVES
from practica.kit.markup.ydoc.shape import _INLINE as _LIVE_INLINE
from tests.kit.markup.hard_documents import a_document, tidied

SAMPLE = """# Pump seals

Words **bold** and **_both_** and `code`, see [[Seals|the page]] or @[Ann B](user:ann-b): $a_1$, 中文 🙂 é.

[![alt](a.png "A title")](/there "Where") beside [a **link**](b.md#c "So")

> [!TIP] In short
> Words.

> [!TOGGLE] More
> Inside.

- [x] done
- [ ] open

3. three
4. four
   - inner

| a | b |
| --- | :-: |
| 1 | **2** |

```python
x = 1
```

$$
a+b
$$

::embed[https://example.org/v]

---
"""


def live(tree):
    document = Doc()
    into_ydoc(tree, document)
    return document_from([document.get_update()])


def test_hard_documents_come_back_the_same():
    failed = []
    for seed in range(1500):
        tree = tidied(a_document(seed))
        read = from_ydoc(live(tree))
        if read != tree or to_markdown(read) != to_markdown(tree):
            failed.append(seed)
    assert failed == []


def test_markdown_of_hard_documents_is_not_changed_by_opening_and_saving():
    failed = []
    for seed in range(1500, 3000):
        markdown = to_markdown(tidied(a_document(seed)))
        if to_markdown(from_ydoc(live(parse(markdown)))) != markdown:
            failed.append(seed)
    assert failed == []


def test_a_page_with_everything_comes_back_letter_by_letter():
    assert to_markdown(from_ydoc(live(parse(SAMPLE)))) == SAMPLE


def test_a_document_is_brought_to_any_other():
    failed = []
    for seed in range(600):
        tree, wanted = tidied(a_document(seed)), tidied(a_document(seed + 7000))
        document = live(tree)
        apply_as_edit(document, wanted)
        if from_ydoc(document) != wanted:
            failed.append(seed)
    assert failed == []


def test_a_few_changes_here_and_there_are_brought_over():
    failed = []
    for seed in range(400):
        chance = random.Random(seed)
        tree = {
            "type": "doc",
            "content": [b for n in range(6) for b in tidied(a_document(seed * 10 + n))["content"]],
        }
        wanted = {**tree, "content": list(tree["content"])}
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(wanted["content"]))
            match chance.randrange(4):
                case 0:
                    del wanted["content"][place]
                case 1:
                    wanted["content"].insert(place, tidied(a_document(chance.randrange(9999)))["content"][0])
                case 2:
                    wanted["content"][place] = tidied(a_document(chance.randrange(9999)))["content"][0]
                case 3:
                    chance.shuffle(wanted["content"])
            wanted["content"] = wanted["content"] or [{"type": "paragraph"}]
        document = live(tree)
        apply_as_edit(document, wanted)
        if from_ydoc(document) != wanted:
            failed.append(seed)
    assert failed == []


def test_the_same_tree_changes_nothing():
    document = live(parse(SAMPLE))
    before = document.get_update()
    apply_as_edit(document, parse(SAMPLE))
    assert document.get_update() == before


@pytest.mark.parametrize(
    ("old", "new", "typed_at", "merged"),
    [
        ("One two three.", "One 2 three.", 14, "One 2 three.X"),
        ("One two three.", "1 two 3.", 5, "1 tXwo 3."),
        ("Éins zwei drei.", "Éins zwo drei.", 0, "XÉins zwo drei."),
        ("One two three.", "**One** two three.", 14, "**One** two three.X"),
    ],
)
def test_what_is_typed_beside_an_outside_change_stays(old, new, typed_at, merged):
    document = live(parse(old))
    typing = document_from([document.get_update()])
    apply_as_edit(document, parse(new))

    words = typing.get("default", type=XmlFragment).children[0].children[0]
    words.insert(len(old[:typed_at].encode()), "X")
    document.apply_update(typing.get_update())

    assert to_markdown(from_ydoc(document)) == merged + "\n"


def test_a_paragraph_above_does_not_touch_the_ones_below():
    document = live(parse("First one.\n\nSecond one.\n\nThird one."))
    second = document.get("default", type=XmlFragment).children[1]
    apply_as_edit(document, parse("New first.\n\nFirst one, changed.\n\nSecond one.\n\nThird one, too."))

    assert document.get("default", type=XmlFragment).children[2] == second


NAMES = [
    "paragraph",
    "heading",
    "listItem",
    "bulletList",
    "taskList",
    "table",
    "tableRow",
    "tableCell",
    "codeBlock",
    "image",
    "mention",
    "mathInline",
    "wikiLink",
    "hardBreak",
    "callout",
    "script",
    "embed",
    "mathBlock",
    "doc",
    "orderedList",
    "toggle",
    "toggleSummary",
    "include",
]
ATTRIBUTES = [
    "level",
    "start",
    "src",
    "id",
    "label",
    "tex",
    "kind",
    "checked",
    "href",
    "url",
    "target",
    "width",
    "language",
    "align",
    "title",
    "alt",
    "height",
    "hrefTitle",
]
MARKS = ["bold", "link", "code", "odd", "bold--abcdefgh"]
VALUES = [None, 3, -2.5, float("inf"), True, "x", "", "a\nb]](<", {"a": 1}, [1], "javascript:x", "\x00"]


def _garbage(chance, parent, depth=0):
    """Puts what no editor of ours would send into ``parent``."""
    for _ in range(chance.randint(0, 4)):
        if chance.random() < 0.4:
            text = XmlText("")
            parent.children.append(text)
            for _ in range(chance.randint(0, 3)):
                marks = {name: _formatting(chance) for name in MARKS if chance.random() < 0.3}
                text.insert(0, chance.choice(["words", "é\n", "|x|", "> a", "\u200b", " "]), marks)
        else:
            attrs = {name: chance.choice(VALUES) for name in ATTRIBUTES if chance.random() < 0.3}
            element = XmlElement(chance.choice(NAMES), attrs)
            parent.children.append(element)
            if depth < 5:
                _garbage(chance, element, depth + 1)


def _formatting(chance):
    return chance.choice([{}, {"href": chance.choice(VALUES)}, 3, "y", True])


def test_whatever_a_browser_sends_can_be_saved():
    for seed in range(600):
        document = Doc()
        _garbage(random.Random(seed), document.get("default", type=XmlFragment))
        tree = from_ydoc(document)
        written = to_markdown(tree)
        assert to_markdown(parse(written)) == to_markdown(parse(to_markdown(parse(written)))), seed
        apply_as_edit(document, parse(SAMPLE))
        assert to_markdown(from_ydoc(document)) == SAMPLE


def test_what_is_nested_without_end_is_read_as_far_as_anybody_could_follow():
    document = Doc()
    inner = document.get("default", type=XmlFragment)
    for _ in range(5000):
        element = XmlElement("blockquote")
        inner.children.append(element)
        inner = element
    parse(to_markdown(from_ydoc(document)))
    assert size_of(document).depth == 5000


def test_every_node_of_the_dialect_has_a_live_form():
    names = {"listItem", "taskItem", *_WRITERS, *_FAMILY, *INLINE} - {"text"}
    assert names <= {*_HOLDERS, *_ATTRS, *_LEAVES, *_LIVE_INLINE, *TEXT_BLOCKS, "codeBlock", "listItem"}
