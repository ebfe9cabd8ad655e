"""The words templates are written with: asset, glyph, avatar, kind, ago, can, cover, nav, menu, dialog."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from practica.kit import access
from practica.kit.addresses import address
from practica.kit.ui import assets, moments
from practica.kit.ui.cover import contours
from practica.kit.ui.kinds import look
from practica.kit.ui.written import written

__all__ = [
    "ago",
    "asset",
    "avatar",
    "callout",
    "can",
    "cover",
    "dialog",
    "first_imports",
    "glyph",
    "kind_badge",
    "kind_box",
    "kind_class",
    "kind_label",
    "menu",
    "nav",
    "place",
    "sheet",
    "tile",
    "tree_lines",
]


def asset(name: str) -> str:
    """Address of a built file."""
    return assets.url(name)


def first_imports() -> list[str]:
    """Addresses of the scripts the entry imports at once."""
    return assets.first_imports()


def glyph(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite. Decorative: the word stands beside it or in the control's label."""
    return _icon(name, classes, assets.url("sprite.svg"))


@lru_cache(maxsize=1000)
def _icon(name: str, classes: str, sprite: str) -> SafeString:
    css = f"ic {classes}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, sprite, name)


def avatar(person: Any, size: str = "") -> SafeString:
    """A person's picture or initials in their own hue; ``size`` is a CSS length. Put the name beside it."""
    style = f"--hue:{int(getattr(person, 'hue', 0) or 0)}" + (f";--sz:{size}" if size else "")
    return _avatar(style, getattr(person, "avatar_url", ""), getattr(person, "initials", ""))


@lru_cache(maxsize=5000)
def _avatar(style: str, picture: str, initials: str) -> SafeString:
    if picture:
        return format_html(
            '<span class="av" style="{}" aria-hidden="true"><img src="{}" alt=""></span>', style, picture
        )
    return format_html('<span class="av" style="{}" aria-hidden="true">{}</span>', style, initials)


def tree_lines(nodes: Any) -> SafeString:
    """The lines of the tree component. Written out here: a page's rail has forty of them, and as a template
    they took longer than the rest of the page."""
    leaf, current = '<i class="leaf"></i>', ' aria-current="page"'
    opened, closed = glyph("down", "s"), glyph("right", "s flip")
    return SafeString(
        "".join(
            f'<a href="{written(node.url)}" style="--d:{int(node.depth)}"'
            f"{current if node.current else ''}>"
            f"{(opened if node.open else closed) if node.has_children else leaf}"
            f"<span><bdi>{written(node.title)}</bdi></span></a>"
            for node in nodes
        )
    )


def tile(community: Any, classes: str = "") -> SafeString:
    """A community's small square with its initials."""
    return format_html(
        '<span class="{}" style="--hue:{}" aria-hidden="true">{}</span>',
        f"tile {classes}".strip(),
        int(community.hue),
        community.initials,
    )


def kind_badge(kind: str) -> SafeString:
    """Icon and word of a kind, in its hue."""
    shown = look(kind)
    return format_html('<span class="kind {}">{}{}</span>', shown.css, glyph(shown.icon, "s"), shown.label)


def kind_box(kind: str, classes: str = "") -> SafeString:
    """The square with a kind's icon. Decorative: the word stands beside it."""
    shown = look(kind)
    return _kind_box(f"kbox {shown.css} {classes}".strip(), shown.icon, assets.url("sprite.svg"))


@lru_cache(maxsize=200)
def _kind_box(css: str, icon: str, sprite: str) -> SafeString:
    return format_html('<span class="{}" aria-hidden="true">{}</span>', css, _icon(icon, "", sprite))


def kind_class(kind: str) -> str:
    """The hue class of a kind, for the row around it."""
    return look(kind).css


def kind_label(kind: str) -> str:
    """The word for a kind."""
    return str(look(kind).label)


def ago(moment: datetime.datetime | None) -> str:
    """``<time>`` in relative words up to a week, then a date. Nothing for ``None``."""
    return "" if moment is None else moments.shown(moment)


@pass_context
def can(context: Context, verb: str, thing: Any = None) -> bool:
    """Whether the reader may do ``verb`` to ``thing``: the same sentence the actions ask."""
    return access.can(verb, context["request"].user, thing)


def cover(community: Any, classes: str = "") -> SafeString:
    """A community's picture, or contour lines made from its name."""
    css = f"cover {classes}".strip()
    picture = getattr(community, "cover_url", "")
    if picture:
        return format_html(
            '<div class="{}" style="--hue:{}"><img src="{}" alt=""></div>', css, community.hue, picture
        )
    thin, main = contours(community.name)
    return format_html(
        '<div class="{}" style="--hue:{}"><svg viewBox="0 0 1200 220" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true"><path d="{}"/><path class="main-line" d="{}"/></svg></div>',
        css,
        int(community.hue),
        thin,
        main,
    )


def place(name: str, *arguments: Any) -> str:
    """Address of a named place, or nothing when the part of the house it belongs to is not installed."""
    try:
        return address(name, *arguments)
    except NoReverseMatch:
        return ""


@pass_context
def nav(
    context: Context,
    name: str,
    label: str,
    icon: str,
    section: str = "",
    count: int = 0,
    quiet: bool = False,
) -> Markup:
    """One line of the rail. Left out when ``name`` leads nowhere. ``count`` is new there unless ``quiet``."""
    shell = context.get("shell")
    current = bool(section) and getattr(shell, "section", "") == section
    return _written(
        context,
        "nav_link",
        url=place(name),
        label=label,
        icon=icon,
        current=current,
        count=count,
        quiet=quiet,
    )


@pass_context
def menu(
    context: Context,
    label: str,
    icon: str = "",
    kind: str = "line",
    align: str = "end",
    small: bool = False,
    id: str = "",
    classes: str = "",
    *,
    caller: Callable[[], str],
) -> Markup:
    """A button that opens a list of links and buttons. With ``kind="icon"`` only the icon is shown."""
    name = id or _unique(context, f"menu-{slugify(label) or 'more'}")
    return _written(
        context, "menu", content=caller(), label=label, icon=icon, kind=kind,
        align=align, small=small, id=name, classes=classes,
    )  # fmt: skip


@pass_context
def dialog(context: Context, id: str, title: str, *, caller: Callable[[], str]) -> Markup:
    """A dialog, opened by ``<button command="show-modal" commandfor="id">``."""
    return _written(context, "dialog", content=caller(), id=id, title=title)


@pass_context
def sheet(context: Context, id: str, title: str, *, caller: Callable[[], str]) -> Markup:
    """A dialog at the side; on phones it comes from below."""
    return _written(context, "dialog", content=caller(), id=id, title=title, classes="sheet")


@pass_context
def callout(context: Context, tone: str = "note", title: str = "", *, caller: Callable[[], str]) -> Markup:
    """A boxed remark: note, tip, important, warning or caution."""
    return _written(context, "callout", content=caller(), tone=tone, title=title)


def _written(context: Context, component: str, **values: Any) -> Markup:
    template = context.environment.get_template(f"ui/components/{component}.html")
    return Markup("".join(template.root_render_func(template.new_context(values))))  # noqa: S704 - a template made and escaped it


def _unique(context: Context, stem: str) -> str:
    """``stem``, counted up within one page: the same page gives the same ids again, as morphing needs."""
    request = context.get("request")
    if request is None:
        return stem
    used: dict[str, int] = request.__dict__.setdefault("_ui_ids", {})
    used[stem] = used.get(stem, 0) + 1
    return stem if used[stem] == 1 else f"{stem}-{used[stem]}"
