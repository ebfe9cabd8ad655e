"""Undoing an import that started a community; what people did there keeps it."""

from __future__ import annotations

import pytest

from practica.content.discussions.actions import ask
from practica.content.pages.actions import create, save
from practica.content.pages.models import Page
from practica.core.communities.actions import join
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.ledger.models import FactRow
from practica.interfaces.transfer import queries
from practica.interfaces.transfer.models import Import, ImportItem
from tests.builders import a_colleague
from tests.builders.imports import an_import, undone

pytestmark = pytest.mark.django_db(transaction=True)

FILES = {"index.md": "# Pumps\n\n![p](p.svg)\n", "oil.md": "# Oil\n\nChange it.\n", "p.svg": "<svg/>"}


def said(imported: Import) -> str:
    return " ".join(imported.note_sentences)


def test_a_community_in_which_nothing_else_happened_goes_with_its_import():
    imported = undone(an_import(FILES))
    assert (imported.state, imported.community) == (Import.State.UNDONE, None)
    assert not Community.objects.exists()
    assert not Entry.objects.exists()
    assert not StoredFile.objects.exists()
    assert FactRow.objects.filter(name="CommunityRemoved").get().data["name"] == "Pump keepers"
    assert "is removed too" in said(imported)
    assert sum(queries.counts(imported).values()) == imported.items_in
    assert Import.objects.visible_to(imported.started_by).get() == imported
    assert an_import(FILES, by=imported.started_by).state == Import.State.DONE


def test_a_community_that_somebody_joined_stays():
    imported = an_import(FILES)
    join(imported.community, actor=a_colleague())
    assert "The community stays: others have joined." in said(undone(imported))
    assert Community.objects.exists()


def test_a_community_in_which_somebody_wrote_stays_with_what_was_written():
    imported = an_import(FILES)
    create(community=imported.community, title="Ours", body="x", actor=imported.started_by)
    assert "not from this import" in said(undone(imported))
    assert Entry.objects.exclude(state=Entry.State.BINNED).get().title == "Ours"


def test_a_page_that_somebody_edited_keeps_itself_and_its_community():
    imported = an_import(FILES)
    oil = Page.objects.get(entry__title="Oil")
    save(oil, title="Oil", body="Our words.", started_from=1, actor=imported.started_by)
    undone(imported)
    assert "not from this import" in said(imported)
    assert "Kept" in ImportItem.objects.get(import_run=imported, path="oil.md").sentences[-1]
    assert Entry.objects.exclude(state=Entry.State.BINNED).get().title == "Oil"


def test_a_community_with_a_question_stays():
    imported = an_import(FILES)
    ask(community=imported.community, title="Which oil?", body="Any.", actor=imported.started_by)
    assert "The community stays" in said(undone(imported))


def test_a_community_that_was_there_before_stays_without_a_word():
    first = an_import(FILES)
    second = an_import({"bees.md": "# Bees\n\nOther.\n"}, by=first.started_by, into=first.community)
    assert "community" not in said(undone(second))
    assert "other imports went there" in said(undone(first))
