"""What the people of the sample site left lying: drafts, saved things, what they follow and vouch for."""

from __future__ import annotations

from practica.config.demo import material
from practica.config.demo.communities import RELIABILITY
from practica.config.demo.people import Cast
from practica.content.discussions.actions import keep_draft
from practica.content.discussions.models import Thread
from practica.content.pages.actions import save, save_draft
from practica.core.communities.models import Community
from practica.core.entries.actions import follow, save_for_later, verify
from practica.core.entries.models import Entry

DRAFT = """A bearing that failed is a witness. Before the next one goes into the skip:

1. Photograph it in place, both rings marked at twelve o'clock.
2. Grease sample before any solvent.
3. Track first, colour last. See [[Reading a failed bearing]].

## Who comes

Whoever ran the machine, whoever took the bearing out, and one person who has nothing to do with either.
"""

# What, who says that it is still right, how many days ago, how she knows.
VERIFIED = (
    ("Choosing a pump seal", "Amara Nwosu", 4, "Read against the suppliers' lists of this autumn."),
    ("Flanges and torque", "Amara Nwosu", 16, ""),
    ("Isolate and drain", "Amara Nwosu", 8, "Walked through it with the night shift in Leipzig."),
    ("What torque do you use on the 40 bar flanges after re-gasketing?", "Diego Prado", 6, ""),
    ("Oil analysis without the guesswork", "Amara Nwosu", 30, ""),
)
ADDED = "\n\nSince October the laboratory also counts particles above 4 µm. Ask for that column.\n"


def leave(people: Cast) -> None:
    """Amara keeps a draft, saves and follows; Diego has begun an answer; both vouch for what they know."""
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
    for title, name, days, note in VERIFIED:
        verify(_entry(title), note=note, at=material.days_ago(days), actor=people[name])
    # One was verified before it changed.
    page = _entry("Oil analysis without the guesswork").page
    save(page, title=page.entry.title, body=page.body + ADDED, started_from=page.version, actor=amara)


def _entry(title: str) -> Entry:
    return Entry.objects.get(title=title)
