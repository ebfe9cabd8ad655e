"""Words that were meant: the index's own words near to one that was mistyped.

Nothing is learnt from documents that the reader may not see: whether a word is known, and how often it is
used, is counted among hers only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from practica.reach.search.engines.local import language, vocabulary
from practica.reach.search.engines.local.snapshot import Snapshot

#: So many of the most frequent words of an index can be meant.
MOST_WORDS = 200_000

# Shorter words have too many neighbours; from seven letters on two slips are looked for.
_SHORTEST, _TWO_SLIPS_FROM = 4, 7

# So short a word beginning with another letter is most likely a name, a code, another word altogether: "Ulan"
# is no "plan". Letters in the wrong order are a slip at any length.
_NAMED_UP_TO = 4

# So many words of one question are checked, and so many neighbours of each are counted.
_MOST_CHECKED, _MOST_COUNTED = 32, 12

# A rare word is kept and the neighbour added when that is so many times more frequent.
_MUCH_MORE_FREQUENT = 20

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass
class Lexicon:
    """The words of an index with the number of documents they are in."""

    counts: dict[str, int]
    documents: int
    letters: str = _LETTERS
    _shelves: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, snapshot: Snapshot) -> Lexicon:
        """The most frequent words of ``snapshot``: about a second for a million different words."""
        found = snapshot.searcher.terms_with_prefix("exact", "", limit=MOST_WORDS)
        counts = {word: count for word, count in found if _is_word(word)}
        # Letters that are not Latin are tried only when the index has them.
        others = {letter for word in list(counts)[:5_000] for letter in word if letter > "z"}
        lexicon = cls(counts, snapshot.searcher.num_docs, _LETTERS + "".join(sorted(others)[:60]))
        for word in counts:
            if len(word) >= _TWO_SLIPS_FROM - 2:
                lexicon._shelves[word[0], len(word)].append(word)
        return lexicon

    def near(self, word: str) -> list[tuple[str, int]]:
        """(word, slips) of the neighbours of ``word``, those with one slip first, then the more frequent."""
        found = [
            (near, 1)
            for near in _one_slip(word, self.letters)
            if near in self.counts and near != word and _may_be_meant(word, near)
        ]
        if not found and len(word) >= _TWO_SLIPS_FROM:
            found = [(near, 2) for near in self._shelved_like(word) if _slips(word, near) == 2]
        elif not found:
            found = [(near, 2) for near in self._begun_with(word)]
        # The word itself last: of equals every process shall choose the same.
        found.sort(key=lambda each: (_far(word, *each), -self.counts[each[0]], each[0]))
        return found[:_MOST_COUNTED]

    def _shelved_like(self, word: str) -> list[str]:
        """Words with the same first letter that share one third of ``word``: two slips leave one whole."""
        third = len(word) // 3
        a, b, c = word[:third], word[third : 2 * third], word[2 * third :]
        letters = set(word)
        return [
            near
            for size in range(len(word) - 2, len(word) + 3)
            for near in self._shelves.get((word[0], size), ())
            if (a in near or b in near or c in near) and len(letters.symmetric_difference(near)) <= 4
        ]

    def _begun_with(self, word: str) -> list[str]:
        """Words that ``word`` is but for the last two letters; two slips in a short one would be anything."""
        return [near for near in self._shelves.get((word[0], len(word) + 2), ()) if near.startswith(word)]


Meant = list[tuple[str, float]]


def meant_by(
    words: Sequence[str], *, lexicon: Callable[[], Lexicon], snapshot: Snapshot, scopes: Sequence[str]
) -> dict[str, Meant]:
    """For each word that needs it, the (word, weight) pairs to look for instead, the likeliest first.

    A word that the reader's documents know well is not in the answer. ``lexicon`` is asked for only when
    some word is unknown or rare.
    """
    folded = {word: language.stem(word, "") for word in dict.fromkeys(words)}
    checked = [word for word in folded if _is_word(folded[word])][:_MOST_CHECKED]
    known = max(3, snapshot.size(scopes) * 0.0005)
    checked = [word for word in checked if snapshot.surely_holding(folded[word], scopes) <= known]
    held = snapshot.holding({folded[word] for word in checked}, scopes)
    rare = [word for word in checked if held[folded[word]] <= known]
    # Nobody wrote "mount", but "mounting" stands there: that is what it finds. And nobody wrote "shakes", but
    # it is a word: who types it means it, and its meaning may be what is found.
    rare = [
        word
        for word in rare
        if held[folded[word]]
        or not (vocabulary.holds(folded[word]) or snapshot.holds_form_of(folded[word], scopes))
    ]
    if not rare:
        return {}
    near = {word: lexicon().near(folded[word]) for word in rare}
    hers = snapshot.holding({other for others in near.values() for other, _ in others}, scopes)
    answer = {}
    for word in rare:
        counted = [(other, slips, hers[other]) for other, slips in near[word] if hers[other]]
        if meant := _choose(folded[word], counted, holding=held[folded[word]], spoken=word):
            answer[word] = meant
    return answer


def _choose(word: str, near: list[tuple[str, int, int]], *, holding: int, spoken: str) -> Meant:
    """What ``word`` stands for: its likeliest neighbours when nobody wrote it, one more when few did."""
    if not near:
        return []
    near.sort(key=lambda each: (_far(word, each[0], each[1]), -each[2]))
    nearest, slips, count = near[0]
    if not holding:
        best = [other for other, far, _ in near if far == slips][:3]
        return [(other, 0.35 if at else 0.9) for at, other in enumerate(best)]
    if slips == 1 and count >= _MUCH_MORE_FREQUENT * holding:
        return [(spoken, 1.0), (nearest, 0.4)]
    return []


def _far(word: str, other: str, slips: int) -> float:
    """Slips, and half a one more for the first letter, which is seldom wrong."""
    return slips + (other[0] != word[0]) * 0.5


def _may_be_meant(word: str, near: str) -> bool:
    """Whether somebody who typed ``word`` may have meant ``near``, which is one slip away."""
    return len(word) > _NAMED_UP_TO or near[0] == word[0] or sorted(near) == sorted(word)


def _is_word(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha()


def _one_slip(word: str, letters: str) -> set[str]:
    """Everything one slip away: a letter left out, doubled or added, changed, or two swapped."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    near = {a + b[1:] for a, b in cuts if b}
    near.update(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    near.update(a + letter + b[1:] for a, b in cuts if b for letter in letters)
    near.update(a + letter + b for a, b in cuts for letter in letters)
    return near


def _slips(a: str, b: str) -> int:
    """Letters left out, added, changed or swapped between ``a`` and ``b``; 3 means three or more."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > 2:
            return 3
    return min(row[-1], 3)
