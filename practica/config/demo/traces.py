"""What the people of the sample site left lying: drafts, saved things, things they follow."""

from __future__ import annotations

from practica.config.demo.communities import RELIABILITY
from practica.config.demo.people import Cast
from practica.content.discussions.actions import keep_draft
from practica.content.discussions.models import Thread
from practica.content.pages.actions import save_draft
from practica.core.communities.models import Community
from practica.core.entries.actions import follow, save_for_later
from practica.core.entries.models import Entry

DRAFT = """A bearing that failed is a witness. Before the next one goes into the skip:

1. Photograph it in place, both rings marked at twelve o'clock.
2. Grease sample before any solvent.
3. Track first, colour last. See [[Reading a failed bearing]].

## Who comes

Whoever ran the machine, whoever took the bearing out, and one person who has nothing to do with either.
"""


def leave(people: Cast) -> None:
    """Amara keeps a draft, saves and follows; Diego has begun an answer."""
    amara, diego = people["Amara Nwosu"], people["Diego Prado"]
    community = Community.objects.get(name=RELIABILITY)
    save_draft(
        community=community,
        title="How we run a bearing failure review",
        body=DRAFT,
        topics="bearings, failure review",
        actor=amara,
    )
    save_for_later(_entry("Oil analysis without the guesswork"), actor=amara)
    save_for_later(_entry("Laser alignment good, 2× line still there. What am I missing?"), actor=amara)
    save_for_later(_entry("Flanges and torque"), actor=diego)
    follow(community=community, level="everything", actor=amara)
    follow(entry=_entry("An alarm list people believe"), level="everything", actor=amara)
    follow(entry=_entry("Choosing a pump seal"), level="everything", actor=diego)
    bypass = Thread.objects.get(entry=_entry("Is there a safe way to log a bypass without a second person?"))
    begun = "In Leipzig the shift lead signs by radio and in the morning on paper, so"
    keep_draft(thread=bypass, body=begun, actor=diego)


def _entry(title: str) -> Entry:
    return Entry.objects.get(title=title)
