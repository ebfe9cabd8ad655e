"""The index of the site: kept in step, made anew, and never half written."""

from __future__ import annotations

import shutil

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.people.actions import author_from_elsewhere, claim
from practica.kit.contracts import search
from practica.reach.search import index, jobs, queries
from practica.reach.search.engines import IndexBroken, IndexBusy, open_engine
from practica.reach.search.engines.local import engine
from tests.builders import a_colleague, a_community, a_page, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def yard():
    """A public community with a page about heaps, indexed."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    a_page(in_=community, title="Heaps", body="About compost.")
    settle()
    return community


def found(words):
    return [one.entry.title for one in queries.find(words, person=AnonymousUser()).hits]


def test_a_reader_sees_what_the_worker_wrote_after_it_had_opened(yard):
    assert found("compost") == ["Heaps"]

    a_page(in_=yard, title="Bees", body="Also compost.")
    settle()

    assert sorted(found("compost")) == ["Bees", "Heaps"]


def test_a_broken_index_is_made_anew_when_the_worker_starts(yard, own_index):
    index.close()
    (own_index / "meta.json").write_text("nonsense")
    assert not index.is_usable()

    jobs.ensure_index()

    assert index.is_usable()
    assert found("compost") == ["Heaps"]


def test_an_index_that_breaks_while_the_site_runs_is_mended_by_the_worker(yard, own_index, client):
    assert found("compost") == ["Heaps"]
    _break(own_index)
    assert queries.find("compost", person=AnonymousUser()).is_away
    assert client.get("/api/search?q=compost").status_code == 503

    jobs.rebuild_when_asked()

    assert found("compost") == ["Heaps"]
    assert not index.take_request()
    a_page(in_=yard, title="Bees", body="Also compost.")
    settle()
    assert sorted(found("compost")) == ["Bees", "Heaps"]


def test_a_save_that_meets_a_broken_index_asks_for_a_new_one(yard, own_index):
    index.close()
    _break(own_index)

    with pytest.raises(IndexBroken):
        index.put_entries(Entry.objects.values_list("pk", flat=True))

    assert index.take_request()


def test_a_broken_index_is_not_taken_away_from_who_writes_to_it(yard, own_index):
    index.close()
    other = open_engine(own_index, writable=True)
    _break(own_index)

    with pytest.raises(IndexBusy):
        index.rebuild()

    assert (own_index / "meta.json").exists()
    other.close()
    assert index.rebuild() == 1


def test_while_it_is_made_anew_nobody_is_told_that_there_is_nothing(yard, own_index, client, monkeypatch):
    index.close()
    _break(own_index)
    seen = []

    def look_meanwhile(count):
        seen.append((queries.find("compost", person=AnonymousUser()), client.get("/search?q=compost")))

    index.rebuild(look_meanwhile)

    ((findings, page),) = seen
    assert findings.is_away
    assert "Search is being repaired" in page.content.decode()
    assert "Nothing for" not in page.content.decode()
    assert found("compost") == ["Heaps"]
    assert not queries.find("zanzibar", person=AnonymousUser()).is_away


def test_an_index_whose_making_was_cut_off_is_made_anew_at_the_next_start(yard, own_index):
    index.close()
    _break(own_index)

    def killed(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.rebuild(killed)
    index.close()
    assert not index.is_usable()

    jobs.ensure_index()

    assert index.is_usable()
    assert found("compost") == ["Heaps"]


def test_an_index_that_is_removed_while_the_site_runs_is_made_anew(yard, own_index):
    shutil.rmtree(own_index)

    jobs.rebuild_when_asked()

    index.close()
    assert found("compost") == ["Heaps"]


def _break(folder):
    for path in folder.iterdir():
        if not path.name.endswith(".lock"):
            path.write_bytes(b"\xff" * 200)


def test_a_missing_index_is_made_when_the_worker_starts(yard, own_index):
    index.close()
    index.discard(own_index)

    jobs.ensure_index()

    assert found("compost") == ["Heaps"]


def test_the_worker_rebuilds_once_when_asked(yard, monkeypatch):
    rebuilt = []
    monkeypatch.setattr(index, "rebuild", lambda: rebuilt.append(1))

    jobs.rebuild_when_asked()
    index.request_rebuild()
    jobs.rebuild_when_asked()
    jobs.rebuild_when_asked()

    assert rebuilt == [1]


def test_while_another_process_writes_nobody_else_can(yard, own_index):
    index.close()
    other = open_engine(own_index, writable=True)

    with pytest.raises(IndexBusy):
        index.rebuild()

    other.close()
    assert index.rebuild() == 1


def test_a_rebuild_forgets_what_is_gone_from_the_database(yard):
    Entry.objects.filter(title="Heaps").delete()

    index.rebuild()

    assert index.reader().count() == 0


def test_many_entries_are_read_in_batches(yard, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 3)
    for number in range(7):
        a_page(in_=yard, title=f"Page {number}", body="Straw.")

    index.put_entries(Entry.objects.values_list("pk", flat=True).iterator())

    assert queries.find("straw", person=AnonymousUser()).total == 7


def test_after_many_entries_memory_is_given_back_and_the_index_reads_on(yard, monkeypatch):
    monkeypatch.setattr(index, "MANY", 1)
    monkeypatch.setattr(engine, "LET_GO_AFTER", 1)
    assert found("compost") == ["Heaps"]

    a_page(in_=yard, title="Bees", body="Also compost.")
    settle()

    assert sorted(found("compost")) == ["Bees", "Heaps"]


def test_when_a_document_cannot_be_made_the_index_stays_as_it_was(yard, monkeypatch):
    entry = Entry.objects.get(title="Heaps")

    def broken(ids):
        raise RuntimeError("cannot read it")

    source = search.Source(kind="page", documents=broken, entry_ids=lambda: [entry.pk])
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setitem(search.sources(), "page", source)
        index.put_entries([entry.pk])
    index.writer().commit()

    assert found("compost") == ["Heaps"]


def test_a_community_that_closes_takes_its_pages_out_of_sight_of_strangers_in_the_index_too(yard):
    from practica.reach.search import listeners

    Community.objects.filter(pk=yard.pk).update(audience=Community.Audience.MEMBERS)
    fact = type("Row", (), {"community_id": yard.pk})()

    listeners.community_seen_by_others([fact])

    result = index.reader().search("compost", scopes=("public",), filters=search.Filters(), limit=5)
    assert result.total == 0


def test_what_an_author_wrote_bears_her_name_once_she_claimed_it(yard):
    author = author_from_elsewhere("Bea Fitter", "bea@else.example")
    entry = Entry.objects.get(title="Heaps")
    Entry.objects.filter(pk=entry.pk).update(author=author)
    index.rebuild()
    bea = a_colleague("Beatrice Fitter", email="bea@else.example")
    EmailAddress.objects.create(user=bea, email=bea.email, verified=True, primary=True)

    claim(author, actor=bea)
    settle()

    assert found("Beatrice") == ["Heaps"]
