"""A site with something private of each kind. Every private text holds a *canary*: a made-up word that may
be read by some roles only, wherever it turns up."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from practica.content.annotations.actions import comment as comment_on
from practica.content.annotations.actions import reply as reply_to
from practica.content.collections.actions import add_form, begin_workbook, change_view
from practica.content.collections.actions.workbooks import make_workbook
from practica.content.collections.models import Submission
from practica.content.collections.models.asked import Asked
from practica.content.discussions.actions import comment, delete_post, edit_post, keep_draft
from practica.content.library.actions import review
from practica.content.pages.actions import ask_reviewers, begin_paper, create, move, save, save_draft, suggest
from practica.content.pages.actions.papers import work_on
from practica.content.pages.models import Page
from practica.core.communities.actions import ask_to_join, invite
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry, save_for_later, set_audience
from practica.core.files.actions import add_version, describe
from practica.core.files.actions.arriving import begin
from practica.core.people.models import Organisation, PeopleList, PeopleListRow, Person
from practica.core.types.actions import add_field, remove_field
from practica.interfaces.api.actions import make_token
from practica.interfaces.transfer.models import Import, ImportItem, Waiting
from practica.interfaces.transfer.tables.actions import begin as begin_table
from practica.reach.gaps.actions import close, put_aside, tell
from practica.reach.gaps.models import GapSignal
from practica.reach.notifications.models import OutboxMail
from practica.reach.search.saving import keeping
from tests.builders import (
    a_colleague,
    a_collection,
    a_community,
    a_discussion,
    a_file,
    a_guest,
    a_member,
    a_page,
    a_question,
    a_reply,
    a_row,
    a_view,
    an_answer,
    settle,
)
from tests.builders.library import a_resource
from tests.builders.types import a_type

ANONYMOUS, GUEST, OUTSIDER, ADMINISTRATOR = "anonymous", "guest", "colleague", "administrator"
MEMBER, CORE, COORDINATOR = "member", "core", "coordinator"
ROLES = (ANONYMOUS, GUEST, OUTSIDER, ADMINISTRATOR, MEMBER, CORE, COORDINATOR)
COLLEAGUES = frozenset({OUTSIDER, ADMINISTRATOR, MEMBER, CORE, COORDINATOR})
INSIDE = frozenset({MEMBER, CORE, COORDINATOR})
NOBODY: frozenset[str] = frozenset()

_dice = random.Random(20)
_told: list[str] = []


def _word() -> str:
    """A word of ten letters nobody uses, too far from every other to be corrected to it."""
    while True:
        word = "".join(_dice.choice("bdfgklmnprtvz") + _dice.choice("aeiou") for _ in range(5))
        if all(sum(a != b for a, b in zip(word, other, strict=True)) > 5 for other in _told):
            _told.append(word)
            return word


@dataclass(frozen=True)
class Canary:
    """Two words planted together, and who may read them. A search for the one must not show the other.

    ``by_address``: roles that may read it only at an address that names one of ``places`` (an unlisted
    community).
    """

    about: str
    word: str
    twin: str
    seen_by: frozenset[str]
    by_address: frozenset[str] = NOBODY
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Both words, as planted."""
        return f"{self.word} {self.twin}"


@dataclass
class Scene:
    """Who is there and what was planted.

    ``names`` are arguments of routes by subject; ``seen_by`` says of each (subject, name) who may know it.
    """

    people: dict[str, Person | None] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    names: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    seen_by: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def plant(self, about: str, seen_by: Iterable[str], **more: Any) -> str:
        """A new canary; returns its text."""
        canary = Canary(about, _word(), _word(), frozenset(seen_by), **more)
        self.canaries.append(canary)
        return canary.text

    def name(self, subject: str, seen_by: Iterable[str], **values: Any) -> None:
        """Let routes about ``subject`` be tried with these arguments; ``uid``, ``handle`` or ``token`` is the
        name of the thing, seen by those roles only."""
        self.names.setdefault(subject, []).append(values)
        for key in ("uid", "handle") if {"uid", "handle"} & set(values) else ("slug",):
            if key in values:
                self.seen_by[subject, str(values[key])] = frozenset(seen_by)


def build() -> Scene:
    """Everything, indexed, with notices written."""
    scene = Scene()
    _people(scene)
    private = _private(scene)
    _pages(scene, private)
    _proposals(scene, private)
    _types(scene, private)
    _collections(scene, private)
    _threads(scene, private)
    _belonging(scene, private)
    _own_things(scene, private)
    _missing(scene, private)
    _others(scene)
    settle()
    for notice in Person.objects.get(pk=scene.people[COORDINATOR].pk).notices.all()[:2]:
        scene.name("inbox", {COORDINATOR}, uid=notice.uid)
    return scene


def _people(scene: Scene) -> None:
    scene.people = {
        ANONYMOUS: None,
        GUEST: a_guest("Gwen"),
        OUTSIDER: a_colleague("Otto"),
        ADMINISTRATOR: a_colleague("Ada", is_administrator=True),
    }


def _private(scene: Scene) -> Community:
    lead = a_colleague(f"Cora {scene.plant('name of a colleague', COLLEAGUES)}")
    lead.ask_me_about = scene.plant("what to ask a colleague", COLLEAGUES)
    lead.email = f"{scene.plant('address of a colleague', {COORDINATOR}).replace(' ', '.')}@example.org"
    lead.save()
    private = a_community(
        scene.plant("name of a members-only community", INSIDE),
        purpose=scene.plant("purpose of a members-only community", INSIDE),
        audience="members",
        joining="request",
        led_by=lead,
    )
    scene.people[COORDINATOR] = lead
    scene.people[CORE] = a_member(of=private, role="core")
    scene.people[MEMBER] = a_member(of=private)
    scene.name("communities", INSIDE, slug=private.slug)
    for role in (COORDINATOR, MEMBER):
        person = scene.people[role]
        scene.name("people", COLLEAGUES, handle=person.handle)
        scene.name("members", INSIDE, slug=private.slug, handle=person.handle)
    return private


def _pages(scene: Scene, private: Community) -> None:
    lead, core, writer = scene.people[COORDINATOR], scene.people[CORE], a_member(of=private)

    def planted(what: str, seen_by: Iterable[str], **more: Any) -> Any:
        page = a_page(
            in_=private,
            title=scene.plant(f"title of {what}", seen_by),
            body="## {}\n\n{}".format(
                *(scene.plant(f"{part} of {what}", seen_by) for part in ("heading", "text"))
            ),
            **{"by": lead, "topics": [scene.plant(f"topic of {what}", INSIDE)], **more},
        )
        names = {"slug": private.slug, "handle": page.entry.handle}
        for number in (1, 2):
            scene.name("pages", seen_by, number=number, **names)
        scene.name("pages by uid", seen_by, uid=page.entry.uid, number=1)
        scene.name("e", seen_by, uid=page.entry.uid)
        return page

    page = planted("a page", INSIDE)
    old = scene.plant("text of an old version", INSIDE)
    page = save(page, title=page.entry.title, body=f"{page.body}\n\n{old}", started_from=1, actor=lead)
    new = page.body.replace(old, scene.plant("text of a new version", INSIDE))
    reason = scene.plant("reason of a version", INSIDE)
    page = save(page, title=page.entry.title, body=new, started_from=2, reason=reason, actor=lead)

    hidden = planted("a page of the core group", {CORE, COORDINATOR})
    below = a_page(
        in_=private, by=lead, title=scene.plant("title below", {CORE, COORDINATOR}), audience="core"
    )
    set_audience(hidden.entry, "core", actor=lead)
    move(below, parent=hidden, actor=lead)
    save(
        page,
        title=page.entry.title,
        body=f"{page.body}\n\n[more](/e/{hidden.entry.uid})",
        started_from=3,
        actor=lead,
    )
    named = planted("a page of named people", {CORE}, by=writer)
    set_audience(named.entry, "named", readers=[core], actor=writer)
    binned = planted("a page in the bin", {COORDINATOR}, by=writer)
    bin_entry(binned.entry, actor=writer)
    scene.name("bin", {COORDINATOR}, slug=private.slug, uid=binned.entry.uid)
    for subject, name in (
        ("pages", binned.entry.handle),
        ("pages by uid", binned.entry.uid),
        ("e", binned.entry.uid),
    ):
        scene.seen_by[subject, name] = NOBODY  # nobody reads it; the bin alone names it

    draft = save_draft(
        community=private,
        page=page,
        title=scene.plant("title of a draft", {MEMBER}),
        body=scene.plant("text of a draft", {MEMBER}),
        actor=scene.people[MEMBER],
    )
    scene.name("draft", {MEMBER}, slug=private.slug, uid=draft.uid)
    words = scene.plant("text of a file", INSIDE)
    file_name = scene.plant("name of a file", INSIDE).replace(" ", "-") + ".txt"
    stored = a_file(in_=private, by=lead, name=file_name, content=words.encode())
    note = scene.plant("note of a version of a file", INSIDE)
    stored = add_version(
        stored, scene.plant("text of a new version of a file", INSIDE).encode(), note=note, actor=lead
    )
    about = scene.plant("description of a file", INSIDE)
    label = scene.plant("topic of a file", INSIDE)
    describe(stored, name=stored.name, summary=about, topics=[label], actor=lead)
    scene.name(
        "files",
        INSIDE,
        slug=private.slug,
        uid=stored.uid,
        name=stored.name,
        handle=stored.entry.handle,
        number=1,
    )
    arriving = begin(
        community=private,
        name=scene.plant("name of an upload", {MEMBER}),
        size=100,
        actor=scene.people[MEMBER],
    )
    scene.name("uploads", {MEMBER}, uid=arriving.uid)
    resource = a_resource(
        in_=private,
        by=lead,
        title=scene.plant("title of a resource", INSIDE),
        address=f"https://example.org/{scene.plant('address of a resource', INSIDE).replace(' ', '-')}",
        made_by=scene.plant("author of a resource", INSIDE),
        used_for=scene.plant("use of a resource", INSIDE),
        topics=(scene.plant("topic of a resource", INSIDE),),
    )
    review(resource, stars=2, sentence=scene.plant("review of a resource", INSIDE), actor=lead)
    scene.name("resources", INSIDE, slug=private.slug, handle=resource.entry.handle)
    scene.name("e", INSIDE, uid=resource.entry.uid)
    scene.name("files by uid", INSIDE, uid=stored.entry.uid, number=1)
    scene.name("resources by uid", INSIDE, uid=resource.entry.uid)
    scene.name("e", INSIDE, uid=stored.entry.uid)
    save_for_later(page.entry, actor=lead)


def _proposals(scene: Scene, private: Community) -> None:
    """A suggestion, a change and a new page that wait for review, a page nobody else sees yet."""
    lead, member = scene.people[COORDINATOR], scene.people[MEMBER]
    page = a_page(in_=private, by=lead, title=scene.plant("title of a page with proposals", INSIDE))
    page = Page.objects.with_entry().get(pk=page.pk)
    quote = scene.plant("passage that is commented on", INSIDE)
    page = save(page, title=page.entry.title, body=f"Some words. {quote}", started_from=1, actor=lead)
    words = scene.plant("comment on a passage", INSIDE)
    said = comment_on(page.entry, quote=quote, body=words, actor=member)
    answered = reply_to(said, body=scene.plant("reply to a comment", INSIDE), actor=lead)
    scene.name("comments", INSIDE, uid=said.uid)
    scene.name("replies", INSIDE, uid=answered.uid)
    scene.name("e", INSIDE, uid=page.entry.uid)
    suggested = suggest(
        page,
        title=scene.plant("title of a suggestion", INSIDE),
        body=scene.plant("text of a suggestion", INSIDE),
        base_version=2,
        reason=scene.plant("reason of a suggestion", INSIDE),
        actor=member,
    )
    private.approvals_needed = 1
    private.save()
    page = Page.objects.with_entry().get(pk=page.pk)
    changed = save(
        page,
        title=page.entry.title,
        body=scene.plant("text of a change that waits", INSIDE),
        started_from=2,
        actor=member,
    )
    waiting = create(
        community=private,
        title=scene.plant("title of a page in review", {MEMBER, COORDINATOR}),
        body=scene.plant("text of a page in review", {MEMBER, COORDINATOR}),
        actor=a_member(of=private),
    )
    ask_reviewers(waiting.proposed, [member], actor=lead)
    names = {"slug": private.slug, "handle": waiting.entry.handle}
    scene.name("proposals", {MEMBER, COORDINATOR}, uid=waiting.proposed.uid, **names)
    scene.name("pages", {MEMBER, COORDINATOR}, number=1, **names)
    scene.name("pages by uid", {MEMBER, COORDINATOR}, uid=waiting.entry.uid, number=1)
    scene.name("e", {MEMBER, COORDINATOR}, uid=waiting.entry.uid)
    private.approvals_needed = 0
    private.save()
    for one in (suggested, changed.proposed):
        handle = page.entry.handle
        scene.name("proposals", INSIDE, slug=private.slug, handle=handle, uid=one.uid)
    draft = create(
        community=private,
        title=scene.plant("title of a page nobody else sees", {MEMBER}),
        body=scene.plant("text of a page nobody else sees", {MEMBER}),
        as_draft=True,
        actor=member,
    )
    scene.name("pages", {MEMBER}, slug=private.slug, handle=draft.entry.handle, number=1)
    scene.name("pages by uid", {MEMBER}, uid=draft.entry.uid, number=1)
    scene.name("e", {MEMBER}, uid=draft.entry.uid)


def _types(scene: Scene, private: Community) -> None:
    """A type of the community, a page that answers it, and one that links to what few may see."""
    lead, writer = scene.people[COORDINATOR], scene.people[CORE]
    type = a_type(in_=private, by=lead, label=scene.plant("name of a type", INSIDE))
    note = add_field(type, label=scene.plant("name of a field", INSIDE), name="note", actor=lead)
    add_field(type, label="See", name="see", kind="relation", actor=lead)
    gone = add_field(type, label=scene.plant("name of a removed field", INSIDE), name="gone", actor=lead)
    hidden = a_page(
        in_=private,
        by=lead,
        title=scene.plant("title of a linked page", {CORE, COORDINATOR}),
        audience="core",
    )
    values = {
        "note": scene.plant("value of a field", INSIDE),
        "gone": scene.plant("value of a removed field", INSIDE),
        "see": hidden.entry.uid,
    }
    page = a_page(in_=private, by=writer, type=type, values=values)
    remove_field(gone, actor=lead)
    scene.name("types", INSIDE, uid=type.uid)
    for one in (note, gone):
        scene.name("type-fields", INSIDE, uid=one.uid)
    scene.name("pages", INSIDE, slug=private.slug, handle=page.entry.handle, number=1)
    scene.name("pages by uid", INSIDE, uid=page.entry.uid, number=1)
    scene.name("e", INSIDE, uid=page.entry.uid)


def _collections(scene: Scene, private: Community) -> None:
    """A collection with a row few may see, a view, a form, what somebody sent, a table on its way in."""
    lead, member = scene.people[COORDINATOR], scene.people[MEMBER]
    type = a_type(in_=private, by=lead, label="Pump", note="text", cost="number")
    gathered = a_collection(
        in_=private,
        by=lead,
        type=type,
        title=scene.plant("name of a collection", INSIDE),
        about=scene.plant("words about a collection", INSIDE),
    )
    view = a_view(of=gathered, columns=("note", "cost"))
    rename = {
        "name": scene.plant("name of a view", INSIDE),
        "shape": "table",
        "asked": Asked(columns=("note",)),
    }
    change_view(view, **rename, started_from=1, actor=lead)
    row = a_row(
        scene.plant("title of a row", INSIDE), in_=gathered, note=scene.plant("value of a row", INSIDE)
    )
    hidden = a_row(
        scene.plant("title of a row of few", {CORE, COORDINATOR}),
        in_=gathered,
        note=scene.plant("value of a row of few", {CORE, COORDINATOR}),
    )
    set_audience(hidden, "core", actor=lead)
    form = add_form(
        gathered,
        name=scene.plant("name of a form", INSIDE),
        intro=scene.plant("words of a form", INSIDE),
        asks=["note"],
        who="signed_in",
        actor=lead,
    )
    sent = Submission.objects.create(
        form=form,
        title=scene.plant("title of what was sent", {CORE, COORDINATOR}),
        values={"note": scene.plant("value of what was sent", {CORE, COORDINATOR})},
        contact=scene.plant("contact of who sent", {CORE, COORDINATOR}),
    )
    content = f"Name,{scene.plant('column of a table', {MEMBER})}\nRow,1\n"
    table = begin_table(
        SimpleUploadedFile(f"{scene.plant('name of a table', {MEMBER})}.csv", content.encode()),
        collection=gathered,
        actor=member,
    )
    names = {"slug": private.slug, "handle": gathered.entry.handle}
    taken = begin_workbook(view, Asked(columns=("note",)), actor=member)
    make_workbook(taken.pk)
    scene.name("workbooks", {MEMBER}, uid=taken.uid)
    scene.name("collections", INSIDE, **names)
    scene.name("collections by uid", INSIDE, uid=gathered.entry.uid)
    scene.name("views of collections", INSIDE, uid=view.uid, **names)
    scene.name("views by uid", INSIDE, uid=view.uid)
    scene.name("forms of collections", INSIDE, uid=form.uid, **names)
    scene.name("submissions", {CORE, COORDINATOR}, uid=sent.uid, **names)
    scene.name("tables", {MEMBER}, uid=table.uid, **names)
    scene.name("e", INSIDE, uid=gathered.entry.uid)
    for one, seen_by in ((row, INSIDE), (hidden, {CORE, COORDINATOR})):
        scene.name("rows of collections", seen_by, uid=one.uid, **names)
        scene.name("pages", seen_by, slug=private.slug, handle=one.handle, number=1)
        scene.name("pages by uid", seen_by, uid=one.uid, number=1)
        scene.name("e", seen_by, uid=one.uid)


def _threads(scene: Scene, private: Community) -> None:
    lead, member = scene.people[COORDINATOR], scene.people[MEMBER]
    for subject, thread in (
        (
            "questions",
            a_question(
                in_=private,
                by=member,
                title=scene.plant("title of a question", INSIDE),
                body=scene.plant("text of a question", INSIDE),
            ),
        ),
        (
            "discussions",
            a_discussion(
                in_=private,
                by=lead,
                title=scene.plant("title of a discussion", INSIDE),
                body=f"{scene.plant('text of a discussion', INSIDE)} @[x](user:{member.handle})",
            ),
        ),
    ):
        entry = thread.entry
        scene.name(subject, INSIDE, slug=private.slug, handle=entry.handle)
        scene.name(f"{subject} by uid", INSIDE, uid=entry.uid)
        scene.name("threads", INSIDE, uid=entry.uid)
        scene.name("e", INSIDE, uid=entry.uid)
        post = (an_answer if subject == "questions" else a_reply)(
            to=thread, by=a_member(of=private), body=scene.plant(f"former text in {subject}", INSIDE)
        )
        edit_post(
            post,
            body=scene.plant(f"text of a post in {subject}", INSIDE),
            started_from_edited=None,
            actor=post.author,
        )
        said = comment(post, body=scene.plant(f"comment in {subject}", INSIDE), actor=lead)
        gone = comment(
            post, body=scene.plant(f"deleted comment in {subject}", {COORDINATOR}), actor=post.author
        )
        delete_post(gone, actor=post.author)
        for one in (thread.posts.get(kind="opening"), post, said):
            scene.name("posts", INSIDE, uid=one.uid)
        scene.name("posts", {COORDINATOR}, uid=gone.uid)
        draft = keep_draft(thread=thread, body=scene.plant(f"draft in {subject}", {MEMBER}), actor=member)
        scene.name("post-drafts", {MEMBER}, uid=draft.uid)


def _belonging(scene: Scene, private: Community) -> None:
    lead = scene.people[COORDINATOR]
    asked = ask_to_join(private, message=scene.plant("asking to join", {COORDINATOR}), actor=a_colleague())
    scene.name("requests", {COORDINATOR}, slug=private.slug, uid=asked.uid)
    address = scene.plant("address of an invitation", {COORDINATOR}).replace(" ", ".") + "@example.com"
    words = scene.plant("message of an invitation", {COORDINATOR})
    invitation, _token = invite(private, email=address, message=words, actor=lead)
    scene.name("invitations", {COORDINATOR}, slug=private.slug, uid=invitation.uid)
    run = Import.objects.create(
        started_by=lead,
        asked_by=lead,
        community=private,
        label=scene.plant("name of an import", {COORDINATOR}),
        kind="folder",
        state="done",
        items_in=1,
        finished=timezone.now(),
    )
    item = ImportItem.objects.create(
        import_run=run,
        position=0,
        key="a",
        path=scene.plant("path of an imported item", {COORDINATOR}).replace(" ", "/") + ".md",
        title=scene.plant("title of an imported item", {COORDINATOR}),
        role="page",
        result="skipped",
        reasons=[{"code": "edited-here"}],
        entry=Page.objects.filter(community=private, entry__state="published").order_by("pk")[0].entry,
    )
    # The text of the source, kept to be compared with what people wrote here.
    Waiting.objects.create(
        item=item,
        body=scene.plant("text of an imported item", {COORDINATOR}),
        about={"authors": [], "changed": ""},
    )
    scene.name("imports", {COORDINATOR}, uid=run.uid, number=item.position)


def _own_things(scene: Scene, private: Community) -> None:
    member = scene.people[MEMBER]
    token, _secret = make_token(name=scene.plant("name of a token", {MEMBER}), scopes=["read"], actor=member)
    scene.name("tokens", {MEMBER}, uid=token.uid)
    printed = a_page(in_=private, by=member, title=scene.plant("title of a page on paper", INSIDE))
    paper = begin_paper(printed, "zip", actor=member)
    work_on(paper.pk)
    scene.name("papers", {MEMBER}, uid=paper.uid)
    saved = keeping.save(
        "q=a", name=scene.plant("name of a saved search", {MEMBER}), often="daily", actor=member
    )
    scene.name("saved searches", {MEMBER}, uid=saved.uid)
    OutboxMail.objects.create(
        key="canary",
        message_id="canary",
        to="someone@example.com",
        subject=scene.plant("subject of a mail on its way", NOBODY),
        text=scene.plant("text of a mail on its way", NOBODY),
    )
    brought = PeopleList.objects.create(
        name=scene.plant("name of a list of people", {ADMINISTRATOR}), brought_by=scene.people[ADMINISTRATOR]
    )
    PeopleListRow.objects.create(
        list=brought,
        number=1,
        values={"name": scene.plant("line of a list of people", {ADMINISTRATOR})},
        outcome="error",
        reason="No address.",
    )
    scene.name("people-lists", {ADMINISTRATOR}, uid=brought.uid)


def _missing(scene: Scene, private: Community) -> None:
    """What a member missed, what is put aside and closed, and what was missed in the whole site."""
    lead, member = scene.people[COORDINATOR], scene.people[MEMBER]
    inside = frozenset({CORE, COORDINATOR})
    for state in ("open", "closed", "not_ours"):
        told = tell(
            "nothing_found",
            scene.plant(f"what a member looked for, {state}", inside | {MEMBER}),
            community=private,
            by_name=True,
            actor=member,
        )
        scene.name("searches", {MEMBER}, uid=told.uid)
        settle()
        gap = GapSignal.objects.get(pk=told.pk).wording.gap
        if state == "closed":
            close(gap, Page.objects.filter(community=private, entry__state="published")[0].entry, actor=lead)
        elif state == "not_ours":
            put_aside(gap, reason=scene.plant("why it is not ours", inside), actor=lead)
        scene.name("gaps", inside, uid=gap.uid)
    asked = scene.plant("what was looked for in the whole site", {ADMINISTRATOR, OUTSIDER})
    told = tell("nothing_found", asked, by_name=True, actor=scene.people[OUTSIDER])
    settle()
    scene.name("gaps", {ADMINISTRATOR}, uid=GapSignal.objects.get(pk=told.pk).wording.gap.uid)
    scene.name("searches", {OUTSIDER}, uid=told.uid)


def _others(scene: Scene) -> None:
    """A community for everyone signed in, an unlisted one, one of the outsider's, and one of the guest's."""
    lead, guest = scene.people[COORDINATOR], scene.people[GUEST]
    everyone = a_community(scene.plant("name of a community for everyone", COLLEAGUES), led_by=lead)
    page = a_page(
        in_=everyone,
        title=scene.plant("title of a page for everyone", COLLEAGUES),
        body=scene.plant("text of a page for everyone", COLLEAGUES),
    )
    question = a_question(in_=everyone, by=lead, title=scene.plant("a question for everyone", COLLEAGUES))
    scene.name("communities", COLLEAGUES, slug=everyone.slug)
    for number in (1,):
        scene.name("pages", COLLEAGUES, slug=everyone.slug, handle=page.entry.handle, number=number)
    scene.name("questions", COLLEAGUES, slug=everyone.slug, handle=question.entry.handle)
    scene.name("questions by uid", COLLEAGUES, uid=question.entry.uid)
    scene.name("e", COLLEAGUES, uid=page.entry.uid)

    slug = "tucked-away"
    quiet = a_community("Tucked away", led_by=lead, is_listed=False)
    # Administrators, who say how much room a community may take, find it there by its name.
    hidden = {"seen_by": {COORDINATOR}, "by_address": COLLEAGUES, "places": (slug, "/files/room")}
    quiet.name = scene.plant("name of an unlisted community", **hidden)
    quiet.save()
    page = a_page(
        in_=quiet,
        title=scene.plant("title in an unlisted community", **hidden),
        body=scene.plant("text in an unlisted community", **hidden),
    )
    asked = a_question(in_=quiet, by=lead, title=scene.plant("question in an unlisted community", **hidden))
    scene.name("communities", COLLEAGUES, slug=quiet.slug)
    scene.name("pages", COLLEAGUES, slug=quiet.slug, handle=page.entry.handle, number=1)
    scene.name("questions", COLLEAGUES, slug=quiet.slug, handle=asked.entry.handle)

    # Who leads one community is offered much there; nothing of what others keep to themselves.
    own = a_community("Otto's own", led_by=scene.people[OUTSIDER])
    page = a_page(in_=own, by=scene.people[OUTSIDER], title="Page of an outsider")
    scene.name("communities", COLLEAGUES, slug=own.slug)
    scene.name("pages", COLLEAGUES, slug=own.slug, handle=page.entry.handle, number=1)

    organisation, _new = Organisation.objects.get_or_create(
        name="Cedar Limited", defaults={"standing": "partner"}
    )
    third = a_community("Third", led_by=a_colleague("Thea"), audience="members")
    a_member(of=third, role="guest", person=guest)
    stranger = a_guest(f"Sven {scene.plant('name of a guest of another organisation', {GUEST})}")
    stranger.organisation = organisation
    stranger.save()
    a_member(of=third, role="guest", person=stranger)
    page = a_page(in_=third, title=scene.plant("title in the community of a guest", {GUEST}))
    scene.name("people", {GUEST}, handle=stranger.handle)
    scene.name("communities", {GUEST}, slug=third.slug)
    scene.name("pages", {GUEST}, slug=third.slug, handle=page.entry.handle, number=1)
