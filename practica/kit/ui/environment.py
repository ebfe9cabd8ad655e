"""The environment all templates are compiled in: what every one of them may call, and how it speaks.

Templates are Jinja's because they are compiled to Python: a page costs a third of what it costs as a tree of
nodes (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from itertools import groupby
from types import FunctionType, MethodType
from typing import Any

from django.template import defaultfilters
from django.utils import translation
from django.utils.html import json_script
from jinja2 import (
    ChainableUndefined,
    Environment,
    Template,
    Undefined,
    nodes,
    pass_context,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup

from practica.kit import languages
from practica.kit.addresses import address
from practica.kit.ui import remembering, vocabulary
from practica.kit.ui.written import written

_OF_DICTIONARIES = frozenset(dir(dict))
FROM_DJANGO = ("date", "filesizeformat", "linebreaksbr", "slugify", "truncatechars", "yesno")


def environment(**options: Any) -> Environment:
    """``OPTIONS["environment"]`` of the template backend."""
    # A mail is text: nothing in it is HTML.
    options["autoescape"] = lru_cache(select_autoescape(("html", "jinja"), default_for_string=True))
    house = House(  # noqa: S701 - autoescape is in the options
        **{
            **options,
            "undefined": ChainableUndefined,
            "extensions": ["jinja2.ext.i18n", remembering.Remember],
        }
    )
    house.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True,
        pgettext=translation.pgettext, npgettext=translation.npgettext,
    )  # fmt: skip
    house.globals.update({name: getattr(vocabulary, name) for name in vocabulary.__all__})
    house.globals |= {
        "_": said,
        "csrf_field": csrf_field,
        "current_language": translation.get_language,
        "is_right_to_left": translation.get_language_bidi,
        "part": part,
        "url_for": address,
    }
    house.filters |= {name: getattr(defaultfilters, name) for name in FROM_DJANGO}
    # `defaultfilters.linebreaks` is another function, which escapes nothing and whose HTML would be escaped.
    house.filters |= {"linebreaks": defaultfilters.linebreaks_filter}
    house.filters |= {"json_script": json_script, "regroup": regroup}
    # What a part was not given is none, as if it had been given none.
    house.tests["none"] = lambda value: value is None or isinstance(value, Undefined)
    return house


class Surroundings(Context):
    """What a template can see and call."""

    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """What ``called`` answers. Jinja looks for its marks on every call, and copies the context for those
        who want it; most functions of the house have none, the others look at the request alone, and a page
        calls them a hundred times."""
        if type(called) is MethodType:
            function = called.__func__
            is_plain = type(function) is FunctionType and "jinja_pass_arg" not in function.__dict__
        else:
            is_plain = called in _PLAIN
        if not is_plain and called not in _ASKING:
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs) if is_plain else called(self, *args, **kwargs)


class Writing(CodeGenerator):
    """Compiles what is written into a page as a call of :func:`~practica.kit.ui.written.written`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.written(")


class House(Environment):
    """Jinja's environment, with one dictionary of what every template may call.

    Jinja chains a dictionary of each template to it, for values given when a template is loaded. We give
    none, and going through a chain costs more than the rest of a small part.
    """

    context_class = Surroundings
    code_generator_class = Writing
    written = staticmethod(written)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[Any, Template] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template may call. Raises ValueError for values of one template alone."""
        if d:
            raise ValueError("Templates are given values when they are rendered.")
        return self.globals

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """The template called ``name``, kept for good unless templates are being worked on."""
        known = self._loaded.get(name)
        if known is None or self.auto_reload:
            known = self._loaded[name] = super().get_template(name, parent, globals)
        return known

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` as a template says it. What a dictionary holds is not looked for among its
        methods first: that makes and drops an error for each value."""
        if type(obj) is dict and attribute in obj and attribute not in _OF_DICTIONARIES:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


def said(words: str) -> Markup:
    """``words`` in the reader's language. A translation is ours, so it may hold mark-up."""
    return _said(words, languages.current())


@lru_cache(maxsize=10_000)
def _said(words: str, _language: str | None) -> Markup:
    return Markup(translation.gettext(words))  # noqa: S704 - a template made and escaped it


@pass_context
def csrf_field(context: Context) -> str:
    """The hidden field every form that changes something needs."""
    return remembering.token_or_place(context.get("request"))


@pass_context
def part(context: Context, name: str, /, **values: Any) -> Markup:
    """The template ``name`` with ``values`` and the request, and nothing else of what stands around it."""
    template = context.environment.get_template(name)
    made = template.new_context({"request": context.get("request"), **values})
    return Markup("".join(template.root_render_func(made)))  # noqa: S704 - a template made and escaped it


def regroup(things: list[Any], name: str) -> list[tuple[Any, list[Any]]]:
    """Runs of ``things`` whose attribute ``name`` is the same, in their order."""
    return [(key, list(run)) for key, run in groupby(things, key=lambda thing: getattr(thing, name))]


_OURS = (said, address, csrf_field, part, *(getattr(vocabulary, name) for name in vocabulary.__all__))
_PLAIN = frozenset(one for one in _OURS if not hasattr(one, "jinja_pass_arg"))
# Those that are given the context, of which they look at nothing a template sets.
_ASKING = frozenset(_OURS) - _PLAIN
