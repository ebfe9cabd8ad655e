"""An outside change as an edit: a live document is brought to a new tree by changing only what differs.

Cursors, and what others type elsewhere at the same moment, survive: nodes that are equal are not touched,
a node that changed keeps its identity, and in a text only the words that differ are replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from practica.kit.markup.tree import Node
from practica.kit.markup.ydoc.documents import FRAGMENT
from practica.kit.markup.ydoc.parts import Element, Marks, Part, Words, parts_of, write, write_words, written

# Comparing each with each takes its time: longer stretches are paired in order.
MOST_COMPARED = 2_500
ALIKE = 0.3
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

Pair = tuple[int, int]
Letters = list[tuple[str, Marks]]


def apply_as_edit(document: Doc, tree: Node) -> None:
    """Change ``document`` so that it says what ``tree`` says; nothing is written where nothing differs."""
    fragment = document.get(FRAGMENT, type=XmlFragment)
    with document.transaction():
        _edit_children(fragment, written(fragment), parts_of(tree["content"]))


def _edit_children(parent: XmlFragment | XmlElement, old: Sequence[Part], new: Sequence[Part]) -> None:
    start, end = _same_ends(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    pairs = _pairs(before, after)
    # From the back, so that places further on are still right.
    last_old, last_new = len(before), len(after)
    for at_old, at_new in [*reversed(pairs), (-1, -1)]:
        _replace(parent, start, (at_old + 1, last_old), after[at_new + 1 : last_new])
        if at_old >= 0 and before[at_old] != after[at_new]:
            _edit(parent.children[start + at_old], before[at_old], after[at_new])
        last_old, last_new = at_old, at_new


def _replace(
    parent: XmlFragment | XmlElement, start: int, gone: tuple[int, int], new: Sequence[Part]
) -> None:
    first, last = start + gone[0], start + gone[1]
    if last > first:
        del parent.children[first:last]
    write(parent, first, tuple(new))


def _edit(node: XmlElement | XmlText | XmlFragment, old: Part, new: Part) -> None:
    if isinstance(old, Words) and isinstance(new, Words) and isinstance(node, XmlText):
        _edit_words(node, old, new)
    elif isinstance(old, Element) and isinstance(new, Element) and isinstance(node, XmlElement):
        for name in old.attrs:
            if name not in new.attrs:
                del node.attributes[name]
        for name, value in new.attrs.items():
            if old.attrs.get(name) != value:
                node.attributes[name] = value
        _edit_children(node, old.children, new.children)


def _same_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many are equal at the start, and how many of the others at the end."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _pairs(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """Which of the old parts become which of the new ones, in order; the others go, or come."""
    if len(old) == len(new):
        return [(at, at) for at in range(len(old)) if _same_sort(old[at], new[at])]
    if len(old) * len(new) > MOST_COMPARED:
        return _in_order(old, new)
    return _best(old, new)


def _in_order(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    keys = [[repr(part) for part in parts] for parts in (old, new)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    pairs: list[Pair] = []
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            both = zip(range(first, last), range(new_first, new_last), strict=False)
            pairs += [(a, b) for a, b in both if _same_sort(old[a], new[b])]
    return pairs


def _best(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """The pairs in order that are most alike together."""
    texts = [_said(part) for part in old], [_said(part) for part in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[0.0] * len(new) for _ in range(len(old))]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            if _same_sort(old[a], new[b]):
                same = old[a] == new[b]
                alike[a][b] = 2.0 if same else _likeness(texts[0][a], texts[1][b])
            taken = alike[a][b] + best[a + 1][b + 1] if alike[a][b] > ALIKE else 0.0
            best[a][b] = max(best[a + 1][b], best[a][b + 1], taken)
    pairs: list[Pair] = []
    a = b = 0
    while a < len(old) and b < len(new):
        if alike[a][b] > ALIKE and best[a][b] == alike[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _likeness(old: str, new: str) -> float:
    start, end = _same_ends(old, new)
    return (start + end) / max(len(old), len(new), 1)


def _same_sort(old: Part, new: Part) -> bool:
    if isinstance(old, Element) and isinstance(new, Element):
        return old.name == new.name
    return isinstance(old, Words) and isinstance(new, Words)


def _said(part: Part) -> str:
    if isinstance(part, Words):
        return part.text
    return "".join([*map(str, part.attrs.values()), *map(_said, part.children)])


def _edit_words(node: XmlText, old: Words, new: Words) -> None:
    if old.text == new.text:
        _format(node, old, new)
        return
    before, after = _letters(old), _letters(new)
    start, end = _same_ends(before, after)
    middle, wanted = before[start : len(before) - end], after[start : len(after) - end]
    at = _size(before[:start])
    # From the back, as with nodes.
    for first, last, words in reversed(list(_changes(middle, wanted))):
        begin = at + _size(middle[:first])
        if last > first:
            del node[begin : begin + _size(middle[first:last])]
        write_words(node, begin, _runs(words))


def _changes(old: Letters, new: Letters) -> Iterator[tuple[int, int, Letters]]:
    """What of ``old`` is replaced by what, word by word."""
    tokens = _tokens(old), _tokens(new)
    if len(tokens[0]) * len(tokens[1]) > MOST_COMPARED * 100:
        yield 0, len(old), new
        return
    keys = [[repr(token) for token in side] for side in tokens]
    places = [_places(side) for side in tokens]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            yield places[0][first], places[0][last], new[places[1][new_first] : places[1][new_last]]


def _tokens(letters: Letters) -> list[Letters]:
    text = "".join(letter for letter, _ in letters)
    return [letters[found.start() : found.end()] for found in _TOKEN.finditer(text)]


def _places(tokens: list[Letters]) -> list[int]:
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _letters(words: Words) -> Letters:
    return [(letter, marks) for text, marks in words.runs for letter in text]


def _runs(letters: Letters) -> tuple[tuple[str, Marks], ...]:
    runs: list[tuple[str, Marks]] = []
    for letter, marks in letters:
        if runs and runs[-1][1] == marks:
            runs[-1] = (runs[-1][0] + letter, marks)
        else:
            runs.append((letter, marks))
    return tuple(runs)


def _size(letters: Letters) -> int:
    return sum(len(letter.encode()) for letter, _ in letters)


def _format(node: XmlText, old: Words, new: Words) -> None:
    """Give the same words their new marks, where those differ."""
    at = 0
    both = list(zip(_letters(old), _letters(new), strict=True))
    for letters in _alike_runs(both):
        (_, before), (_, after) = letters[0]
        size = sum(len(letter.encode()) for (letter, _), _ in letters)
        if before != after:
            gone = {name: None for name in before if name not in after}
            node.format(at, at + size, {**gone, **after})
        at += size


def _alike_runs(
    both: list[tuple[tuple[str, Marks], tuple[str, Marks]]],
) -> Iterator[list[tuple[tuple[str, Marks], tuple[str, Marks]]]]:
    run: list[tuple[tuple[str, Marks], tuple[str, Marks]]] = []
    for pair in both:
        if run and (run[-1][0][1], run[-1][1][1]) != (pair[0][1], pair[1][1]):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run
