"""The site itself: people, communities, entries with their pages and threads, and what one reader left."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from benchmarks.site import PASSWORD, REPLIED_TO, THREAD_POSTS, Places
from benchmarks.site.rows import Rows
from benchmarks.site.texts import Texts
from benchmarks.words import COMMUNITIES, Words
from practica.content.discussions.models import Post, Thread
from practica.content.pages.models import Page, Revision
from practica.core.communities.models import Community, Membership, Role
from practica.core.entries.models import Entry, Follow, Link, ReadMark, Saved
from practica.core.people.models import Organisation, Person, Unit
from practica.core.types.models import KnowledgeType
from practica.kit.models import UID_ALPHABET, UID_LENGTH

PEOPLE, TOP_PAGES, LINKS = 200, 12, 3
KINDS = ("page",) * 7 + ("question", "question", "discussion")
# So many of the first entries are in the first community, whose pages are measured.
FIRST = 300


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the rest has to know about an entry."""

    pk: int
    uid: str
    kind: str
    community: int
    author: int
    title: str
    created: dt.datetime
    active: dt.datetime
    replies: int


def fill(entries: int) -> Places:
    """Make all rows in empty tables; the addresses to measure."""
    with transaction.atomic():
        return _Maker(entries).all()


class _Maker:
    def __init__(self, entries: int) -> None:
        self.entries, self.words = entries, Words(entries)
        self.dice, self.now = self.words.dice, timezone.now()
        self.texts = Texts(self.words)

    def all(self) -> Places:
        self.people = self._people()
        self.communities = self._communities()
        envelopes = self._envelopes()
        self._pages([one for one in envelopes if one.kind == "page"])
        self._threads([one for one in envelopes if one.kind != "page"])
        self._traces(envelopes)
        return self._places()

    def _people(self) -> list[Person]:
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
                    headline=f"Looks after {self.dice.choice(['pumps', 'fans', 'motors'])}",
                    joined=self._past(900),
                )
            )
        return Person.objects.bulk_create(people)

    def _communities(self) -> list[Community]:
        audiences = ["public", "everyone", "everyone", "members"]
        communities = [
            Community.objects.create(
                name=name,
                slug=name.lower().replace(" ", "-"),
                purpose=self.words.sentence()[:280],
                audience=audiences[number % len(audiences)],
                member_count=PEOPLE // 3,
            )
            for number, name in enumerate(COMMUNITIES)
        ]
        rows: list[Membership] = []
        for number, community in enumerate(communities):
            # The reader belongs to every second one.
            others = self.dice.sample(self.people[1:], PEOPLE // 3)
            for person in ([self.people[0]] if number % 2 == 0 else []) + others:
                role = Role.COORDINATOR if len(rows) % 40 == 0 else Role.MEMBER
                rows.append(Membership(person=person, community=community, role=role, joined=self._past(800)))
        Membership.objects.bulk_create(rows)
        return communities

    def _envelopes(self) -> list[Envelope]:
        rows, made = Rows(Entry), []
        for number in range(self.entries):
            kind = KINDS[number % len(KINDS)]
            title = self.words.title() if kind == "page" else self.words.question()
            created = self._past(1100)
            one = Envelope(
                pk=number + 1,
                uid="".join(self.dice.choices(UID_ALPHABET, k=UID_LENGTH)),
                kind=kind,
                community=self.communities[0 if number < FIRST else self.dice.randrange(len(COMMUNITIES))].pk,
                author=self.dice.choice(self.people).pk,
                title=title,
                created=created,
                active=min(self.now, created + dt.timedelta(hours=self.dice.randint(0, 2000))),
                replies=0 if kind == "page" else _posts_of(number) - 1,
            )
            rows.add(
                uid=one.uid,
                kind=kind,
                community_id=one.community,
                author_id=one.author,
                title=title,
                slug=slugify(title)[:80],
                summary=self.words.sentence()[:280],
                created=created,
                changed=one.active,
                active_at=one.active,
                published=created,
                reply_count=one.replies,
            )
            made.append(one)
        rows.write()
        return made

    def _pages(self, envelopes: list[Envelope]) -> None:
        article, _new = KnowledgeType.objects.get_or_create(name="article", defaults={"label": "Article"})
        pages, revisions, links = Rows(Page, type=article), Rows(Revision, number=1), Rows(Link, kind="entry")
        tops: dict[int, list[int]] = {}
        below: dict[int, int] = {}
        for entry in envelopes:
            targets = self.dice.choices(envelopes, k=LINKS)
            text = self.texts.page([(one.uid, one.title) for one in targets])
            above = tops.setdefault(entry.community, [])
            parent = self.dice.choice(above) if len(above) >= TOP_PAGES else None
            if parent:
                below[parent] = below.get(parent, 0) + 1
            page = pages.add(
                entry_id=entry.pk,
                community_id=entry.community,
                parent_id=parent,
                trail=f"/{parent}/" if parent else "/",
                position=below[parent] if parent else len(above),
                body=text.body,
                html=text.html,
                outline=text.outline,
                words=text.words,
            )
            if parent is None:
                above.append(page)
            revisions.add(page_id=page, title=entry.title, body=text.body, created=entry.created)
            for one in targets:
                links.add(source_id=entry.pk, target_id=one.pk, href=f"/e/{one.uid}")
        for rows in (pages, revisions, links):
            rows.write()

    def _threads(self, envelopes: list[Envelope]) -> None:
        threads, posts = Rows(Thread), Rows(Post)
        for entry in envelopes:
            thread = threads.add(entry_id=entry.pk, answer_count=entry.replies)
            kind = Post.Kind.ANSWER if entry.kind == "question" else Post.Kind.REPLY
            for number in range(entry.replies + 1):
                text = self.texts.post()
                posts.add(
                    uid="".join(self.dice.choices(UID_ALPHABET, k=UID_LENGTH)),
                    thread_id=thread,
                    kind=kind if number else Post.Kind.OPENING,
                    author_id=self.dice.choice(self.people).pk if number else entry.author,
                    body=text.body,
                    html=text.html,
                    created=entry.created + dt.timedelta(minutes=number),
                    vote_count=self.dice.randint(0, 9) if number else 0,
                )
        for rows in (threads, posts):
            rows.write()

    def _traces(self, envelopes: list[Envelope]) -> None:
        """What the reader has read, saved and follows."""
        reader = self.people[0]
        read = self.dice.sample(envelopes, min(FIRST, len(envelopes) // 3))
        ReadMark.objects.bulk_create(
            [ReadMark(person=reader, entry_id=one.pk, at=one.active, replies=one.replies) for one in read]
        )
        Saved.objects.bulk_create([Saved(person=reader, entry_id=one.pk) for one in read[:40]])
        Follow.objects.bulk_create([Follow(person=reader, entry_id=one.pk) for one in read[:60]])

    def _places(self) -> Places:
        first = self.communities[0]
        page = Page.objects.filter(community=first, parent__isnull=False, position__lt=40).order_by("pk")[5]
        questions = Entry.objects.filter(community=first, kind="question")
        thread = questions.filter(reply_count=THREAD_POSTS - 1).order_by("pk")[0]
        # The longest, so that a reply is one to a thread of twenty; many, so that it stays one.
        discussions = Entry.objects.filter(community=first, kind="discussion").order_by("-reply_count", "pk")
        return {
            "email": self.people[0].email,
            "page": page.get_absolute_url(),
            "edit": page.edit_url,
            "community": first.get_absolute_url(),
            "thread": thread.get_absolute_url(),
            "replies": [f"/threads/{one.uid}/posts" for one in discussions[:REPLIED_TO]],
        }

    def _past(self, days: int) -> dt.datetime:
        return self.now - dt.timedelta(seconds=self.dice.randint(0, days * 86400))


def _posts_of(number: int) -> int:
    """One thread in five has twenty posts, the rest up to six."""
    return THREAD_POSTS if number % 50 in (7, 18, 39) else 1 + number % 6
