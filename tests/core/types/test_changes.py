"""What a field held before is told to whoever sees the entry, as far as she sees what it points at."""

from __future__ import annotations

import pytest

from practica.content.pages.actions import restore, save
from practica.content.pages.models import Page, Revision
from practica.core.entries.actions import set_audience
from practica.core.types.actions import set_values
from practica.core.types.queries import changes_of, values_of
from tests.builders import a_community, a_guest, a_member
from tests.builders.pages import a_page
from tests.builders.types import a_type

pytestmark = pytest.mark.django_db


@pytest.fixture
def pump():
    community = a_community(audience="members")
    type = a_type(in_=community, cost="number", due="date", parts="relation", owner="people",
                  state=("choice", {"choices": [{"label": "In use"}, {"label": "Scrapped"}]}))  # fmt: skip
    return a_page(in_=community, type=type, values={"cost": 4, "state": "in_use"})


def told(page, person) -> list[tuple[str, str, str]]:
    return [(one.field.name, one.before, one.after) for one in changes_of(page.entry, seen_by=person)[0]]


def test_each_change_says_who_when_and_from_what_to_what_in_words(pump):
    ann = pump.entry.author
    set_values(pump.entry, {"cost": 5, "state": "scrapped", "due": "2026-05-01"}, actor=ann)
    changes, older = changes_of(pump.entry, seen_by=ann)
    assert told(pump, ann) == [
        ("due", "", "1 May 2026"),
        ("state", "In use", "Scrapped"),
        ("cost", "4", "5"),
    ]
    assert {one.person for one in changes} == {ann}
    assert older is None


def test_saving_the_same_again_is_no_change(pump):
    set_values(pump.entry, {"cost": 4}, actor=pump.entry.author)
    assert told(pump, pump.entry.author) == []


def test_what_a_field_led_to_is_named_only_to_those_who_see_it(pump):
    lead = pump.entry.author
    hidden = a_page(in_=pump.entry.community, title="Hidden giraffe")
    set_audience(hidden.entry, "core", actor=pump.entry.community.created_by)
    set_values(pump.entry, {"parts": [hidden.entry.uid]}, actor=pump.entry.community.created_by)
    set_values(pump.entry, {"parts": None}, actor=pump.entry.community.created_by)
    member = a_member(of=pump.entry.community)
    assert ("parts", "", "") in told(pump, member)
    assert ("parts", "Hidden giraffe", "") in told(pump, pump.entry.community.created_by)
    assert lead


def test_who_does_not_see_the_entry_is_told_nothing(pump):
    set_values(pump.entry, {"cost": 5}, actor=pump.entry.author)
    assert told(pump, a_guest()) == []


def test_an_older_version_comes_back_with_its_fields_when_asked(client, pump):
    ann = pump.entry.author
    save(pump, title=pump.entry.title, body="Newer.", started_from=1, actor=ann)
    set_values(pump.entry, {"cost": 9, "state": None}, actor=ann)
    client.force_login(ann)
    address = f"{pump.get_absolute_url()}/history/1/restore"
    page = client.get(address).content.decode()
    assert "Put the fields back as well" in page and "In use" in page
    client.post(address, {"started_from": "2", "with_values": "on"})
    held = values_of([pump.entry], seen_by=ann)[pump.entry.pk]
    assert (held["cost"], held["state"]) == (4, "in_use")
    assert told(pump, ann)[0] == ("state", "", "In use")


def test_without_asking_the_fields_stay_as_they_are(pump):
    ann = pump.entry.author
    save(pump, title=pump.entry.title, body="Newer.", started_from=1, actor=ann)
    set_values(pump.entry, {"cost": 9}, actor=ann)
    page = Page.objects.with_entry().get(pk=pump.pk)
    restore(page, Revision.objects.get(page=page, number=1), actor=ann)
    assert values_of([pump.entry], seen_by=ann)[pump.entry.pk]["cost"] == 9


def test_the_versions_of_a_page_show_the_changes_of_its_fields(client, pump):
    set_values(pump.entry, {"cost": 5}, actor=pump.entry.author)
    client.force_login(a_member(of=pump.entry.community))
    page = client.get(f"{pump.get_absolute_url()}/history").content.decode()
    assert "<del>4</del>" in page and "<ins>5</ins>" in page
