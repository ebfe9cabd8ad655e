"""Bytes to text: UTF-8 first, then the best guess, with the loss named."""

import codecs
from dataclasses import dataclass

from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.kit.letters import old_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Decoded:
    """A text with ``\\n`` line ends, and what was lost on the way."""

    text: str
    reasons: tuple[Reason, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Read ``raw`` as text. Never fails: what cannot be read becomes U+FFFD and is counted."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return Decoded(_lines(raw.decode(encoding)))
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8" and not _mostly_utf8(raw):
        encoding = old_encoding(raw)
    text = raw.decode(encoding, "replace")
    unreadable = text.count("\N{REPLACEMENT CHARACTER}")
    reasons: tuple[Reason, ...] = (
        () if encoding.startswith("utf-8") else (because("lossy.encoding", encoding=encoding),)
    )
    if unreadable:
        reasons += (because("lossy.characters", count=unreadable),)
    return Decoded(_lines(text), reasons)


def _mostly_utf8(raw: bytes) -> bool:
    """One broken byte in a UTF-8 text is damage, not another encoding: many more bytes agree than not."""
    text = raw.decode("utf-8", "replace")
    beyond_ascii = sum(1 for character in text if character > "\x7f")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return broken * 10 < beyond_ascii


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
