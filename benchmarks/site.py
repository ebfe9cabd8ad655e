"""A site of so many entries, written straight into rows: quick to make, and as real to read as a made one.

Sections of text are rendered once by the house's own renderer and put together to pages of some 5 KB, so that
what is stored is what saving would have stored. ``python -m benchmarks.site ENTRIES FILE`` fills the empty
data folder named by ``PRACTICA_DATA_DIR`` and writes the addresses to measure into FILE.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.words import COMMUNITIES, Words

PASSWORD = "correct horse battery"  # noqa: S105 - of a site that lives for some minutes
PEOPLE, SECTIONS, BATCH = 200, 300, 2000
THREAD_POSTS = 20


@dataclass(frozen=True)
class Section:
    """A piece of a page, rendered."""

    body: str
    html: str
    outline: list[dict[str, Any]]
    words: int


def fill(entries: int) -> dict[str, str]:
    """Make the site and its index; the addresses to measure."""
    from django.db import transaction

    from practica.reach.search import index

    with transaction.atomic():
        made = _Maker(entries).all()
    index.rebuild()
    index.close()
    return made


class _Maker:
    def __init__(self, entries: int) -> None:
        from django.utils import timezone

        self.entries, self.words = entries, Words(entries)
        self.dice, self.now = self.words.dice, timezone.now()

    def all(self) -> dict[str, str]:
        from practica.content.pages.models import Page
        from practica.core.entries.models import Entry

        self._people()
        self._communities()
        sections = [self._section() for _ in range(SECTIONS)]
        envelopes = self._envelopes()
        self._pages([one for one in envelopes if one.kind == "page"], sections)
        self._threads([one for one in envelopes if one.kind != "page"])
        self._traces(envelopes)
        first = self.communities[0]
        page = Page.objects.filter(community=first, parent__isnull=False, position__lt=40).order_by("pk")[5]
        thread = Entry.objects.filter(community=first, kind="question", reply_count=THREAD_POSTS - 1).first()
        discussion = Entry.objects.filter(community=first, kind="discussion").first()
        assert thread is not None
        assert discussion is not None
        return {
            "email": self.people[0].email,
            "page": page.get_absolute_url(),
            "edit": page.edit_url,
            "community": first.get_absolute_url(),
            "thread": thread.get_absolute_url(),
            "reply": f"/threads/{discussion.uid}/posts",
        }

    def _people(self) -> None:
        from django.contrib.auth.hashers import make_password

        from practica.core.people.models import Organisation, Person, Unit

        home = Organisation.objects.create(name="Alder Works", standing="home")
        unit = Unit.objects.create(organisation=home, name="Maintenance")
        known = make_password(PASSWORD)
        people = []
        for number in range(PEOPLE):
            name = self.words.name(number)
            handle = f"{name.split()[0].lower()}-{number}"
            people.append(
                Person(
                    handle=handle,
                    name=name,
                    email=f"{handle}@example.org",
                    organisation=home,
                    unit=unit,
                    has_account=True,
                    password=known,
                    headline=f"Looks after {self.words.dice.choice(['pumps', 'fans', 'motors'])}",
                    joined=self._past(900),
                )
            )
        self.people = Person.objects.bulk_create(people)

    def _communities(self) -> None:
        from practica.core.communities.models import Community, Membership, Role

        audiences = ["public", "everyone", "everyone", "members"]
        self.communities = [
            Community.objects.create(
                name=name,
                slug=name.lower().replace(" ", "-"),
                purpose=self.words.sentence()[:280],
                audience=audiences[number % len(audiences)],
                member_count=PEOPLE // 3,
            )
            for number, name in enumerate(COMMUNITIES)
        ]
        rows = []
        for number, community in enumerate(self.communities):
            # The reader belongs to every second one.
            others = self.dice.sample(self.people[1:], PEOPLE // 3)
            for person in ([self.people[0]] if number % 2 == 0 else []) + others:
                role = Role.COORDINATOR if len(rows) % 40 == 0 else Role.MEMBER
                rows.append(Membership(person=person, community=community, role=role, joined=self._past(800)))
        Membership.objects.bulk_create(rows, batch_size=BATCH)

    def _section(self) -> Section:
        from practica.kit.markup import render

        body = self.words.section()
        made = render(body)
        outline = [{"id": one.id, "text": one.text, "level": one.level} for one in made.outline]
        return Section(body, str(made.html), outline, made.words)

    def _envelopes(self) -> list[Any]:
        from django.utils.text import slugify

        from practica.core.entries.models import Entry

        made = []
        for number in range(self.entries):
            kind = (
                "page",
                "page",
                "page",
                "page",
                "page",
                "page",
                "page",
                "question",
                "question",
                "discussion",
            )[number % 10]
            title = self.words.title() if kind == "page" else self.words.question()
            created = self._past(1100)
            active = min(self.now, created + dt.timedelta(hours=self.dice.randint(0, 2000)))
            community = self.communities[0 if number < 300 else self.dice.randrange(len(self.communities))]
            made.append(
                Entry(
                    kind=kind,
                    community=community,
                    author=self.dice.choice(self.people),
                    title=title,
                    slug=slugify(title)[:80],
                    summary=self.words.sentence()[:280],
                    created=created,
                    changed=active,
                    active_at=active,
                    published=created,
                    reply_count=0 if kind == "page" else self._posts_of(number) - 1,
                )
            )
        return Entry.objects.bulk_create(made, batch_size=BATCH)

    def _posts_of(self, number: int) -> int:
        """One thread in five has twenty posts, the rest up to six."""
        return THREAD_POSTS if number % 50 in (7, 18, 39) else 1 + number % 6

    def _pages(self, envelopes: list[Any], sections: list[Section]) -> None:
        from practica.content.pages.models import KnowledgeType, Page, Revision
        from practica.core.entries.models import Link

        article, _new = KnowledgeType.objects.get_or_create(name="article", defaults={"label": "Article"})
        tops: dict[int, list[Any]] = {}
        below: dict[int, int] = {}
        for start in range(0, len(envelopes), BATCH):
            pages, links = [], []
            batch = envelopes[start : start + BATCH]
            for entry in batch:
                parts = self.dice.sample(sections, 6)
                targets = self.dice.sample(batch, min(3, len(batch)))
                body, html, outline = _put_together(parts, targets)
                above = tops.setdefault(entry.community_id, [])
                parent = None
                if len(above) >= 12:
                    parent = above[self.dice.randrange(len(above))]
                    below[parent.pk] = below.get(parent.pk, 0) + 1
                page = Page(
                    entry=entry,
                    community=entry.community,
                    type=article,
                    parent=parent,
                    trail=parent.trail_of_children if parent else "/",
                    position=below[parent.pk] if parent else len(above),
                    body=body,
                    html=html,
                    outline=outline,
                    words=sum(part.words for part in parts),
                )
                if parent is None:
                    page.save()
                    above.append(page)
                else:
                    pages.append(page)
                links += [
                    Link(source=entry, target=one, kind="entry", href=f"/e/{one.uid}") for one in targets
                ]
            pages = Page.objects.bulk_create(pages, batch_size=BATCH) + (
                [page for above in tops.values() for page in above] if start == 0 else []
            )
            Link.objects.bulk_create(links, batch_size=BATCH)
            Revision.objects.bulk_create(
                [Revision(page=one, number=1, title=one.entry.title, body=one.body) for one in pages],
                batch_size=BATCH,
            )

    def _threads(self, envelopes: list[Any]) -> None:
        from practica.content.discussions.models import Post, Thread
        from practica.kit.markup import render

        texts = [self.words.paragraph(3) for _ in range(SECTIONS)]
        shown = [str(render(text).html) for text in texts]
        for start in range(0, len(envelopes), BATCH):
            batch = envelopes[start : start + BATCH]
            threads = Thread.objects.bulk_create(
                [Thread(entry=entry, answer_count=entry.reply_count) for entry in batch], batch_size=BATCH
            )
            posts = []
            for entry, thread in zip(batch, threads, strict=True):
                kind = Post.Kind.ANSWER if entry.kind == "question" else Post.Kind.REPLY
                for number in range(entry.reply_count + 1):
                    text = self.dice.randrange(SECTIONS)
                    posts.append(
                        Post(
                            thread=thread,
                            kind=kind if number else Post.Kind.OPENING,
                            author=self.dice.choice(self.people) if number else entry.author,
                            body=texts[text],
                            html=shown[text],
                            created=entry.created + dt.timedelta(minutes=number),
                            vote_count=self.dice.randint(0, 9) if number else 0,
                        )
                    )
            Post.objects.bulk_create(posts, batch_size=BATCH)

    def _traces(self, envelopes: list[Any]) -> None:
        """What the reader has read, saved and follows."""
        from practica.core.entries.models import Follow, ReadMark, Saved

        reader = self.people[0]
        read = self.dice.sample(envelopes, min(300, len(envelopes) // 3))
        ReadMark.objects.bulk_create(
            [ReadMark(person=reader, entry=one, at=one.active_at, replies=one.reply_count) for one in read]
        )
        Saved.objects.bulk_create([Saved(person=reader, entry=one) for one in read[:40]])
        Follow.objects.bulk_create([Follow(person=reader, entry=one) for one in read[:60]])

    def _past(self, days: int) -> dt.datetime:
        return self.now - dt.timedelta(seconds=self.dice.randint(0, days * 86400))


def _put_together(parts: list[Section], targets: list[Any]) -> tuple[str, str, list[dict[str, Any]]]:
    body = "\n\n".join(part.body for part in parts)
    html = "".join(part.html for part in parts)
    body += "\n\n" + "\n".join(f"- [{one.title}](/e/{one.uid})" for one in targets)
    html += "<ul>" + "".join(f'<li><a href="/e/{one.uid}">{one.title}</a></li>' for one in targets) + "</ul>"
    return body, html, [heading for part in parts for heading in part.outline]


def main() -> None:
    """Fill the data folder of the environment."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    Path(sys.argv[2]).write_text(json.dumps(fill(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
