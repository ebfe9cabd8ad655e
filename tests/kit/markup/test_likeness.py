"""What did not change stays spelled as it was; what is written reads back as it should, whatever changed."""

import random

import pytest

from practica.kit.markup import parse, to_markdown
from practica.kit.markup.likeness import to_markdown_like
from tests.kit.markup.hard_documents import a_document, tidied

ODD = """Pump seals
==========

<!-- kept by hand -->

__Bold__ and *slanted* words,
on two lines. See [the list][1].

* one
* two


+ another list

| a|b |
|--|--|
| 1|2 |

~~~python
x = 1
~~~

[1]: /list "The list"

Last words.
"""


def test_a_text_without_a_change_is_left_as_it_is():
    assert to_markdown_like(parse(ODD), ODD) == ODD


@pytest.mark.parametrize(("old", "new"), [("Last words.", "Last words, changed."), ("x = 1", "x = 2")])
def test_one_changed_block_is_all_that_changes(old, new):
    tree = parse(ODD.replace(old, new))

    written = to_markdown_like(tree, ODD).splitlines()

    assert len([line for line in written if line not in ODD.splitlines()]) <= 3
    assert parse("\n".join(written)) == tree


def test_a_block_that_is_gone_takes_no_comment_and_no_address_along():
    tree = parse(ODD)
    tree["content"] = tree["content"][:-1]

    written = to_markdown_like(tree, ODD)

    assert "[1]: /list" in written and "<!-- kept by hand -->" in written
    assert "Last words" not in written
    assert parse(written) == tree


def test_hard_documents_with_changes_read_back_as_they_should():
    failed, kept, blocks = [], 0, 0
    for seed in range(150):
        chance = random.Random(seed)
        source = "\n\n".join(_spelled(chance, seed * 7 + part) for part in range(4))
        tree = parse(source)
        content = tree["content"]
        for _ in range(chance.randint(0, 2)):
            place = chance.randrange(len(content))
            other = tidied(a_document(chance.randrange(9999)))["content"]
            content[place : place + chance.randint(0, 1)] = other[: chance.randint(0, 1)]
            content[:] = content or [{"type": "paragraph"}]
        written = to_markdown_like(tree, source)
        if parse(written) != parse(to_markdown(tree)):
            failed.append(seed)
        kept += sum(block in source for block in written.split("\n\n"))
        blocks += len(written.split("\n\n"))
    assert failed == []
    assert kept / blocks > 0.7


def _spelled(chance, seed):
    """A document spelled in a way that is not ours."""
    written = to_markdown(tidied(a_document(seed)))
    if chance.random() < 0.5:
        written = written.replace("\n- ", "\n* ").replace("**", "__")
    return written + "\n" * chance.randint(0, 2)
