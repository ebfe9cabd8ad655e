"""``{% remember a, b, … %}``: a part of a page kept in memory for the same values of a, b, …"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Sized
from itertools import count
from threading import Lock
from typing import Any, Generic, TypeVar

from django.utils.html import format_html
from django.utils.safestring import SafeString
from jinja2 import Undefined, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context

from practica.kit import languages
from practica.kit.ui.tokens import token_of

MOST_BYTES = 16 * 1024 * 1024
# Stands in a remembered part where each reader's own CSRF field goes; nobody can write it herself.
CSRF_FIELD = f"<!--csrf {secrets.token_hex(8)}-->"

T = TypeVar("T", bound=Sized)


class Memory(Generic[T]):
    """Things by key, those used longest ago forgotten first once they are ``most_bytes`` long together."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.held = most_bytes, 0
        self.lock = Lock()
        self.things: OrderedDict[Any, T] = OrderedDict()

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            self.things.clear()
            self.held = 0

    def get(self, key: Any) -> T | None:
        """What was kept under ``key``."""
        thing = self.things.get(key)
        # As long as there is room, nobody needs to know what was used when.
        if thing is not None and self.held * 2 > self.most_bytes:
            with self.lock:
                if key in self.things:
                    self.things.move_to_end(key)
        return thing

    def keep(self, key: Any, thing: T) -> None:
        """Keep ``thing``; make room for it."""
        with self.lock:
            self.held += len(thing) - (len(self.things[key]) if key in self.things else 0)
            self.things[key] = thing
            self.things.move_to_end(key)
            while self.held > self.most_bytes:
                self.held -= len(self.things.popitem(last=False)[1])


class Part:
    """A part of a page, and what stands between its CSRF fields where it has any."""

    def __init__(self, text: str) -> None:
        self.text = SafeString(text)  # noqa: S704 - a template made and escaped it
        self.pieces = text.split(CSRF_FIELD) if CSRF_FIELD in text else None

    def __len__(self) -> int:
        return len(self.text) * (2 if self.pieces else 1)


memory: Memory[Part] = Memory(MOST_BYTES)
# Every remembered part of every template, as they are compiled.
_places = count()


class Remember(Extension):
    """The tag ``{% remember request.user.handle, shell.section %}…{% endremember %}``.

    The part must look at nothing but the values named and the language: whatever else it looked at would be
    shown to the next reader. Forms take their token from ``csrf_field()``, which stays each reader's own.
    Variables set inside end with it. When the first value is None or undefined, nothing is remembered.
    """

    tags = {"remember"}  # noqa: RUF012 - the name and the kind are Jinja's

    def parse(self, parser: Parser) -> nodes.Node:
        """A call of :meth:`_remembered` with the part as its body."""
        line = next(parser.stream).lineno
        values: list[nodes.Expr] = []
        while parser.stream.current.type != "block_end":
            if values:
                parser.stream.expect("comma")
            values.append(parser.parse_expression())
        body = parser.parse_statements(("name:endremember",), drop_needle=True)
        where = nodes.Const(next(_places))
        call = self.call_method("_remembered", [nodes.ContextReference(), where, nodes.Tuple(values, "load")])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _remembered(
        self, context: Context, where: int, values: tuple[Any, ...], caller: Callable[[], str]
    ) -> str:
        """The part, or what it was for the same values. Raises TypeError for a value that cannot be a key."""
        if values and (values[0] is None or isinstance(values[0], Undefined)):
            return caller()
        key = (where, languages.current(), *values)
        request = context.get("request")
        part = memory.get(key)
        outside = _is_remembering(request)
        if part is None:
            _set_remembering(request, True)
            try:
                part = Part(str(caller()))
            finally:
                _set_remembering(request, outside)
            memory.keep(key, part)
        # Inside a part that is being made for others too, the place stays a place.
        if part.pieces is None or outside:
            return part.text
        return SafeString(csrf_field(request).join(part.pieces))  # noqa: S704 - a template made and escaped it


def token_or_place(request: Any) -> SafeString | str:
    """The CSRF field of ``request``, or its place while a part is being made that others will get too."""
    if request is None:
        return ""
    return SafeString(CSRF_FIELD) if _is_remembering(request) else csrf_field(request)


def csrf_field(request: Any) -> SafeString:
    """The hidden field with the token of ``request``, the same for all forms of one answer."""
    known: SafeString | None = request.__dict__.get("_ui_csrf_field")
    if known is None:
        known = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token_of(request))
        request._ui_csrf_field = known
    return known


def _is_remembering(request: Any) -> bool:
    return bool(request is not None and request.__dict__.get("_ui_remembering"))


def _set_remembering(request: Any, remembering: bool) -> None:
    if request is not None:
        request._ui_remembering = remembering
