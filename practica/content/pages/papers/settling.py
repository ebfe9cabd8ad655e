"""Where the links, pictures and passages of a text lead on paper, for the one who takes it along."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from practica.content.pages.links import ENTRY_ADDRESS, Context, resolve
from practica.content.pages.models import Page
from practica.core.files.models import StoredFile
from practica.kit import markup
from practica.kit.markup.including import MOST_TOGETHER, passage_of
from practica.kit.paper.blocks import Settled, blocks
from practica.kit.paper.document import Block, Picture

_FILE = re.compile(r"/files/([2-9a-z]{12})/")
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
#: Pictures are made smaller than this on their longer side, and take no more than this together.
LONGEST_SIDE, MOST_BYTES = 1800, 60 * 1024 * 1024
MOST_DEEP = 3

Leads = Callable[[markup.Link], "str | None"]


@dataclass
class Bag:
    """What is gathered for one document: its pictures, and the ids of all entries whose words are in it."""

    person: Any
    within: Mapping[str, str]
    pictures: dict[str, Picture] = field(default_factory=dict)
    holds: set[int] = field(default_factory=set)
    left: int = MOST_BYTES
    #: Passages the page at hand may still take in, and those it took them from: each is read once.
    passages: int = MOST_TOGETHER
    sources: dict[str, tuple[Page, markup.Node] | None] = field(default_factory=dict)

    def begin(self) -> None:
        """Another page: what it takes in is counted anew."""
        self.passages, self.sources = MOST_TOGETHER, {}

    def source(self, uid: str) -> tuple[Page, markup.Node] | None:
        """The page called ``uid`` and its tree, when the person sees it."""
        if uid not in self.sources:
            rows = Page.objects.visible_to(self.person).select_related("entry__community")
            page = rows.filter(entry__uid=uid).first()
            self.sources[uid] = None if page is None else (page, markup.parse(page.body))
        return self.sources[uid]


def blocks_of(page: Page, bag: Bag, *, named: str, shift: int) -> list[Block]:
    """The text of ``page``, which the person of ``bag`` sees, ready for paper."""
    tree = markup.parse(page.body)
    bag.begin()
    bag.holds.add(page.entry_id)
    return blocks(tree, _settled(tree, page, bag, named=named, shift=shift, above=(page.entry.uid,)))


def _settled(
    tree: markup.Node, page: Page, bag: Bag, *, named: str, shift: int, above: tuple[str, ...]
) -> Settled:
    context = Context(community=page.entry.community, actor=bag.person, entry=page.entry)
    found = resolve(markup.links(tree), markup.outline(tree), context)

    def leads_to(link: markup.Link) -> str | None:
        if link.kind == "outside":
            return link.href if not link.href.startswith("//") else None
        if link.kind == "anchor":
            return f"#{named}{markup.anchor_of(link.href)}" if named else None
        target = found.target(link)
        if link.kind == "mention" or target is None or target.missing or not target.href:
            return None
        return _address(target.href, bag)

    def passage(wanted: str) -> tuple[list[Block] | None, str]:
        target = found.target(markup.Link("include", wanted))
        return _passage(target.href if target and not target.missing else "", bag, shift, above)

    return Settled(
        leads_to=leads_to,
        picture=lambda src: _picture(found.target(_as_picture(src)), src, bag),
        passage=passage,
        named=named,
        shift=shift,
    )


def _address(href: str, bag: Bag) -> str | None:
    """A place in the document for a page that is in it; else where it stands on the site."""
    named = ENTRY_ADDRESS.match(href)
    inside = bag.within.get(named[1]) if named else None
    if inside is not None:
        fragment = href.partition("#")[2]
        return f"#{inside}--{fragment}" if fragment else f"#{inside}"
    return f"{settings.SITE_URL}{href}" if href.startswith("/") else href


def _passage(href: str, bag: Bag, shift: int, above: tuple[str, ...]) -> tuple[list[Block] | None, str]:
    named = ENTRY_ADDRESS.match(href)
    unseen = _("A passage you cannot see")
    if named is None or named[1] in above or len(above) > MOST_DEEP:
        return None, unseen if named is None else _("The passage is on the page itself")
    if bag.passages <= 0:
        return None, _("More passages than one page takes in")
    bag.passages -= 1
    found = bag.source(named[1])
    if found is None:
        return None, unseen
    source, tree = found
    anchor = href.partition("#")[2]
    nodes = passage_of(tree, anchor)
    if nodes is None:
        return None, _("This passage is not there any more: %(title)s") % {"title": source.entry.title}
    bag.holds.add(source.entry_id)
    heading = next((one.text for one in markup.outline(tree) if one.id == anchor), "")
    inside = {"type": "doc", "content": nodes}
    settled = _settled(inside, source, bag, named="", shift=shift, above=(*above, source.entry.uid))
    origin = f"{source.entry.title} › {heading}" if heading else source.entry.title
    return blocks(inside, settled), origin


def _as_picture(src: str) -> markup.Link:
    return next(iter(markup.links({"type": "image", "attrs": {"src": src, "alt": ""}})))


def _picture(target: markup.Target | None, src: str, bag: Bag) -> str | None:
    """The name of a picture in the bag; None for one she may not see, and for one from elsewhere: nothing is
    fetched."""
    address = target.href if target is not None and not target.missing else src
    named = _FILE.match(address.removeprefix(settings.SITE_URL))
    if named is None:
        return None
    uid = named[1]
    if uid in bag.pictures:
        return uid
    rows = StoredFile.objects.visible_to(bag.person).filter(uid=uid, media_type__in=_SHOWN)
    stored = rows.first()
    made = _small(stored) if stored is not None and bag.left > 0 else None
    if made is None:
        return None
    bag.left -= len(made.content)
    bag.pictures[uid] = made
    return uid


def _small(stored: StoredFile) -> Picture | None:
    """The picture at a size paper can show, as PNG or JPEG; None for one that cannot be read."""
    from PIL import Image  # here: only paper with pictures needs it

    try:
        with default_storage.open(stored.location) as file, Image.open(file) as opened:
            width, height = opened.size
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            kept = io.BytesIO()
            if opened.format == "JPEG" or opened.mode == "CMYK":
                opened.convert("RGB").save(kept, "JPEG", quality=85)
                media_type = "image/jpeg"
            else:
                opened.convert(
                    "RGBA" if "A" in opened.getbands() or "transparency" in opened.info else "RGB"
                ).save(kept, "PNG")
                media_type = "image/png"
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    return Picture(content=kept.getvalue(), media_type=media_type, width=width, height=height)
