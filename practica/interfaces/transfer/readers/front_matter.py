"""Front matter: the lines at the top of a page that say its title, tags, date and author."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.settings import Unreadable, read_toml, read_yaml

_BLOCK = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)(?:^|\n)(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LARGEST = 64 * 1024
_LARGEST_NUMBER = 256
_LARGEST_POSITION = 10**15
_DEEPEST = 3
_EMAIL = re.compile(r"\s*<([^<>@\s]+@[^<>\s]+)>\s*$")


@dataclass(frozen=True)
class Author:
    """Somebody named in a source; ``email`` may be empty."""

    name: str
    email: str = ""


@dataclass(frozen=True)
class FrontMatter:
    """What the top of a page says. Empty fields were not named; times are in UTC."""

    title: str = ""
    label: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    created: datetime | None = None
    updated: datetime | None = None
    aliases: tuple[str, ...] = ()
    slug: str = ""
    position: float | None = None
    draft: bool = False
    template: str = ""
    reasons: tuple[Reason, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter of ``text`` and the rest, where it stays as a code block when it is unreadable."""
    found = _BLOCK.match(text)
    if not found:
        return FrontMatter(), text
    fence, inner, rest = found[1], found[2], text[found.end() :]
    if len(inner) > _LARGEST:
        return FrontMatter(reasons=(because("lossy.front-matter-big"),)), _kept(inner, rest)
    if fence == "---" and inner.strip() and not re.search(r"^[\w\"'#{].*", inner, re.MULTILINE):
        return FrontMatter(), text
    try:
        values = (read_yaml if fence == "---" else read_toml)(inner)
    except Unreadable as error:
        return FrontMatter(reasons=(because("lossy.front-matter", detail=error),)), _kept(inner, rest)
    if values is None:
        return FrontMatter(), rest
    if not isinstance(values, dict):
        # Two rules around a paragraph are not front matter.
        return FrontMatter(), text
    return _read({str(key).strip().casefold(): value for key, value in values.items()}), rest


def _read(values: dict[str, Any]) -> FrontMatter:
    reasons: list[Reason] = []
    position = values.get(
        "sidebar_position", values.get("nav_order", values.get("weight", values.get("order")))
    )
    return FrontMatter(
        title=_word(values.get("title")),
        label=_word(values.get("sidebar_label", values.get("linktitle"))),
        description=_word(values.get("description", values.get("summary", values.get("excerpt")))),
        tags=tuple(dict.fromkeys(_words(values.get("tags", values.get("keywords")), separators=",;"))),
        authors=tuple(_authors(values.get("authors", values.get("author")))),
        created=_moment(values, ("date", "created", "created_at", "publishdate", "ms.date"), reasons),
        updated=_moment(
            values, ("updated", "lastmod", "last_modified_at", "modified", "last_update"), reasons
        ),
        aliases=tuple(_words([values.get(key) for key in ("aliases", "redirect_from", "redirects")])),
        slug=_word(values.get("slug", values.get("permalink"))),
        position=as_position(position),
        draft=values.get("draft") is True or values.get("published") is False,
        template=_word(values.get("template")),
        reasons=tuple(reasons),
        raw=values,
    )


def _word(value: Any) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        # A number of thousands of digits is none that somebody wrote.
        too_long = isinstance(value, int) and value.bit_length() > _LARGEST_NUMBER
        return "" if too_long else " ".join(str(value).split())
    return value.isoformat() if isinstance(value, date) else ""


def as_position(value: Any) -> float | None:
    """``value`` as a place among siblings; None when it is none."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    # Compared before it is made a float, which a long number cannot become.
    return float(value) if -_LARGEST_POSITION < value < _LARGEST_POSITION else None


def _words(value: Any, separators: str = "", depth: int = 0) -> Iterable[str]:
    if isinstance(value, list | tuple):
        # Aliases may make a few lines stand for a tree without end.
        for part in value[:500] if depth < _DEEPEST else ():
            yield from _words(part, depth=depth + 1)
    elif isinstance(value, dict):
        yield from _words(list(value), depth=depth + 1)
    elif separators and isinstance(value, str):
        parts = re.split(f"[{separators}]", value)
        yield from (word for part in parts if (word := _word(part).lstrip("#")))
    elif word := _word(value).lstrip("#"):
        yield word


def _authors(value: Any) -> Iterable[Author]:
    if isinstance(value, dict) and not value.get("name"):
        value = list(value.values()) if all(isinstance(one, dict) for one in value.values()) else list(value)
    for one in value if isinstance(value, list | tuple) else [value]:
        if isinstance(one, dict):
            name, email = _word(one.get("name")), _word(one.get("email"))
        else:
            name = _word(one)
            address = _EMAIL.search(name)
            email = address[1] if address else ""
            name = name[: address.start()] if address else name
        if name or email:
            yield Author(name or email.split("@")[0], email)


def _moment(values: dict[str, Any], names: tuple[str, ...], reasons: list[Reason]) -> datetime | None:
    for name in names:
        value = values.get(name)
        if isinstance(value, dict):
            value = value.get("date", value.get("created"))
        if value in (None, ""):
            continue
        moment = as_moment(value)
        if moment is None:
            reasons.append(because("lossy.date", value=_word(value)[:100] or type(value).__name__))
            continue
        return moment
    return None


def as_moment(value: Any) -> datetime | None:
    """``value`` as an instant in UTC; a date alone is its midnight. None when it is no date."""
    try:
        if isinstance(value, str):
            value = _from_words(value.strip())
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, date):
            return datetime.combine(value, time(), UTC)
    except (ValueError, OverflowError):
        return None
    return None


def _from_words(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    for pattern in ("%m/%d/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(value, pattern)  # noqa: DTZ007 - a date without a zone is what was written
        except ValueError:
            continue
    return None


def _kept(inner: str, rest: str) -> str:
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", inner)), 3)
    return f"{fence}yaml\n{inner}\n{fence}\n\n{rest}"
