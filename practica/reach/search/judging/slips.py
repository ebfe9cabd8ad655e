"""The slip of the finger that a robust search forgives."""

from __future__ import annotations

import random

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST = 4


def with_slips(text: str, *, words: int = 1, seed: int = 7) -> str:
    """``text`` with one edit in each of ``words`` words of four letters or more; the same for the same seed.

    Two letters swapped, one left out, doubled, or hit beside; the first letter is seldom the wrong one.
    """
    dice = random.Random(f"{seed}|{text}")  # noqa: S311 - a measurement, no secret
    typed = text.split(" ")
    long = [at for at, word in enumerate(typed) if sum(letter.isalpha() for letter in word) >= _SHORTEST]
    for at in dice.sample(long, min(words, len(long))):
        typed[at] = _mistyped(typed[at], dice)
    return " ".join(typed)


def _mistyped(word: str, dice: random.Random) -> str:
    start = 0 if dice.random() < 0.1 else 1
    at = dice.choice([place for place in range(start, len(word)) if word[place].isalpha()])
    slip = dice.choice("sdan")
    if slip == "s" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if slip == "d":
        return word[:at] + word[at + 1 :]
    if slip == "a":
        return word[:at] + word[at] + word[at:]
    return word[:at] + dice.choice(_beside(word[at].lower())) + word[at + 1 :]


def _beside(letter: str) -> list[str]:
    """The keys around ``letter``."""
    for y, row in enumerate(_KEYS):
        x = row.find(letter)
        if x >= 0:
            around = [(b, a) for b in (y - 1, y, y + 1) if 0 <= b < len(_KEYS) for a in (x - 1, x, x + 1)]
            return [_KEYS[b][a] for b, a in around if 0 <= a < len(_KEYS[b]) and (a, b) != (x, y)]
    return list("etaoin")
