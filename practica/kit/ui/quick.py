"""Django's templates, quicker: the same language and the same output, with shortcuts for what is plain.

Most of a page's time went into looking up ``{{ node.title }}`` by trial and error, into translating the same
words, and into making the same addresses again. The loader here parses templates with shortcuts for those;
what is not plain goes the way it always goes.
"""

from __future__ import annotations

from html import escape
from types import MethodType
from typing import Any

from django.template import Origin, Template, TemplateDoesNotExist
from django.template.base import (
    DebugLexer,
    FilterExpression,
    Lexer,
    Node,
    NodeList,
    Parser,
    Token,
    Variable,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import URLNode
from django.template.loaders.base import Loader as BaseLoader
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import TranslateNode
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from practica.kit.addresses import address

_MISSING = object()
_with_keys: dict[type, bool] = {}


class Expression(FilterExpression):
    """A value in a template; a dotted name without filters is looked up directly."""

    def __init__(self, token: str, parser: Parser) -> None:
        super().__init__(token, parser)
        self.lookups: tuple[str, ...] = ()
        if not self.filters and isinstance(self.var, Variable) and not self.var.translate:
            self.lookups = tuple(self.var.lookups or ())

    def resolve(self, context: Any, ignore_failures: bool = False) -> Any:
        """The value; for anything unusual as Django finds it."""
        if self.lookups:
            try:
                value = _look_up(context.dicts, self.lookups)
            except Exception:  # noqa: BLE001 - Django decides which of them are silent
                value = _MISSING
            if value is not _MISSING:
                return value
        return super().resolve(context, ignore_failures)


def _look_up(dicts: list[dict[str, Any]], lookups: tuple[str, ...]) -> Any:
    first = lookups[0]
    for values in reversed(dicts):
        if first in values:
            value = values[first]
            break
    else:
        return _MISSING
    if callable(value):
        return _MISSING
    for name in lookups[1:]:
        kind = type(value)
        if kind is dict:
            value = value.get(name, _MISSING)
        elif _has_keys(kind):
            return _MISSING
        else:
            value = getattr(value, name, _MISSING)
        if callable(value):
            if type(value) is not MethodType or hasattr(value, "alters_data"):
                return _MISSING
            value = value()
        if value is _MISSING:
            return _MISSING
    return value


def _has_keys(kind: type) -> bool:
    """Whether values of this type may be asked by key, which Django does before it asks for attributes."""
    known = _with_keys.get(kind)
    if known is None:
        known = _with_keys[kind] = hasattr(kind, "__getitem__")
    return known


class Shown(VariableNode):
    """``{{ value }}``, with text and whole numbers written at once. (We group no thousands.)"""

    def render(self, context: Any) -> str:
        """The value as HTML."""
        value = self.filter_expression.resolve(context)
        kind = type(value)
        if kind is SafeString:
            return str(value)
        if kind is str:
            return escape(value) if context.autoescape else str(value)
        if kind is int:
            return str(value)
        return str(render_value_in_context(value, context))


class Said(Node):
    """``{% translate "words" %}``, looked up once per language."""

    def __init__(self, translate: TranslateNode) -> None:
        self.translate, self.asvar = translate, translate.asvar
        self.known: dict[str | None, str] = {}

    def render(self, context: Any) -> str:
        """The words in the reader's language."""
        language = get_language()
        words = self.known.get(language)
        if words is None:
            words = self.translate.render(context)
            words = self.known[language] = context[self.asvar] if self.asvar else words
        if self.asvar:
            context[self.asvar] = words
            return ""
        return words


class Place(URLNode):
    """``{% url %}`` by :func:`practica.kit.addresses.address`."""

    def render(self, context: Any) -> str:
        """The address, or what Django makes of it."""
        if self.kwargs:
            return str(super().render(context))
        try:
            made = address(self.view_name.resolve(context), *(one.resolve(context) for one in self.args))
        except NoReverseMatch:
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = made
            return ""
        return escape(made) if context.autoescape else made


class QuickParser(Parser):
    """Parses into the shortcuts above."""

    def compile_filter(self, token: str) -> Expression:
        """A value."""
        return Expression(token, self)

    def extend_nodelist(self, nodelist: NodeList, node: Node, token: Token) -> None:
        """Add ``node``, or its shortcut."""
        super().extend_nodelist(nodelist, node, token)
        quick = _shortcut_for(node)
        if quick is not node:
            quick.token, quick.origin = token, self.origin  # type: ignore[assignment]
            nodelist[-1] = quick


def _shortcut_for(node: Node) -> Node:
    if type(node) is VariableNode:
        return Shown(node.filter_expression)
    if type(node) is URLNode:
        return Place(node.view_name, node.args, node.kwargs, node.asvar)
    if type(node) is TranslateNode and not node.noop and _is_constant(node):
        return Said(node)
    return node


def _is_constant(node: TranslateNode) -> bool:
    expression = node.filter_expression
    return (
        not expression.filters and not getattr(expression.var, "lookups", None) and not node.message_context
    )


class QuickTemplate(Template):
    """A template parsed by :class:`QuickParser`."""

    def compile_nodelist(self) -> NodeList:
        """As Django's, with our parser."""
        engine = self.engine
        lexer = (DebugLexer if engine.debug else Lexer)(self.source)
        parser = QuickParser(
            lexer.tokenize(), engine.template_libraries, engine.template_builtins, self.origin
        )
        try:
            nodes = parser.parse()
        except Exception as problem:
            if engine.debug:
                problem.template_debug = self.get_exception_info(  # type: ignore[attr-defined]
                    problem,
                    problem.token,  # type: ignore[attr-defined]
                )
            raise
        self.extra_data = parser.extra_data
        return nodes


class _Parsing(BaseLoader):
    """Makes quick templates; stands below Django's cache, which keeps them."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        """The first template of that name. Raises TemplateDoesNotExist."""
        tried = []
        for origin in self.get_template_sources(template_name):
            if skip is not None and origin in skip:
                tried.append((origin, "Skipped to avoid recursion"))
                continue
            try:
                # The loader above says how; Django's base relies on that too.
                contents = self.get_contents(origin)  # type: ignore[attr-defined]
            except TemplateDoesNotExist:
                tried.append((origin, "Source does not exist"))
                continue
            return QuickTemplate(contents, origin, template_name, self.engine)
        raise TemplateDoesNotExist(template_name, tried=tried)


class Loader(CachedLoader, _Parsing):
    """Loads templates once each, parsed with shortcuts."""
