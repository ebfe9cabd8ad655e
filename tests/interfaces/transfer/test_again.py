"""Importing again: which source it is, what moved in it, whose order counts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practica.content.pages.actions import create, move, save
from practica.content.pages.models import Page
from practica.core.entries.models import Alias
from practica.core.entries.queries import linked_from
from practica.core.files.models import StoredFile
from practica.interfaces.transfer import actions, queries
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline.work import work_on
from tests.builders.imports import a_zip_of, an_import, undone
from tests.interfaces.transfer.readers.sources import a_repository, git

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "pumps": "A pump moves water from where it is to where it is wanted, and its keeper listens to it daily.",
    "seals": "Seals wear out before anything else does, so look at them when the housing is open.",
    "valves": "Turn every valve once a month even if nobody asks for it, or it will stick.",
    "oil": "Oil that smells burnt tells of a bearing that is too warm; change it and find out why.",
}
PICTURE = b"\x89PNG" + bytes(range(256))


def a_text(name: str, more: str = "") -> str:
    return f"# {name.title()}\n\n{WORDS[name]} {more}\n"


SITE = {
    "index.md": "# Handbook\n\nRead [seals](care/seals.md) and ![a pump](img/pump.png).\n",
    "care/seals.md": a_text("seals") + "\nSee [pumps](../pumps.md).\n",
    "care/oil.md": a_text("oil"),
    "pumps.md": a_text("pumps"),
    "valves.md": a_text("valves"),
    "img/pump.png": PICTURE,
}


def page(title: str) -> Page:
    return Page.objects.select_related("entry__community", "parent__entry").get(entry__title=title)


def again(files: object, first: Import) -> Import:
    return an_import(files, by=first.started_by, into=first.community)


def titles_below(parent: str | None = None) -> list[str]:
    rows = Page.objects.filter(parent__entry__title=parent) if parent else Page.objects.filter(parent=None)
    return list(rows.in_tree_order().values_list("entry__title", flat=True))


def outcome(imported: Import, path: str) -> tuple[str, str]:
    item = ImportItem.objects.get(import_run=imported, path=path)
    return item.result, " ".join(item.sentences)


def nothing_changed(imported: Import) -> bool:
    return queries.counts(imported)["unchanged"] == imported.items_in


def test_a_file_knows_the_pages_that_show_it():
    first = an_import(SITE)

    shown = linked_from(StoredFile.objects.get().entry, seen_by=first.started_by)

    assert [entry.title for entry in shown] == ["Handbook"]


def test_a_page_that_only_got_another_path_is_the_same_page_for_all_who_link_to_it():
    first = an_import(SITE)
    seals, start = page("Seals"), page("Handbook")
    moved = {path.replace("care/", "upkeep/"): content for path, content in SITE.items()}
    moved["index.md"] = moved["index.md"].replace("care/", "upkeep/")
    second = again(moved, first)
    result, why = outcome(second, "upkeep/seals.md")
    assert (result, page("Seals").entry_id, page("Seals").version) == (
        "updated",
        seals.entry_id,
        seals.version,
    )
    assert "It was care/seals.md before" in why
    assert outcome(second, "index.md")[0] == "unchanged"
    assert page("Handbook").html == start.html
    assert queries.beside(second).get("gone") is None
    assert set(Alias.objects.filter(entry=seals.entry).values_list("path", flat=True)) >= {
        "care/seals.md",
        "upkeep/seals.md",
    }
    assert page("Upkeep").pk == seals.parent_id
    assert nothing_changed(again(moved, first))


def test_a_page_that_moved_and_changed_a_little_is_followed():
    first = an_import(SITE)
    changed = {path: content for path, content in SITE.items() if path != "valves.md"}
    changed["care/stopcocks.md"] = a_text("valves", "Write down when you did.")
    second = again(changed, first)
    assert outcome(second, "care/stopcocks.md")[0] == "updated"
    assert (page("Valves").version, page("Valves").parent.entry.title) == (2, "Care")
    assert Page.objects.count() == 6


def test_a_source_where_most_files_were_renamed_is_the_same_source():
    first = an_import(SITE)
    renamed = {f"docs/new/{n}-{path.rpartition('/')[2]}": text for n, (path, text) in enumerate(SITE.items())}
    second = again(renamed, first)
    assert second.source == first.source
    assert queries.counts(second)["created"] == 0
    assert StoredFile.objects.count() == 1


def test_another_source_touches_nothing_of_the_first():
    first = an_import(SITE)
    before = sorted(Page.objects.values_list("pk", "version", "html", "parent", "position"))
    alias = Alias.objects.get(path="index.md").entry_id
    other = {
        "index.md": "# Welcome\n\nThis one is about bees, their hives and how a swarm is caught in spring.\n",
        "pumps.md": "# Bees\n\nA hive hums; whoever opens it slowly and with smoke will see the queen.\n",
        "hives.md": "# Hives\n\nBuild them of pine, a hand above the ground, facing the morning.\n",
    }
    second = again(other, first)
    assert second.source != first.source
    assert queries.counts(second)["created"] == 3
    assert (
        sorted(
            row
            for row in Page.objects.values_list("pk", "version", "html", "parent", "position")
            if row[0] <= before[-1][0]
        )
        == before
    )
    assert Alias.objects.get(path="index.md").entry_id == alias
    assert nothing_changed(again(SITE, first))
    assert nothing_changed(again(other, first))


def test_a_repository_is_known_by_its_first_commit_whatever_became_of_it(tmp_path: Path):
    repository = a_repository(tmp_path, {"a.md": "# A\n\nShort.\n", "b.md": "# B\n\nAlso.\n"})
    first = an_import(repository)
    git(repository, "rm", "-q", "b.md")
    (repository / "a.md").write_text("# A\n\nAll is new in here, and nothing is as it was.\n")
    git(repository, "commit", "-qam", "Start over")
    second = again(repository, first)
    assert (second.source, second.origin["roots"]) == (first.source, first.origin["roots"])
    assert outcome(second, "a.md")[0] == "updated"


def test_saying_that_something_quite_different_renews_a_source_is_questioned():
    first = an_import(SITE)
    upload = SimpleUploadedFile("x.zip", a_zip_of({"bees.md": "# Bees\n\nA hive hums " + "and hums " * 20}))
    imported = actions.begin(
        label="x",
        location=actions.keep_upload(upload, actor=first.started_by),
        community=first.community,
        source=first.source,
        actor=first.started_by,
    )
    work_on(imported.pk)
    imported.refresh_from_db()
    assert "Hardly anything" in imported.note_sentences[0]


def a_menu(*names: str) -> dict[str, str]:
    pages = {f"docs/{name}.md": a_text(name) for name in WORDS}
    return pages | {"mkdocs.yml": "nav:\n" + "".join(f"  - {name}.md\n" for name in names)}


def test_the_order_of_the_menu_is_followed_at_the_second_import():
    first = an_import(a_menu("pumps", "seals", "valves", "oil"))
    second = again(a_menu("oil", "pumps", "seals", "valves"), first)
    assert titles_below() == ["Oil", "Pumps", "Seals", "Valves"]
    assert outcome(second, "docs/oil.md") == (
        "updated",
        "It stands elsewhere in the source now, and so it does here.",
    )
    assert queries.counts(second)["updated"] == 1
    assert queries.counts(again(a_menu("oil", "pumps", "seals", "valves"), first))["updated"] == 0


def test_weights_of_front_matter_are_followed_at_the_second_import():
    def weighed(**weights: int) -> dict[str, str]:
        return {f"{name}.md": f"---\nweight: {n}\n---\n{a_text(name)}" for name, n in weights.items()}

    first = an_import(weighed(pumps=1, seals=2, oil=3))
    again(weighed(pumps=3, seals=2, oil=1), first)
    assert titles_below() == ["Oil", "Seals", "Pumps"]


def test_a_new_page_stands_where_the_source_puts_it():
    files = {f"{n}-{name}.md": a_text(name) for n, name in enumerate(WORDS) if name != "seals"}
    first = an_import(files)
    again(files | {"1-seals.md": a_text("seals")}, first)
    assert titles_below() == ["Pumps", "Seals", "Valves", "Oil"]


def test_where_somebody_put_a_page_here_counts_more_than_the_source():
    first = an_import(a_menu("pumps", "seals", "valves", "oil"))
    move(page("Oil"), parent=None, position=0, actor=first.started_by)
    second = again(a_menu("pumps", "oil", "seals", "valves"), first)
    assert titles_below() == ["Oil", "Pumps", "Seals", "Valves"]
    result, why = outcome(second, "docs/oil.md")
    assert result == "skipped"
    assert "moved here since the last import" in why
    third = again(a_menu("valves", "pumps", "oil", "seals"), first)
    assert titles_below() == ["Oil", "Valves", "Pumps", "Seals"]
    assert outcome(third, "docs/oil.md")[0] == "skipped"


def test_a_page_that_somebody_hung_below_another_stays_there():
    first = an_import(a_menu("pumps", "seals", "valves", "oil"))
    move(page("Oil"), parent=page("Pumps"), actor=first.started_by)
    again(a_menu("oil", "pumps", "seals", "valves"), first)
    assert titles_below("Pumps") == ["Oil"]
    assert nothing_but_skips(again(a_menu("oil", "pumps", "seals", "valves"), first))


def nothing_but_skips(imported: Import) -> bool:
    counted = queries.counts(imported)
    return not counted["updated"] and not counted["created"]


def test_pages_of_people_stay_behind_the_page_they_stood_behind():
    first = an_import(a_menu("pumps", "seals", "valves", "oil"))
    own = create(community=first.community, title="Ours", body="x", actor=first.started_by)
    move(own, parent=None, position=1, actor=first.started_by)
    again(a_menu("oil", "pumps", "seals", "valves"), first)
    assert titles_below() == ["Oil", "Pumps", "Ours", "Seals", "Valves"]


def test_undoing_gives_order_and_paths_back():
    first = an_import(a_menu("pumps", "seals", "valves", "oil"))
    changed = a_menu("oil", "pumps", "stopcocks", "seals")
    changed["docs/stopcocks.md"] = changed.pop("docs/valves.md")
    second = undone(again(changed, first))
    assert second.state == Import.State.UNDONE
    assert titles_below() == ["Pumps", "Seals", "Valves", "Oil"]
    assert nothing_but_skips(again(a_menu("pumps", "seals", "valves", "oil"), first))


def test_words_of_people_stay_and_the_page_follows_its_source_all_the_same():
    first = an_import(SITE)
    oil = page("Oil")
    save(oil, title="Oil", body="Our own words.", started_from=1, actor=first.started_by)
    moved = {path: text for path, text in SITE.items() if path != "care/oil.md"}
    second = again(moved | {"oil.md": a_text("oil", "More.")}, first)
    result, why = outcome(second, "oil.md")
    assert (result, page("Oil").body, page("Oil").parent) == ("skipped", "Our own words.", None)
    assert "edited here" in why
    assert "care/oil.md" in why
