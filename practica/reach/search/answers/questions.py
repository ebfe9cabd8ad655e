"""Whether somebody asked something, or looked something up."""

from __future__ import annotations

import re

# How questions begin, and words that no list of key words holds: a language's name says which.
_OPENERS = {
    "en": "how what when where which who whom whose why can could do does did is are was were will would "
    "should shall may must has have am",
    "de": "wie was wann wo wohin woher welche welcher welches welchen welchem wer wen wem wessen warum "
    "weshalb wieso wozu womit wodurch woran worauf kann können könnte darf dürfen soll sollte muss müssen "
    "ist sind war gibt hat haben wird werden",
}
_SENTENCE_WORDS = {
    "en": "i you we they it he she my your our their the a an is are was were be been do does did have has "
    "can could should would will not this that there to for of with from into when if because",
    "de": "ich du wir ihr er sie es man mein meine unser unsere der die das den dem des ein eine einen "
    "einem einer ist sind war hat haben kann können soll muss wird werden nicht diese dieser dieses zu für "
    "von mit aus bei wenn weil dass und",
}
OPENERS = frozenset(" ".join(_OPENERS.values()).split())
SENTENCE_WORDS = frozenset(" ".join(_SENTENCE_WORDS.values()).split())

#: So many words, some of them such as only sentences have, are a sentence.
SENTENCE = 4

#: In a language whose words we do not know, so many words are one.
LONG = 8

#: Letters of a script without spaces that are as much as a sentence.
_LONG_RUN = 8

_QUESTION_MARK = re.compile(r"[?？؟՞፧⁇](?:\s|$)")
_QUOTED = re.compile(r'-?["“”„«»][^"“”„«»]*["“”«»]|(?<!\S)-\w+')
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def is_question(text: str) -> bool:
    """Whether ``text`` asks, or says in a sentence what somebody wants to know. Key words do not.

    What is put in quotation marks is looked for as it stands and counts for nothing here.
    """
    text = _QUOTED.sub(" ", text[:2_000]).strip()
    words = [word.casefold() for word in _WORD.findall(text)]
    unspaced = len(_UNSPACED.findall(text))
    if _QUESTION_MARK.search(text):
        return len(words) >= 2 or unspaced >= SENTENCE
    if unspaced > len(text) / 2:
        return unspaced >= _LONG_RUN
    if len(words) >= 3 and words[0] in OPENERS:
        return True
    if len(words) < SENTENCE:
        return False
    return len(words) >= LONG or any(word in SENTENCE_WORDS for word in words)
