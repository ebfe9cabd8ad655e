"""What a person typed, read: words, phrases in quotation marks, and what must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from practica.reach.search.engines.local import language

#: Beyond this a question is a document; its beginning says what it is about.
LONGEST_QUESTION = 8_000

#: So many words that differ are looked for.
MOST_WORDS = 100

# In a long message a hyphen before a word is a list and a quotation is a quotation: neither is a wish.
_LONGEST_WITH_WISHES = 200

_QUOTED = re.compile(r'(?P<minus>(?<!\S)-)?["“”„«](?P<phrase>[^"“”„«»]*)["“”»]')
_EXCLUDED = re.compile(r"(?<!\S)-(?=[^\W\d_])(\S+)")


@dataclass(frozen=True, kw_only=True)
class Question:
    """``words`` in order and with repetitions, without common ones; ``running`` with them.

    A phrase is a list of words as the index has them.
    """

    text: str
    words: tuple[str, ...]
    running: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    def without_quotation_marks(self) -> Question:
        """The same words, wherever they stand."""
        return replace(self, phrases=())


def read(text: str) -> Question:
    """Read what was typed. Every text is a question; one without words asks for nothing."""
    text = text[:LONGEST_QUESTION]
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []

    def take(match: re.Match[str]) -> str:
        found = _as_written(match["phrase"])
        if found:
            (excluded if match["minus"] else phrases).append(found)
        return " " if match["minus"] else f" {match['phrase']} "

    def leave_out(match: re.Match[str]) -> str:
        excluded.append(_as_written(match[1]))
        return " "

    rest = text
    if len(text) <= _LONGEST_WITH_WISHES:
        rest = _EXCLUDED.sub(leave_out, _QUOTED.sub(take, text))
    running = language.spoken(rest)
    telling = [word for word in running if word not in language.STOP_WORDS] or running
    kept = set(list(dict.fromkeys(telling))[:MOST_WORDS])
    return Question(
        text=rest.strip(),
        words=tuple(word for word in telling if word in kept),
        running=tuple(running),
        phrases=tuple(phrases),
        excluded=tuple(words for words in excluded if words),
    )


def _as_written(text: str) -> tuple[str, ...]:
    return tuple(language.stem(word, "") for word in language.spoken(text))
