"""The environment all templates are compiled in: what every one of them may call, and how it speaks.

Templates are Jinja's because they are compiled to Python: a page costs a third of what it costs as a tree of
nodes (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.template import defaultfilters
from django.utils import translation
from django.utils.html import json_script
from jinja2 import ChainableUndefined, Environment, Undefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup

from practica.kit import languages
from practica.kit.addresses import address
from practica.kit.ui import remembering, vocabulary

FROM_DJANGO = ("date", "filesizeformat", "linebreaksbr", "slugify", "truncatechars", "yesno")


def environment(**options: Any) -> Environment:
    """``OPTIONS["environment"]`` of the template backend."""
    # A mail is text: nothing in it is HTML.
    options["autoescape"] = select_autoescape(("html", "jinja"), default_for_string=True)
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
        """What ``called`` answers. Jinja looks for its marks on every call; most functions of the house have
        none, and a page calls them a hundred times."""
        if called in _PLAIN:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


class House(Environment):
    """Jinja's environment, with one dictionary of what every template may call.

    Jinja chains a dictionary of each template to it, for values given when a template is loaded. We give
    none, and going through a chain costs more than the rest of a small part.
    """

    context_class = Surroundings

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template may call. Raises ValueError for values of one template alone."""
        if d:
            raise ValueError("Templates are given values when they are rendered.")
        return self.globals


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


_PLAIN = frozenset(
    one
    for one in (said, address, *(getattr(vocabulary, name) for name in vocabulary.__all__))
    if not hasattr(one, "jinja_pass_arg")
)
