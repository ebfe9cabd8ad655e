"""What the visual editor asks while somebody writes: suggestions, Markdown, formulas, addresses, files."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_POST

from practica.content.pages import access
from practica.content.pages.actions.naming import want_names
from practica.content.pages.jobs import name_cards
from practica.content.pages.links import ENTRY_ADDRESS
from practica.content.pages.models import Page
from practica.content.pages.queries import completing
from practica.content.pages.queries.cards import is_to_be_asked, names_of
from practica.content.pages.views.attaching import keep
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.entries.models import Entry
from practica.core.files.views.arriving import expect
from practica.kit import markup
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.markup.maths import MAX_TEX, mathml
from practica.kit.markup.parse import EMBED
from practica.kit.markup.safe import sanitise
from practica.kit.players import player_of, players

MOST_TYPED = 80
_WEB = re.compile(r"https?://[^/?#\s]*[^/?#\s.]", re.IGNORECASE)
# A page holds 100 KB of words; its live form, with all that was taken out of it, some times more.
MOST_UPDATE = 8 * 1024 * 1024


@door("pages.create")
@require_GET
def complete(request: Request, slug: str) -> JsonResponse:
    """People, pages, topics or parts of the page ``of`` that fit what was typed."""
    community, entry = _place(request, slug)
    typed = request.GET.get("q", "").strip()[:MOST_TYPED]
    match request.GET.get("kind", ""):
        case "person":
            found = completing.people(typed, community, entry, seen_by=request.user)
        case "page":
            found = completing.pages(typed, community, entry, seen_by=request.user)
        case "passage" if of := request.GET.get("of", ""):
            found = completing.parts(typed, of, community, seen_by=request.user)
        case "passage":
            found = completing.sources(typed, community, entry, seen_by=request.user)
        case "topic" if typed:
            found = completing.topics(typed, seen_by=request.user)
        case _:
            found = []
    return JsonResponse({"found": [{k: v for k, v in asdict(one).items() if v} for one in found]})


@door("pages.create")
@require_POST
def convert(request: Request, slug: str) -> JsonResponse:
    """Markdown as the tree the editor takes; or its Yjs document as Markdown, with the version of now.

    ``whole`` is asked for what will be read or saved: it costs ten times what a draft costs.
    """
    _community, entry = _place(request, slug, suggesting=True)
    try:
        if "update" in request.POST:
            if "base" in request.POST:
                return JsonResponse(_merged(request))
            page = Page.objects.visible_to(request.user).filter(entry=entry).first() if entry else None
            like = page.body if page and "whole" in request.POST else ""
            written = _markdown_of(request.POST["update"], like=like)
            return JsonResponse({"markdown": written, "version": page.version if page else 0})
        return JsonResponse({"tree": markup.parse(request.POST.get("markdown", "").replace("\r\n", "\n"))})
    except markup.BodyRefused as problem:
        return JsonResponse({"error": _(problem.message) % problem.values}, status=422)
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)


def _merged(request: Request) -> dict[str, Any]:
    """What one changed as plain text, put into what the others made of it meanwhile, as a tree. Passages that
    both changed stand at the end as well: ``stuck`` says how many."""
    base, mine = (request.POST.get(name, "").replace("\r\n", "\n") for name in ("base", "markdown"))
    current = _markdown_of(request.POST["update"], like=base)
    changed = markup.hunks(base, mine)
    merged = markup.put_in(current, base, changed)
    both = [block for hunk in changed if hunk.key in merged.stuck for block in hunk.new]
    body = "\n\n".join([merged.body, *both])
    return {"tree": markup.parse(body), "stuck": len(merged.stuck)}


def _markdown_of(update: str, *, like: str) -> str:
    """The Markdown of a whole document, base64; what stands in ``like`` too is spelled as it is there: nobody
    finds changed what nobody touched. Raises Invalid for what is no document."""
    # Here, because only those who write need it and every web process would carry it.
    from practica.kit.markup.likeness import to_markdown_like
    from practica.kit.markup.ydoc import document_from, from_ydoc

    if len(update) > MOST_UPDATE * 4 // 3:
        raise Invalid(_("This text is too large for one page."))
    try:
        document = document_from([base64.b64decode(update, validate=True)])
    except (ValueError, binascii.Error) as problem:
        raise Invalid(_("This text could not be read.")) from problem
    return to_markdown_like(from_ydoc(document), like).strip("\n")


@door("pages.create")
@require_GET
@cache_control(private=True, max_age=86_400)
def maths(request: Request, slug: str) -> HttpResponse:
    """A formula drawn as readers see it; empty when it cannot be read."""
    _place(request, slug, suggesting=True)
    tex = request.GET.get("tex", "")[: MAX_TEX + 1]
    return HttpResponse(sanitise(mathml(tex, block="block" in request.GET) or ""))


@door("pages.create")
@require_GET
def link(request: Request, slug: str) -> JsonResponse:
    """What a pasted address is: an entry of this site by its title, a place elsewhere for a card, a link."""
    community, _entry = _place(request, slug)
    address = request.GET.get("url", "")[:2000]
    path = address.removeprefix(settings.SITE_URL) if address.startswith(settings.SITE_URL + "/") else address
    path = path.removeprefix(f"{request.scheme}://{request.get_host()}")
    if not path.startswith("/"):
        return JsonResponse({"kind": "card" if EMBED.fullmatch(f"::embed[{path}]") else "link"})
    named = ENTRY_ADDRESS.match(path)
    rows = Entry.objects.visible_to(request.user)
    led_to = rows.filter(uid=named[1]).first() if named else None
    if led_to is None:
        return JsonResponse({"kind": "link"})
    return JsonResponse({"kind": "page", **_known(led_to, community, path)})


@door("pages.create")
@require_POST
def card(request: Request, slug: str) -> JsonResponse:
    """What the place of a card is called; ``coming`` while it is being asked."""
    _place(request, slug)
    address = request.POST.get("url", "")[:2001]
    if want_names([address]):
        name_cards.enqueue()
    known = names_of([address]).get(address)
    if known is not None:
        return JsonResponse({"title": known.title, "about": known.about})
    return JsonResponse({"coming": is_to_be_asked(address)})


@door("pages.create")
@require_GET
def embed(request: Request, slug: str) -> JsonResponse:
    """Whether an address can stand as a card (``url``), and what its writer should know: ``says``."""
    _place(request, slug)
    address = request.GET.get("url", "").strip()[:2001]
    if address.startswith(("/", settings.SITE_URL + "/", f"{request.scheme}://{request.get_host()}/")):
        says = _("This leads to this site: link to the page, or take “Part of another page”.")
        return JsonResponse({"says": says})
    if not (EMBED.fullmatch(f"::embed[{address}]") and _WEB.match(address)):
        return JsonResponse({"says": _("That is no address of a page, such as https://example.org/film.")})
    if player_of(address):
        return JsonResponse({"url": address})
    names = players()
    if not names:
        return JsonResponse({"url": address})
    says = _("It stands here as a card with its link. Films play here from %(names)s only.")
    return JsonResponse({"url": address, "says": says % {"names": ", ".join(names)}})


def _known(entry: Entry, community: Community, path: str) -> dict[str, str]:
    fragment = path.partition("#")[2]
    if entry.kind == "page" and not fragment and completing.is_led_to(entry, community):
        return {"label": entry.title, "target": entry.title}
    return {"label": entry.title, "href": f"/e/{entry.uid}" + (f"#{fragment}" if fragment else "")}


@door("pages.create")
@require_POST
def attach(request: Request, slug: str) -> JsonResponse:
    """Keep a picture or a file of the text; it is the page's, or the community's before there is a page."""
    community, entry = _place(request, slug)
    try:
        stored = keep(request.FILES.get("file"), community, entry, actor=request.user)
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    shown = {
        "url": stored.get_absolute_url(),
        "name": stored.name,
        "picture": stored.is_image,
    }
    return JsonResponse(shown, status=201)


@door("pages.create")
@require_POST
def begin_attaching(request: Request, slug: str) -> HttpResponse:
    """Expect a large picture or file of the text in pieces, as tus announces it."""
    community, entry = _place(request, slug)
    return expect(request, community, entry)


def _place(request: Request, slug: str, *, suggesting: bool = False) -> tuple[Community, Entry | None]:
    """The community, and the page that is written, if there is one. Raises Http404 and Refused.

    ``suggesting`` lets in who may only suggest a change to that page: she is told nothing she did not send.
    """
    community = community_or_404(slug, request.user)
    uid = request.GET.get("page", "")
    if not uid:
        demand(access.can_create(request.user, community), _("Only members write pages here."))
        return community, None
    rows = Page.objects.visible_to(request.user).of(community).with_entry()
    page: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    may = access.can_edit(request.user, page) or suggesting and access.can_suggest(request.user, page)
    demand(may, _("You cannot edit this page."))
    return community, page.entry
