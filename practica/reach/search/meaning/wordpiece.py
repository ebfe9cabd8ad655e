"""Text cut into the pieces of words that BERT models know (WordPiece), without any library.

Held equal to the models' own tokenizer by a test; most words come again and again and are remembered.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_LONGEST_WORD = 100
_CONTROLS = frozenset({"Cc", "Cf", "Co"})

_PLAIN = re.compile(r"[A-Za-z0-9]+|[^\sA-Za-z0-9\x00-\x1f\x7f]")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Each of these letters is a word: the blocks of the ideographs, as the models were taught.
_IDEOGRAPH = re.compile(
    "[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f"
    "\U0002b820-\U0002ceaf\uf900-\ufaff\U0002f800-\U0002fa1f]"
)


class WordPieces:
    """The vocabulary of one model. ``lower``: whether it knows small letters without accents only."""

    def __init__(self, pieces: Iterable[str], *, lower: bool = True) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self._lower = lower
        try:
            self._unknown, self._first, self._last = (self._ids[mark] for mark in ("[UNK]", "[CLS]", "[SEP]"))
        except KeyError as missing:
            raise ValueError(f"the vocabulary lacks {missing}") from None
        self._pieces_of = lru_cache(maxsize=50_000)(self._cut)

    @classmethod
    def of_folder(cls, folder: Path) -> WordPieces:
        """The vocabulary beside a model: ``vocab.txt``, or the one in ``tokenizer.json``.

        Raises ValueError for a tokenizer of another kind, OSError when there is none.
        """
        lower = _lowers(folder / "tokenizer_config.json")
        plain = folder / "vocab.txt"
        if plain.exists():
            return cls(plain.read_text(encoding="utf-8").splitlines(), lower=lower)
        model = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8")).get("model", {})
        if model.get("type") != "WordPiece":
            raise ValueError(f"its tokenizer is of the kind {model.get('type')}, not WordPiece")
        vocabulary: dict[str, int] = model["vocab"]
        return cls(sorted(vocabulary, key=vocabulary.__getitem__), lower=lower)

    def ids(self, text: str, *, most: int) -> list[int]:
        """The numbers of the pieces of ``text``, ``most`` at most, with the marks of beginning and end."""
        found = [self._first]
        for word in self._words(text[: most * 40]):
            found += self._pieces_of(word)
            if len(found) >= most:
                break
        del found[most - 1 :]
        return [*found, self._last]

    def _words(self, text: str) -> list[str]:
        if text.isascii():
            return _PLAIN.findall(_DROPPED.sub("", text.lower() if self._lower else text))
        text = "".join(" " if letter.isspace() else letter for letter in text if not _is_control(letter))
        text = _IDEOGRAPH.sub(r" \g<0> ", text)
        if self._lower:
            apart = unicodedata.normalize("NFD", text)
            text = "".join(letter for letter in apart if unicodedata.category(letter) != "Mn").lower()
        return "".join(f" {letter} " if _is_mark(letter) else letter for letter in text).split()

    def _cut(self, word: str) -> tuple[int, ...]:
        """The longest piece the word begins with, then the longest that goes on from there, to its end."""
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                number = self._ids.get(word[start:end] if not start else f"##{word[start:end]}")
                if number is not None:
                    break
            else:
                return (self._unknown,)
            found.append(number)
            start = end
        return tuple(found)


def _lowers(config: Path) -> bool:
    return (
        bool(json.loads(config.read_text(encoding="utf-8")).get("do_lower_case", True))
        if config.exists()
        else True
    )


@lru_cache(maxsize=10_000)
def _is_control(letter: str) -> bool:
    return letter not in "\t\n\r" and (letter == "\ufffd" or unicodedata.category(letter) in _CONTROLS)


@lru_cache(maxsize=10_000)
def _is_mark(letter: str) -> bool:
    if letter.isascii():
        return not letter.isalnum() and not letter.isspace()
    return unicodedata.category(letter).startswith("P")
