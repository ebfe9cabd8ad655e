"""Which old encoding bytes are in that are no UTF-8: by the letters that would stand in them."""

from __future__ import annotations

import re

# Guessing reads the bytes several times; their start tells as much as the whole.
_SAMPLE = 32 * 1024
_MARKS = "«»“”„‘’‚–—…•°§·©®€\u00a0"
# What those write who write Latin letters, the likeliest first. A list of people is too short for counting
# bytes: to a general guess “naïve” was “naďve”, and Inés Ångström “InÕs éngstr—m”.
_LATIN = {
    "cp1252": "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒŠŽ¿¡" + _MARKS,
    "cp1254": "âçğıîöşûüÂÇĞİÎÖŞÛÜ" + _MARKS,
    "cp1250": "áâăäąçćčďéęëěíîĺľłńňóôőöŕřśšşťţúůűüýźżžđßÁÂĂÄĄÇĆČĎÉĘËĚÍÎĹĽŁŃŇÓÔŐÖŔŘŚŠŞŤŢÚŮŰÜÝŹŻŽĐ" + _MARKS,
}
# Of every ten letters beyond ASCII so many must be known, or it is no Latin writing.
_KNOWN = 9
_OTHERS = ["cp1251", "cp1253", "cp1255", "cp1256", "cp932", "gb18030", "big5", "cp949"]
# Of those, the ones with capital and small letters.
_BICAMERAL = {
    "cp1251": re.compile(r"[А-Яа-яЁёІіЇїЄєҐґЎў]{2,}"),
    "cp1253": re.compile(r"[Ά-Ώά-ώ]{2,}"),
}
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


def old_encoding(raw: bytes) -> str:
    """The likeliest encoding of ``raw``; "cp1252", in which nearly anything can be read, if none fits."""
    raw = raw[:_SAMPLE]
    shares = {name: _known(raw, name) for name in _LATIN}
    likeliest = max(shares, key=lambda name: shares[name])
    if _mixes_with_ascii(raw) and shares[likeliest] >= _KNOWN:
        return likeliest
    for name in _BICAMERAL:
        if _is_written_in(raw, name):
            return name
    # Here: hardly any text needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(raw, cp_isolation=_OTHERS, preemptive_behaviour=False).best()
    return best.encoding if best else likeliest


def _known(raw: bytes, encoding: str) -> float:
    """How many of ten letters beyond ASCII are written in the languages of ``encoding``."""
    beyond = [letter for letter in raw.decode(encoding, "replace") if letter > "\x7f"]
    return 10 * sum(letter in _LATIN[encoding] for letter in beyond) / max(1, len(beyond))


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
