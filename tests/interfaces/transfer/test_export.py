"""A community taken along, and brought back the same."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.files.storage import default_storage

from practica.content.annotations.actions import comment, reply, resolve
from practica.content.annotations.models import Annotation
from practica.content.pages.models import Page
from practica.core.entries.actions import verify
from practica.core.entries.models import Entry
from practica.core.files.actions import store
from practica.core.types.actions import remove_field, set_values
from practica.interfaces.transfer import queries
from practica.interfaces.transfer.export import write_archive
from practica.kit.access import Refused
from tests.builders import a_colleague, a_community, a_file, a_member, a_page
from tests.builders.discussions import a_question, an_answer
from tests.builders.imports import an_import
from tests.builders.types import a_field, a_type

pytestmark = pytest.mark.django_db(transaction=True)

SITE = {
    "index.md": "# Start\n\nSee [care](care/index.md) and ![a seal](img/seal.svg).\n",
    "care/index.md": (
        "---\nauthor: Bea <bea@else.example>\ndate: 2020-01-02\n---\n"
        "# Care\n\nAll *about* care.\n\n- one\n- two\n"
    ),
    "care/seals.md": "---\ntags: [water]\n---\n# Seals\n\n> [!NOTE]\n> Often. [Care](index.md)\n",
    "care/valves.md": "# Valves\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "img/seal.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def exported(community, by) -> bytes:
    out = io.BytesIO()
    write_archive(community, out, actor=by)
    return out.getvalue()


def test_fields_come_along_with_what_they_held_and_what_is_kept():
    community = a_community()
    lead = community.created_by
    visit = a_type(in_=community, label="Visit", cost="number", note="text", see="relation")
    hidden = a_page(in_=community, title="Hidden giraffe", audience="core")
    page = a_page(in_=community, title="North", type=visit, values={"cost": 4, "note": "=Seal"})
    set_values(page.entry, {"cost": 5, "see": [hidden.entry.uid]}, actor=lead)
    remove_field(a_field(visit, "note"), actor=lead)
    with zipfile.ZipFile(io.BytesIO(exported(community, lead))) as archive:
        told = json.loads(archive.read("_fields/north.json"))
        manifest = json.loads(archive.read("manifest.json"))
    assert [(one["name"], one["words"]) for one in told["fields"]] == [
        ("cost", "5"),
        ("see", "Hidden giraffe"),
    ]
    assert [(one["label"], one["value"]) for one in told["kept"]] == [("Note", "=Seal")]
    changed = [one for one in told["changes"] if one["field"] == "cost"]
    assert [(one["before"], one["after"], one["by"]) for one in changed] == [("4", "5", lead.name)]
    types = {one["name"]: [field["name"] for field in one["fields"]] for one in manifest["types"]}
    assert types[visit.name] == ["cost", "see"]
    assert {one["title"]: one["type"] for one in manifest["pages"]}["North"] == visit.name


def test_brought_back_what_fields_held_is_listed_as_left_in_the_archive():
    community = a_community()
    visit = a_type(in_=community, label="Visit", cost="number")
    a_page(in_=community, title="North", type=visit, values={"cost": 4})
    by = a_colleague(is_administrator=True)
    again = an_import(exported(community, community.created_by), by=by, name="The same again")
    items = {item.path: item.reasons[0]["code"] for item in again.items.all() if item.reasons}
    assert items["_fields/north.json"] == "export.fields"
    assert not again.community.entries.filter(kind="file").exists()


def shape(community) -> list[tuple[object, ...]]:
    """What a reader would see of the pages, with addresses named by title."""
    pages = list(Page.objects.filter(community=community).select_related("entry__author", "parent__entry"))
    names = {page.entry.uid: f"<{page.entry.title}>" for page in pages}
    found = []
    for page in pages:
        body = page.body
        for uid, name in names.items():
            body = body.replace(f"/c/{community.slug}/pages/{page_handle(pages, uid)}", name)
        for stored in community.entries.filter(kind="file").values_list("files__uid", flat=True):
            body = body.replace(stored, "<file>")
        parent = page.parent.entry.title if page.parent else ""
        topics = sorted(topic.label for topic in page.entry.topics.all())
        author = page.entry.author.name
        found.append((page.entry.title, parent, page.position, author, page.entry.created, topics, body))
    return sorted(found, key=lambda line: str(line[0]))


def page_handle(pages, uid: str) -> str:
    return next(page.entry.handle for page in pages if page.entry.uid == uid)


def test_an_export_brought_back_gives_the_same_pages():
    first = an_import(SITE)
    archive = exported(first.community, first.started_by)
    again = an_import(archive, by=first.started_by, name="The same again")
    assert shape(again.community) == shape(first.community)
    assert queries.counts(again)["failed"] == 0


def test_comments_on_passages_come_along_with_their_pages():
    first = an_import(SITE)
    lead, entry = first.started_by, Entry.objects.get(community=first.community, title="Care")
    bea = a_member(of=first.community, person=a_colleague("Bea Brook"))
    said = comment(entry, quote="All about care", body="All of **it**?", actor=bea)
    reply(said, body="Nearly.", actor=lead)
    settled = comment(entry, quote="one", body="Which one?", actor=lead)
    resolve(settled, actor=lead)
    again = an_import(exported(first.community, lead), by=lead, name="The same again")
    brought = Annotation.objects.filter(entry__community=again.community).order_by("place")
    assert [(one.body, one.exact, one.author.name, one.is_open) for one in brought] == [
        ("All of **it**?", "All about care", "Bea Brook", True),
        ("Which one?", "one", lead.name, False),
    ]
    assert brought[0].created == said.created and brought[0].author != bea
    assert [one.body for one in brought[0].replies.all()] == ["Nearly."]
    assert Entry.objects.get(community=again.community, title="Care").open_comment_count == 1
    assert not bea.notices.exists() and queries.counts(again)["failed"] == 0


def test_talks_of_an_archive_somebody_wrote_are_read_with_care():
    first = an_import(SITE)
    archive = io.BytesIO(exported(first.community, first.started_by))
    talks = [
        {"quote": "All about care", "body": "<script>x</script>", "author": ["x"], "created": "never"},
        {"quote": "", "body": "Of nothing"},
        "no talk",
        {"quote": "Was never there at all", "body": "Gone", "replies": ["no reply", {"body": ""}]},
    ]
    with zipfile.ZipFile(archive, "a") as into:
        into.writestr("_comments/care/index.json", json.dumps(talks))
        into.writestr("_comments/care/seals.json", "[" * 100_000)
    again = an_import(archive.getvalue(), by=first.started_by, name="The same again")
    brought = {one.body: one for one in Annotation.objects.filter(entry__community=again.community)}
    assert set(brought) == {"<script>x</script>", "Gone"}
    assert "<script" not in brought["<script>x</script>"].html and brought["Gone"].is_gone


def test_an_export_holds_files_questions_and_a_manifest():
    first = an_import(SITE)
    question = a_question(in_=first.community, title="How often?", body="I wonder.")
    an_answer(to=question, body="Every year.")
    archive = zipfile.ZipFile(io.BytesIO(exported(first.community, first.started_by)))
    manifest = json.loads(archive.read("manifest.json"))
    assert {page["title"] for page in manifest["pages"]} == {"Start", "Care", "Seals", "Valves"}
    assert "Every year." in archive.read(manifest["discussions"][0]["path"]).decode()
    assert archive.read(manifest["files"][0]["path"]).startswith(b"<svg")


def test_an_export_says_who_verified_what():
    first = an_import(SITE)
    ann = first.started_by
    verify(Entry.objects.get(community=first.community, title="Seals"), note="Tried", actor=ann)
    archive = zipfile.ZipFile(io.BytesIO(exported(first.community, ann)))
    manifest = json.loads(archive.read("manifest.json"))
    told = {page["title"]: page.get("verified") for page in manifest["pages"]}
    seals = told["Seals"]
    assert (seals["by"], seals["note"], seals["is_current"]) == (ann.name, "Tried", True)
    assert told["Care"] is None


def test_an_export_holds_what_the_asker_sees_and_no_more():
    first = an_import(SITE)
    other = a_member(of=first.community, role="coordinator")
    a_page(in_=first.community, by=first.started_by, title="For few", audience="named")
    assert b"for-few" not in exported(first.community, other)
    assert b"for-few" in exported(first.community, first.started_by)


def test_who_leads_nothing_takes_nothing_along():
    first = an_import(SITE)
    with pytest.raises(Refused):
        exported(first.community, a_colleague())


def test_a_file_older_than_zips_can_say_comes_along():
    community = a_community()
    old = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    store(b"Old words.", name="old.txt", community=community, created=old, actor=community.created_by)

    archive = zipfile.ZipFile(io.BytesIO(exported(community, community.created_by)))

    (path,) = (one for one in archive.namelist() if one.endswith("old.txt"))
    assert archive.read(path) == b"Old words."


def test_a_lost_file_is_told_and_keeps_nothing_else_behind():
    first = an_import(SITE)
    lost = a_file(in_=first.community, by=first.started_by, name="lost.txt")
    default_storage.delete(lost.location)
    out = io.BytesIO()

    summary = write_archive(first.community, out, actor=first.started_by)

    assert summary.pages and summary.missing == 1
    manifest = json.loads(zipfile.ZipFile(out).read("manifest.json"))
    assert [one["uid"] for one in manifest["missing"]] == [lost.uid]
    assert lost.uid not in {one["uid"] for one in manifest["files"]}
