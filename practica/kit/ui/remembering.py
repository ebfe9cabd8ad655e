"""``{% remember a b … %}``: a part of a page kept in memory for the same values of a, b, …"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from django.middleware.csrf import get_token
from django.template import Library, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_BYTES = 16 * 1024 * 1024
# Stands in a remembered part where each reader's own CSRF field goes.
CSRF_FIELD = "<!--⟦csrf⟧-->"
REMEMBERING = "_remembering"


class Memory:
    """Texts by key, those used longest ago forgotten first."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes, self.held = most_bytes, 0
        self.lock = Lock()
        self.texts: OrderedDict[Any, str] = OrderedDict()

    def get(self, key: Any) -> str | None:
        """What was kept under ``key``."""
        with self.lock:
            text = self.texts.get(key)
            if text is not None:
                self.texts.move_to_end(key)
            return text

    def keep(self, key: Any, text: str) -> None:
        """Keep ``text``; make room for it."""
        with self.lock:
            self.held += len(text) - len(self.texts.get(key, ""))
            self.texts[key] = text
            self.texts.move_to_end(key)
            while self.held > self.most_bytes:
                self.held -= len(self.texts.popitem(last=False)[1])


memory = Memory(MOST_BYTES)


class Remember(Node):
    """What stands inside, or what stood there for the same values."""

    def __init__(self, values: list[FilterExpression], inside: NodeList) -> None:
        self.values, self.nodelist = values, inside

    def render(self, context: Any) -> str:
        """The part. Raises TypeError for a value that cannot be a key."""
        values = [value.resolve(context, ignore_failures=True) for value in self.values]
        if values and values[0] is None:
            return str(self.nodelist.render(context))
        key = (self, get_language(), *values)
        text = memory.get(key)
        if text is None:
            with context.push(**{REMEMBERING: True}):
                text = str(self.nodelist.render(context))
            memory.keep(key, text)
        return text.replace(CSRF_FIELD, csrf_field(context["request"])) if CSRF_FIELD in text else text


def csrf_field(request: Any) -> SafeString:
    """The hidden field with the token of ``request``, the same for all forms of one answer."""
    known: SafeString | None = request.__dict__.get("_ui_csrf_field")
    if known is None:
        known = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
        request._ui_csrf_field = known
    return known


def add_to(register: Library) -> None:
    """Teach the tag to a library."""
    register.tag("remember", remember)


def remember(parser: Parser, token: Token) -> Remember:
    """``{% remember shell.section request.user.handle %}…{% endremember %}``.

    The part must look at nothing but the values named and the language: whatever else it looked at would be
    shown to the next reader. Forms take their token from ``{% csrf_input %}``, which stays each reader's own.
    Variables set inside end with it. When the first value is None, the part is not remembered.
    """
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(values, inside)
