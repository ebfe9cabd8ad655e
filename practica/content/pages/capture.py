"""Making pages of what was said elsewhere, for the apps that cannot know this one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from practica.content.pages.actions import create
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.contracts import capture


def make_page(
    *, community: Community, title: str, body: str, author: Person | None, source_entry: Entry, actor: Person
) -> Entry:
    """A page by ``author`` with the topics of ``source_entry`` and a line at its foot that leads back there.

    Whoever could not see the source does not see the page either: it takes over the audience.
    """
    page = create(
        community=community,
        title=title,
        body=f"{body}\n\n---\n\n{_origin(source_entry)}",
        author=author,
        topics=[topic.label for topic in source_entry.topics.all()],
        audience=source_entry.audience,
        language=source_entry.language,
        actor=actor,
    )
    return page.entry


def _origin(source: Entry) -> str:
    """The line that says where the page comes from. A permalink stays right when the source is renamed."""
    words = _("From the question") if source.kind == "question" else _("From the discussion")
    link = {"type": "link", "attrs": {"href": f"/e/{source.uid}"}}
    line = [
        {"type": "text", "text": f"{words} "},
        {"type": "text", "text": source.title, "marks": [link]},
    ]
    return markup.to_markdown({"type": "doc", "content": [{"type": "paragraph", "content": line}]}).strip()


capture.register_maker(make_page)
