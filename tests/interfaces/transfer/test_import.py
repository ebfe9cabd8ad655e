"""What an import brings in, what it leaves alone the second time, and how it is taken out again."""

from __future__ import annotations

import datetime as dt

import pytest

from practica.content.pages.actions import save
from practica.content.pages.models import Page
from practica.core.entries.models import Entry, Link
from practica.core.files.models import StoredFile
from practica.interfaces.transfer import actions, queries
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline.lease import abandoned
from practica.interfaces.transfer.pipeline.pages import batches
from practica.interfaces.transfer.pipeline.pages import new as new_pages
from practica.interfaces.transfer.pipeline.work import work_on
from tests.builders import a_colleague, a_community, a_member, settle
from tests.builders.imports import a_plan, an_import, brought_in, undone

pytestmark = pytest.mark.django_db(transaction=True)

SITE = {
    "index.md": (
        "# Pumps\n\nSee [seals](care/seals.md#when-to-change) and ![a seal](img/seal.svg) "
        "and [gone](gone.md).\n"
    ),
    "care/index.md": "# Care\n\nAll about care.\n",
    "care/seals.md": (
        "---\ntitle: Seals\ntags: [sealing, water]\ndate: 2019-05-06\n"
        "author: Bea Fitter <bea@else.example>\n---\n"
        "## When to change\n\nOften. Back to [the start](../index.md).\n"
    ),
    "img/seal.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "img/copy.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


def page(title: str) -> Page:
    return Page.objects.select_related("entry__community", "entry__author", "parent__entry").get(
        entry__title=title
    )


def test_a_plan_changes_nothing():
    imported = a_plan(SITE)
    assert imported.state == Import.State.PLANNED
    assert imported.community is None
    assert not Entry.objects.exists()
    assert sum(queries.counts(imported).values()) == imported.items_in == len(SITE)


def test_pages_come_in_their_tree_with_links_that_lead_on():
    imported = an_import(SITE)
    assert imported.state == Import.State.DONE, imported.problem_sentence
    seals, start = page("Seals"), page("Pumps")
    assert seals.parent.entry.title == "Care"
    assert f'href="{seals.get_absolute_url()}#when-to-change"' in start.html
    assert f'href="{start.get_absolute_url()}"' in seals.html
    assert "/files/" in start.html
    assert set(
        Link.objects.filter(source=start.entry, kind="page", is_broken=False).values_list("target", flat=True)
    ) == {seals.entry_id}


def test_broken_links_stay_as_written_and_are_listed():
    imported = an_import(SITE)
    item = ImportItem.objects.get(import_run=imported, path="index.md")
    assert (imported.links_checked, imported.links_broken, item.links_broken) == (4, 1, 1)
    assert any("gone.md" in sentence for sentence in item.sentences)
    assert "gone.md" in page("Pumps").body
    assert Link.objects.filter(source=page("Pumps").entry, is_broken=True).count() == 1


def test_a_missing_heading_is_a_broken_link_to_the_page():
    an_import({"a.md": "# A\n\n[b](b.md#nowhere)\n", "b.md": "# B\n\nText.\n"})
    assert f"{page('B').entry.uid}#nowhere" in page("A").body
    assert Link.objects.get(source=page("A").entry, kind="page").is_broken


def test_front_matter_gives_topics_dates_and_an_author_without_account():
    an_import(SITE)
    entry = page("Seals").entry
    assert {topic.label for topic in entry.topics.all()} == {"sealing", "water"}
    assert entry.created == dt.datetime(2019, 5, 6, tzinfo=dt.UTC)
    assert (entry.author.name, entry.author.author_email, entry.author.has_account) == (
        "Bea Fitter",
        "bea@else.example",
        False,
    )
    assert entry.author.memberships.get().state == "alumni"


def test_the_same_bytes_are_kept_once():
    imported = an_import(SITE)
    assert StoredFile.objects.count() == 1
    assert queries.counts(imported)["created"] == len(SITE)


def test_importing_the_same_again_changes_nothing():
    first = an_import(SITE)
    before = list(Page.objects.order_by("pk").values_list("pk", "version", "html"))
    again = an_import(SITE, by=first.started_by, into=first.community)
    assert queries.counts(again)["unchanged"] == len(SITE)
    assert list(Page.objects.order_by("pk").values_list("pk", "version", "html")) == before
    assert StoredFile.objects.count() == 1


def test_a_changed_source_updates_its_page():
    first = an_import(SITE)
    changed = SITE | {"care/index.md": "# Care\n\nMore about care.\n"}
    again = an_import(changed, by=first.started_by, into=first.community)
    assert queries.counts(again)["updated"] == 1
    assert (page("Care").version, page("Care").body) == (2, "More about care.")


def a_site_with_menu(menu: str) -> dict[str, str]:
    pages = {f"docs/{name}.md": f"# {name.upper()}\n\nWords.\n" for name in ("a", "b", "c")}
    return pages | {"mkdocs.yml": f"site_name: x\nnav:\n{menu}"}


def test_a_page_that_moved_in_the_source_moves_here():
    below_a = "  - A:\n    - a.md\n    - c.md\n  - b.md\n"
    below_b = "  - a.md\n  - B:\n    - b.md\n    - c.md\n"
    first = an_import(a_site_with_menu(below_a))
    assert page("C").parent.entry.title == "A"
    again = an_import(a_site_with_menu(below_b), by=first.started_by, into=first.community)
    assert page("C").parent.entry.title == "B"
    undone(again)
    assert page("C").parent.entry.title == "A"


def test_what_was_edited_here_is_not_overwritten():
    first = an_import(SITE)
    care = page("Care")
    save(care, title="Care", body="Our own words.", started_from=care.version, actor=first.started_by)
    changed = SITE | {"care/index.md": "# Care\n\nMore about care.\n"}
    again = an_import(changed, by=first.started_by, into=first.community)
    item = ImportItem.objects.get(import_run=again, path="care/index.md")
    assert page("Care").body == "Our own words."
    assert item.result == "skipped"
    assert "edited here" in item.sentences[0]


def test_what_left_the_source_is_reported_and_stays():
    first = an_import(SITE)
    fewer = {path: content for path, content in SITE.items() if path != "care/seals.md"}
    again = an_import(fewer, by=first.started_by, into=first.community)
    assert queries.beside(again)["gone"] == 1
    assert page("Seals").entry.state == Entry.State.PUBLISHED


def test_undoing_takes_everything_out():
    imported = undone(an_import(SITE))
    settle()
    assert imported.state == Import.State.UNDONE
    assert not Entry.objects.exclude(state=Entry.State.BINNED).exists()


def test_undoing_keeps_what_somebody_changed_since():
    first = an_import(SITE)
    care = page("Care")
    save(care, title="Care", body="Our own words.", started_from=care.version, actor=first.started_by)
    imported = undone(first)
    assert [entry.title for entry in Entry.objects.exclude(state=Entry.State.BINNED)] == ["Care"]
    assert ImportItem.objects.get(import_run=imported, path="care/index.md").sentences[-1].startswith("Kept")


def test_undoing_an_update_brings_the_former_version_back():
    first = an_import(SITE)
    changed = SITE | {"care/index.md": "# Care\n\nMore about care.\n", "img/seal.svg": "<svg id='new'/>"}
    undone(an_import(changed, by=first.started_by, into=first.community))
    assert page("Care").body == "All about care."
    again = an_import(SITE, by=first.started_by, into=first.community)
    assert queries.counts(again)["unchanged"] == len(SITE)


def test_a_killed_worker_leaves_whole_batches_and_another_goes_on(monkeypatch):
    monkeypatch.setattr(batches, "BATCH", 2)
    files = {f"p{n}.md": f"# Page {n}\n\n[next](p{n + 1}.md)\n" for n in range(7)}
    imported = a_plan(files)
    actions.let_run(imported, actor=imported.started_by)
    real, calls = new_pages.create_many, []

    def dies_in_the_third_batch(new, **rest):
        calls.append(len(new))
        if len(calls) == 3:
            real(new, **rest)
            raise KeyboardInterrupt
        return real(new, **rest)

    monkeypatch.setattr(new_pages, "create_many", dies_in_the_third_batch)
    with pytest.raises(KeyboardInterrupt):
        work_on(imported.pk)
    assert Page.objects.count() == 4
    Import.objects.filter(pk=imported.pk).update(
        holder="elsewhere:1:dead", heartbeat=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    monkeypatch.setattr(new_pages, "create_many", real)
    assert abandoned() == [imported.pk]
    work_on(imported.pk)
    imported.refresh_from_db()
    assert imported.state == Import.State.DONE
    assert sorted(Page.objects.values_list("entry__title", flat=True)) == [f"Page {n}" for n in range(7)]
    assert any("continued after a restart" in sentence for sentence in imported.note_sentences)
    assert Link.objects.filter(kind="page", target__isnull=False).count() == 6


def test_two_processes_never_work_on_the_same_import():
    imported = a_plan(SITE)
    actions.let_run(imported, actor=imported.started_by)
    now = imported.heartbeat
    Import.objects.filter(pk=imported.pk).update(holder="elsewhere:1:alive", heartbeat=now)
    work_on(imported.pk)
    assert not Page.objects.exists()


def test_who_leads_no_longer_imports_no_more():
    lead = a_colleague()
    community = a_community(led_by=lead)
    imported = a_plan(SITE, by=lead, into=community)
    actions.let_run(imported, actor=lead)
    other = a_member(of=community, role="coordinator")
    community.memberships.filter(person=lead).update(role="member")
    work_on(imported.pk)
    imported.refresh_from_db()
    assert other.pk
    assert (imported.state, Page.objects.count()) == (Import.State.FAILED, 0)


def test_a_name_that_was_taken_meanwhile_stops_the_import_with_a_sentence():
    imported = a_plan(SITE, name="Valves")
    a_community("Valves")
    brought_in(imported)
    assert imported.state == Import.State.FAILED
    assert imported.problem_sentence == "This name is taken. Choose another one."


def test_the_ledger_tells_how_old_paths_lead_here():
    imported = an_import(SITE)
    assert imported.community.aliases.get(path="care/seals.md").entry == page("Seals").entry


def test_a_missing_heading_renders_no_page_again(monkeypatch):
    from practica.content.pages.actions import upkeep

    again = []
    monkeypatch.setattr(upkeep, "_render", lambda page: again.append(page.entry.title))
    an_import({"a.md": "# A\n\n[b](b.md#nowhere)\n", "b.md": "# B\n\nText.\n"})
    link = Link.objects.get(source=page("A").entry, kind="page")
    settle()
    assert (link.target_id, link.is_broken) == (page("B").entry_id, True)
    assert not again
