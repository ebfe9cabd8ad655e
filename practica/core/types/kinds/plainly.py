"""Texts, web addresses, numbers, yes and no."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from practica.core.types.models import KEY_LENGTH, Field, Value
from practica.kit.access import Invalid

LONGEST_TEXT, LONGEST_LONG, LONGEST_LINK = 500, 20_000, 2000
MOST = 1e15  # above, whole numbers stop being exact
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,’' ]\d{3})+")
# Both marks: the last is the decimal one.
_GROUPED_AND_CUT = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})+(?!\1)[.,]\d+")
_MONEY = re.compile(r"^([+-]?)\s*[€$£¥]|[€$£¥%]$")
#: As tables of many countries say it.
YES = frozenset({"yes", "y", "true", "1", "on", "x", "✓", "ja", "oui", "sí", "si", "kyllä"})
NO = frozenset({"no", "n", "false", "0", "off", "–", "-", "nein", "non", "ei"})


def key_of(text: str) -> str:
    """What ``text`` is sorted and compared by: its beginning on one line, in small letters."""
    return " ".join(text.split()).casefold()[:KEY_LENGTH]


def clean_text(field: Field, raw: Any, actor: Any) -> str:
    """One line of at most 500 characters."""
    return _within(" ".join(_text(raw).split()), LONGEST_TEXT, field)


def clean_long(field: Field, raw: Any, actor: Any) -> str:
    """Several lines, at most 20,000 characters."""
    return _within(_text(raw).replace("\r\n", "\n").strip(), LONGEST_LONG, field)


def clean_link(field: Field, raw: Any, actor: Any) -> str:
    """An address of the web or a mail address; nothing a browser would run."""
    text = _within(_text(raw).strip(), LONGEST_LINK, field)
    if not text:
        return ""
    if "@" in text and "/" not in text and ":" not in text:
        text = f"mailto:{text}"
    elif "://" not in text and ":" not in text.partition("/")[0]:
        text = text if text.startswith("/") else f"https://{text}"
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    local = text.startswith("/") and not text.startswith("//")
    fits = parts and (
        local or (parts.scheme in ("http", "https") and parts.hostname) or parts.scheme == "mailto"
    )
    if not fits or any(mark.isspace() for mark in text):
        raise Invalid(_("Write a web address, like https://example.org."))
    return text


def clean_number(field: Field, raw: Any, actor: Any) -> float:
    """A number; a comma may stand for the point, the field's own unit, a sign of money or of per cent may
    stand by it, as spreadsheets show it."""
    if isinstance(raw, int | float):
        number = float(raw)
    else:
        number = _number(_text(raw), str(field.options.get("unit", "")))
    if not math.isfinite(number) or abs(number) > MOST:
        raise Invalid(_("This number is too large to keep exactly."))
    return int(number) if number.is_integer() else number


def _number(text: str, unit: str) -> float:
    text = text.strip().replace("\u2212", "-").replace("\u00a0", " ").replace("\u202f", " ")
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)]
    text = _MONEY.sub(r"\1", text.strip()).strip()
    if _GROUPED_AND_CUT.fullmatch(text):
        text = text.replace("," if text.rfind(".") > text.rfind(",") else ".", "")
    if _GROUPED.fullmatch(text):
        marks = set(re.findall(r"[^\d+-]", text))
        # "1,234" and "1.234" mean different things to different readers: nobody guesses.
        if marks & {",", "."} and len(re.findall(r"[^\d+-]", text)) == 1:
            if "." in marks:
                return float(text)
            raise Invalid(_("Is this a comma or a thousands mark? Write 1234 or 1.234."))
        if len(marks) == 1:
            return float(re.sub(r"[^\d+-]", "", text))
    text = re.sub(r"(?<=\d)[ ’'](?=\d{3})", "", text)
    if not _NUMBER.fullmatch(text):
        raise Invalid(_("Write a number, like 12 or 12.5."))
    return float(text.replace(",", "."))


def clean_yesno(field: Field, raw: Any, actor: Any) -> bool:
    """Yes or no, in words, as a number or as a truth."""
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, int | float) and raw in (0, 1):
        return bool(raw)
    text = _text(raw).strip().casefold()
    if text in YES or text == _("Yes").casefold():
        return True
    if text in NO or text == _("No").casefold():
        return False
    raise Invalid(_("Say yes or no."))


def cells_of_text(field: Field, value: str) -> list[dict[str, Any]]:
    """The whole text, and what it is sorted by."""
    return [{"text": value, "key": key_of(value)}]


cells_of_long = cells_of_link = cells_of_text


def cells_of_number(field: Field, value: float) -> list[dict[str, Any]]:
    """The number."""
    return [{"number": float(value)}]


def cells_of_yesno(field: Field, value: bool) -> list[dict[str, Any]]:
    """One for yes, nought for no."""
    return [{"number": float(value)}]


def read_text(field: Field, rows: Sequence[Value]) -> str:
    """The text."""
    return rows[0].text or ""


read_long = read_link = read_text


def read_number(field: Field, rows: Sequence[Value]) -> float | None:
    """The number, whole when it is."""
    number = rows[0].number
    return int(number) if number is not None and number.is_integer() else number


def read_yesno(field: Field, rows: Sequence[Value]) -> bool:
    """Whether it is yes."""
    return bool(rows[0].number)


def words_of_text(field: Field, value: str) -> str:
    """As it was written."""
    return value


words_of_long = words_of_text


def words_of_link(field: Field, value: str) -> str:
    """Without what every address begins with."""
    return re.sub(r"^(https?://(www\.)?|mailto:)", "", value).removesuffix("/")


def words_of_number(field: Field, value: float) -> str:
    """In the reader's way of writing numbers, with the unit of the field."""
    places = field.options.get("decimals")
    text = number_format(value if places is None else round(value, places), places, force_grouping=True)
    unit = field.options.get("unit", "")
    return f"{text}\u00a0{unit}" if unit else text


def words_of_yesno(field: Field, value: bool) -> str:
    """Yes or No."""
    return _("Yes") if value else _("No")


def plain_text(field: Field, value: Any) -> Any:
    """The same: JSON has texts, numbers and truths."""
    return value


plain_long = plain_link = plain_number = plain_yesno = plain_text


def _text(raw: Any) -> str:
    if isinstance(raw, str):
        return raw.replace("\x00", "")
    if isinstance(raw, int | float):
        return str(raw)
    if isinstance(raw, list | tuple):
        return ", ".join(str(one) for one in raw)
    raise TypeError(raw)


def _within(text: str, most: int, field: Field) -> str:
    if len(text) > most:
        raise Invalid(
            _("“%(label)s” is %(long)d characters long; %(most)d is the most.")
            % {"label": field.title, "long": len(text), "most": most}
        )
    return text
