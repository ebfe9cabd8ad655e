"""Pages others begin with, and what is filled in when they do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from practica.content.pages import access, facts
from practica.content.pages.models import Page, PageTemplate
from practica.core.communities.models import Community
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid, demand

HINT_LENGTH = 200
#: What a template may leave open, spelled ``{{date}}``.
PLACEHOLDERS = ("date", "person", "community")
_PLACE = re.compile(r"\{\{\s*(" + "|".join(PLACEHOLDERS) + r")\s*\}\}")


@transaction.atomic
def make_template(page: Page, *, hint: str = "", example: Page | None = None, actor: Person) -> PageTemplate:
    """Let new pages of the community begin as a copy of ``page``; or say anew when to take it. Raises Invalid
    for a hint too long, or an example of another community or the page itself."""
    demand(access.can_make_template(actor, page), _("Only leads choose templates."))
    hint = " ".join(hint.split())
    if len(hint) > HINT_LENGTH:
        raise Invalid(_("Say it in %(most)d characters.") % {"most": HINT_LENGTH}, field="hint")
    if example is not None and (example.community_id != page.community_id or example.pk == page.pk):
        raise Invalid(_("The example is another page of this community."), field="example")
    values = {"hint": hint, "example": example}
    template, _new = PageTemplate.objects.update_or_create(page=page, defaults=values)
    record(facts.TemplateMade(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id))
    return template


@transaction.atomic
def drop_template(page: Page, *, actor: Person) -> None:
    """Offer ``page`` no more to begin with; the page stays."""
    demand(access.can_make_template(actor, page), _("Only leads choose templates."))
    if PageTemplate.objects.filter(page=page).delete()[0]:
        record(
            facts.TemplateDropped(actor_id=actor.pk, community_id=page.community_id, entry_id=page.entry_id)
        )


@dataclass(frozen=True)
class Begun:
    """What a new page begins with."""

    title: str
    body: str


def begun_with(title: str, body: str, *, community: Community, actor: Person) -> Begun:
    """A title and a text with their placeholders filled in: the day, who writes, where."""
    today = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    plain = {"date": today, "person": actor.name, "community": community.name}
    written = {
        "date": _spelled({"type": "text", "text": today}),
        "person": _spelled({"type": "mention", "attrs": {"label": actor.name, "id": actor.handle}}),
        "community": _spelled({"type": "text", "text": community.name}),
    }
    return Begun(
        title=_PLACE.sub(lambda found: plain[found[1]], title),
        body=_PLACE.sub(lambda found: written[found[1]], body),
    )


def _spelled(node: markup.Node) -> str:
    """The Markdown of one small node: a name is never mark-up."""
    tree = {"type": "doc", "content": [{"type": "paragraph", "content": [node]}]}
    return markup.to_markdown(tree).strip()
