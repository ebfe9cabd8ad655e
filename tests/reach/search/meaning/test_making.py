"""Vectors follow what is saved, are made once, survive a crash, and are made anew by another model."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.reach.search import index, queries
from practica.reach.search.meaning import EncoderAway, background, making
from practica.reach.search.meaning.shelf import Shelf
from practica.reach.search.meaning.state import state
from practica.reach.search.models import DocumentVectors, Owed
from tests.builders import a_colleague, a_community, a_member, a_page, settle
from tests.reach.search.meaning.plain import PlainEncoder

pytestmark = pytest.mark.django_db


@pytest.fixture
def yard(site):
    """A public community with a page about cars, embedded."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    a_page(in_=community, title="Motorcar", body="# One\n\nThe automobile.\n\n# Two\n\nGravel and sand.")
    settle()
    site.make()
    return community


def found(words, person=None):
    return [one.entry.title for one in queries.find(words, person=person or AnonymousUser()).hits]


def test_a_saved_page_is_found_in_other_words_and_opens_at_the_passage(yard):
    (hit,) = queries.find("car", person=AnonymousUser()).hits

    assert hit.entry.title == "Motorcar"
    assert hit.url.partition(":~:")[0].endswith("#h-one")


def test_until_its_vectors_are_made_a_page_is_found_by_its_words(site, yard):
    a_page(in_=yard, title="Bicycles", body="Two wheels.")
    settle()

    assert found("wheels") == ["Bicycles"]


def test_what_is_gone_before_search_hears_of_it_hinders_nothing(yard):
    gone = a_page(in_=yard, title="Bicycles", body="Two wheels.").entry_id
    stays = a_page(in_=yard, title="Ferries", body="A deck for lorries.").entry_id
    Entry.objects.filter(pk=gone).delete()

    index.put_entries([gone, stays])

    connection.check_constraints()  # as when the database keeps it: what a row points to has to be there
    assert found("lorries") == ["Ferries"]
    assert list(Owed.objects.filter(entry__in=[gone, stays]).values_list("entry", flat=True)) == [stays]


def test_a_passage_that_did_not_change_is_not_embedded_again(site, yard):
    before = len(site.encoder.embedded)
    entry = Entry.objects.get(title="Motorcar")

    index.put_entries([entry.pk])
    index.rebuild()
    site.make()

    assert len(site.encoder.embedded) == before
    assert found("car") == ["Motorcar"]


def test_what_went_to_the_bin_has_no_vectors_any_more(site, yard):
    entry = Entry.objects.get(title="Motorcar")
    Entry.objects.filter(pk=entry.pk).update(state=Entry.State.BINNED)

    index.put_entries([entry.pk])
    site.make()

    assert not DocumentVectors.objects.exists()
    assert Shelf(index.shelf_directory()).now().documents == 0


def test_a_page_that_only_members_may_see_from_now_on_is_far_from_strangers(site, yard):
    Community.objects.filter(pk=yard.pk).update(audience=Community.Audience.MEMBERS)
    index.put_entries([Entry.objects.get(title="Motorcar").pk])

    # The vectors still say what was before; the index knows better.
    assert found("car") == []
    site.make()

    near = index.meaning().near("car", scopes=("public", "everyone"), community_uids=(), documents=1)
    assert not near.best
    assert found("car", a_member(of=yard)) == ["Motorcar"]


def test_what_was_owed_when_the_encoder_failed_is_owed_still(site, yard, monkeypatch):
    page = a_page(in_=yard, title="Vacation", body="Thirty days of leave.")
    settle()

    def away(texts):
        raise EncoderAway("not now")

    with monkeypatch.context() as patched, pytest.raises(EncoderAway):
        patched.setattr(site.encoder, "embed", away)
        site.make()
    assert making.owed() == 1

    site.make()

    assert page.entry.title in found("holiday")


def test_an_entry_that_cannot_be_embedded_does_not_hold_up_the_others(site, yard, monkeypatch):
    embed = site.encoder.embed
    for name in ("Poison", "Holiday"):
        a_page(in_=yard, title=name, body=f"{name} of all.")
    settle()

    def picky(texts):
        if any("Poison" in text for text in texts):
            raise RuntimeError("cannot do this one")
        return embed(texts)

    monkeypatch.setattr(site.encoder, "embed", picky)
    site.make()

    assert making.owed() == 0
    assert "Holiday" in found("vacation")


def test_after_a_change_of_model_the_old_vectors_serve_until_all_are_made(site, yard, monkeypatch):
    old = site.encoder
    new = site.use(PlainEncoder("another", dimensions=64))
    monkeypatch.setattr(
        "practica.reach.search.meaning.asking.encoder_named", lambda name: {"p": old, "a": new}[name[0]]
    )
    directory = index.shelf_directory()
    making.begin(new, directory)
    making.make_some(new)

    assert state(directory).serving.startswith("plain@")
    assert found("car") == ["Motorcar"]

    site.make()

    assert state(directory).serving.startswith("another@")
    assert set(DocumentVectors.objects.values_list("model", flat=True)) == {state(directory).wanted}
    assert found("car") == ["Motorcar"]


def test_while_most_pages_have_no_vectors_none_count(site, yard):
    for number in range(12):
        a_page(in_=yard, title=f"Page {number}", body="Straw.")
    settle()

    assert found("car") == []
    site.make()
    assert found("car") == ["Motorcar"]


def test_many_changes_make_a_new_large_file_and_few_a_small_one_beside_it(site, yard, monkeypatch):
    monkeypatch.setattr("practica.reach.search.meaning.publishing.FEW", 2)
    shelf = Shelf(index.shelf_directory())

    a_page(in_=yard, title="Vacation", body="Leave.")
    settle()
    site.make()
    assert len(shelf.now().segments) == 2

    for number in range(5):
        a_page(in_=yard, title=f"Page {number}", body="Straw.")
    settle()
    site.make()

    assert len(shelf.now().segments) == 1
    assert (shelf.now().documents, found("holiday")) == (7, ["Vacation"])
    assert len(list(index.shelf_directory().glob("*.vectors"))) == 1


def test_a_file_of_vectors_that_is_damaged_is_made_anew(site, yard):
    for path in index.shelf_directory().glob("*.vectors"):
        path.write_bytes(path.read_bytes()[:-20])
    index.close()
    assert found("car") == []

    site.make()

    assert found("car") == ["Motorcar"]


def test_only_one_process_makes_vectors_at_a_time(site, yard):
    from practica.reach.search.meaning.publishing import only_one

    making.owe_everything()
    with only_one(index.shelf_directory()) as mine:
        assert mine
        assert background.work_off(index.shelf_directory()) == 0

    assert background.work_off(index.shelf_directory()) == 1


def test_administrators_are_told_why_search_goes_by_words_alone(client, settings, monkeypatch, own_index):
    from practica.reach.search.meaning import bundled, choosing

    monkeypatch.setattr(bundled, "PACKAGE", "no_such_model")
    settings.MEANING = True
    choosing.forget()
    said = []
    for person in (a_colleague(), a_colleague(is_administrator=True)):
        client.force_login(person)
        said.append("by words alone" in client.get("/search?q=car").content.decode())
    choosing.forget()

    assert said == [False, True]


def test_the_worker_gives_the_model_back_when_no_more_texts_come(site, yard, monkeypatch):
    monkeypatch.setattr(background, "_LOOK_EVERY", 0)
    monkeypatch.setattr(background, "KEPT_FOR", 0.05)
    a_page(in_=yard, title="Bicycles", body="Two wheels.")
    settle()

    background.work_until_nothing_comes(index.shelf_directory())

    assert making.owed() == 0
    assert site.encoder.rested == 1
