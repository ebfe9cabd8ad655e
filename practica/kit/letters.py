"""Which old encoding bytes are in that are no UTF-8: by the letters that would stand in them."""

from __future__ import annotations

import re

# Guessing reads the bytes several times; so much, from the first letter that tells anything, is enough.
_SAMPLE = 32 * 1024
_BEFORE = 256
_MARKS = "«»“”„‘’‚–—…•°§·©®€±µ×\u00a0"
# What single languages write, by the encoding of their old files. All letters of an encoding together tell
# too little: Czech bytes give Danish, French and Spanish letters (“Dvoøák”), but nobody writes those beside
# each other. Of two that fit alike the first is taken; Turkish bytes also give the letters of Icelandic.
_LANGUAGES = [
    ("cp1252", "äöüßé"),
    ("cp1252", "åäöæøéü"),
    ("cp1252", "åäöõüšž"),
    ("cp1252", "àâæçèéêëîïôœùûüÿ"),
    ("cp1252", "àèéìíîòóùú"),
    ("cp1252", "áéíñóúüç¿¡"),
    ("cp1252", "áâãàçéêíóôõúü"),
    ("cp1254", "âçğıîöşûüİ"),
    ("cp1250", "ąćęłńóśźż"),
    ("cp1250", "áčďéěíňóřšťúůýž"),
    ("cp1250", "áäčďéíĺľňóôŕšťúýž"),
    ("cp1250", "áéíóöőúüű"),
    ("cp1250", "ăâîşţ"),
    ("cp1250", "čćđšž"),
    ("iso8859_2", "ąćęłńóśźż"),
    ("iso8859_2", "áäčďéěíĺľňóôŕřšťúůýž"),
    ("cp1252", "áéíóúýþæðö"),
]
# What those write together who write Latin letters, the likeliest first: a list may hold names of many
# countries. It is too short for counting bytes: to a general guess “naïve” was “naďve”, and Inés Ångström
# “InÕs éngstr—m”.
_TOGETHER = [
    ("cp1252", "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšž¿¡"),
    ("cp1254", "âçğıîöşûüİ"),
    ("cp1250", "áâăäąçćčďéęëěíîĺľłńňóôőöŕřśšşťţúůűüýźżžđß"),
]
# Of every ten letters beyond ASCII so many must be known, or it is no Latin writing.
_KNOWN = 9
_OTHERS = ["cp1251", "cp1253", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949"]
# Of those, the ones with capital and small letters.
_BICAMERAL = {
    "cp1251": re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]{2,}"),
    "cp1253": re.compile(r"[Ά-Ώά-ώ]{2,}"),
}
# Hebrew stands where small Cyrillic letters do; five of its letters only end words.
_HEBREW = re.compile(rb"[\xe0-\xfa]")
_HEBREW_END_WITHIN = re.compile(rb"[\xea\xed\xef\xf3\xf5][\xe0-\xfa]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


def old_encoding(raw: bytes) -> str:
    """The likeliest encoding of ``raw``; "cp1252", in which nearly anything can be read, if none fits."""
    first = _BEYOND_ASCII.search(raw)
    if first is None:
        return "cp1252"
    start = max(0, first.start() - _BEFORE)
    raw = raw[start : start + _SAMPLE]
    if _mixes_with_ascii(raw) and (latin := _likeliest(raw, _LANGUAGES) or _likeliest(raw, _TOGETHER)):
        return latin
    if _is_hebrew(raw):
        return "cp1255"
    for name in _BICAMERAL:
        if _is_written_in(raw, name):
            return name
    # Here: hardly any text needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=_OTHERS, preemptive_behaviour=False).best()
    return best.encoding if best else "cp1252"


def _likeliest(raw: bytes, alphabets: list[tuple[str, str]]) -> str:
    """The encoding whose letters fit best; "" if none fits."""
    shares = [(_known(raw, encoding, letters), encoding) for encoding, letters in alphabets]
    share, likeliest = max(shares, key=lambda one: one[0])
    return likeliest if share >= _KNOWN else ""


def _known(raw: bytes, encoding: str, letters: str) -> float:
    """How many of ten letters beyond ASCII are among ``letters``."""
    beyond = [letter for letter in raw.decode(encoding, "replace") if letter > "\x7f"]
    known = {*letters, *letters.upper(), *_MARKS}
    return 10 * sum(letter in known for letter in beyond) / max(1, len(beyond))


def _is_hebrew(raw: bytes) -> bool:
    beyond = len(_BEYOND_ASCII.findall(raw))
    return 10 * len(_HEBREW.findall(raw)) >= _KNOWN * beyond and not _HEBREW_END_WITHIN.search(raw)


def _is_written_in(raw: bytes, encoding: str) -> bool:
    """Whether the letters are its own, and capitals stand where they do: other bytes give them anywhere."""
    text = raw.decode(encoding, "replace")
    words = _BICAMERAL[encoding].findall(text)
    written = [word for word in words if word.istitle() or word.islower() or word.isupper()]
    beyond = sum(letter > "\x7f" for letter in text)
    return 10 * sum(len(word) for word in written) >= _KNOWN * beyond


def _mixes_with_ascii(raw: bytes) -> bool:
    """Whether words hold letters of both kinds, as Latin writing does. Greek or Cyrillic hold one kind."""
    words = [word for word in _WORD.findall(raw) if not word.isascii()]
    alone = sum(1 for word in words if len(word) > 2 and min(word) > 0x7F)
    return 2 * alone <= len(words)
