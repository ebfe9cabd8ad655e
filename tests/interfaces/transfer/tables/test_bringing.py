"""A table becomes rows: guessed, mapped, brought in, its mistakes kept, taken back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practica.content.pages.actions import save
from practica.content.pages.models import Page
from practica.core.communities.models import Membership
from practica.core.entries.models import Entry
from practica.core.entries.queries import FeedRow, feed
from practica.core.people.models import Person
from practica.core.types.models import Field
from practica.core.types.queries import fields_of, values_of
from practica.interfaces.transfer.tables import actions
from practica.interfaces.transfer.tables.models import TableImport
from tests.builders import a_colleague, a_collection, a_community, a_member, a_row

pytestmark = pytest.mark.django_db
PUMPS = "Name;Cost;Site;Owner;Colour\n" + "".join(
    f"Pump {n};{n},5;{'Turku' if n % 2 else 'Oulu'};;{'red' if n % 2 else 'blue'}\n" for n in range(8)
)


@pytest.fixture
def pumps():
    community = a_community()
    return a_collection(in_=community, by=a_member(of=community, role="coordinator"))


def begun(client, pumps, content: str | bytes = PUMPS, name: str = "pumps.csv"):
    client.force_login(pumps.entry.author)
    raw = content.encode() if isinstance(content, str) else content
    where = f"{pumps.get_absolute_url()}/tables"
    return client.post(where, {"file": SimpleUploadedFile(name, raw)})


def chosen(page: str) -> dict[str, str]:
    """What the plan offers for each column, as a browser would send it."""
    found = {}
    for name, options in re.findall(r'<select name="(c\d+)".*?>(.*?)</select>', page, re.S):
        value = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = value[1] if value else ""
    return found


def brought(client, pumps, content: str | bytes = PUMPS, **changed) -> TableImport:
    address = begun(client, pumps, content).url
    plan = client.get(address).content.decode()
    assert client.post(address, {**chosen(plan), **changed}).status_code == 302
    run = TableImport.objects.get()
    actions.work_on(run)
    run.refresh_from_db()
    return run


def in_feed(pumps) -> list[FeedRow]:
    return feed(everything, person=a_member(of=pumps.entry.community))[0]


def everything(entries, person):
    return entries


def values(title: str, pumps) -> dict:
    row = Entry.objects.get(title=title)
    return values_of([row], seen_by=pumps.entry.author, fields=fields_of(pumps.type))[row.pk]


def test_columns_find_their_fields_and_the_rest_become_new_ones(client, pumps):
    run = brought(client, pumps)
    pumps.type.refresh_from_db()
    assert (run.state, run.made, run.left_out) == ("done", 8, 0)
    colour = Field.objects.get(type=pumps.type, label="Colour")
    assert colour.kind == "choice"
    assert values("Pump 3", pumps) == {"cost": 3.5, "site": "turku", colour.name: "red"}


def test_rows_with_a_mistake_are_kept_with_their_reason_and_can_be_taken_along(client, pumps):
    content = "Name,Cost\nGood,5\nBad,lots\n,7\n=1+1,8\nLong,1,2,3\n"
    run = brought(client, pumps, content)
    assert (run.made, run.left_out) == (2, 3)
    page = client.get(begun(client, pumps).url.rsplit("/", 1)[0] + f"/{run.uid}").content.decode()
    assert "Cost: “lots” is no number." in page
    answer = client.get(f"{pumps.get_absolute_url()}/tables/{run.uid}/left-out.csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [line[0] for line in lines[1:]] == ["Bad", "", "Long"]
    assert lines[1][2] == "3"
    assert lines[3] == ["Long", "1", "6", "This line has more cells than the first line.", "2", "3"]


def test_what_was_left_out_is_mended_and_brought_again_without_our_own_columns(client, pumps):
    content = "Name,Cost,Line,Why it was left out\nBad,9,3,Cost: “lots” is no number.\n"
    run = brought(client, pumps, content)
    assert (run.made, run.left_out) == (1, 0)
    assert not Field.objects.filter(type=pumps.type, label__in=("Line", "Why it was left out")).exists()


def test_before_it_runs_the_plan_says_what_will_not_fit(client, pumps):
    page = client.get(begun(client, pumps, "Name,Cost\nGood,5\nBad,lots\nGood,6\n").url).content.decode()
    assert "1 of these rows does not fit" in page
    assert "Line 3: Cost: “lots” is no number." in page


def test_the_plan_also_says_what_will_not_fit_into_fields_that_are_yet_to_be_made(client, pumps):
    lines = [f"Pump {n},{'=A1' if n == 3 else n},nobody{n}@a.example\n" for n in range(20)]
    address = begun(client, pumps, "Name,Share,Who\n" + "".join(lines)).url
    page = client.get(address).content.decode()
    assert "20 of these rows do not fit" in page
    assert "Who: Nobody here is called" in page and "Share: “=A1” is no number." in page


def test_an_import_broken_off_goes_on_where_it_stood_and_makes_nothing_twice(client, pumps, monkeypatch):
    monkeypatch.setattr(actions, "PORTION", 3)
    address = begun(client, pumps).url
    client.post(address, chosen(client.get(address).content.decode()))
    run = TableImport.objects.get()
    bring, calls = actions._bring, []

    def dies(*args):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return bring(*args)

    monkeypatch.setattr(actions, "_bring", dies)
    with pytest.raises(KeyboardInterrupt):
        actions.work_on(run)
    run = TableImport.objects.get()
    assert (run.state, run.done) == ("running", 3)
    actions.work_on(run)
    actions.work_on(TableImport.objects.get())
    assert Entry.objects.filter(title__startswith="Pump", kind="page").count() == 8
    assert TableImport.objects.get().made == 8


def test_who_forgets_an_import_that_has_begun_does_not_take_its_file_away(client, pumps):
    address = begun(client, pumps).url
    client.post(address, chosen(client.get(address).content.decode()))
    run = TableImport.objects.get()

    told = client.post(f"{address}/forget", follow=True)
    actions.work_on(run)

    assert "This import has begun already." in told.content.decode()

    run.refresh_from_db()
    assert (run.state, run.made) == ("done", 8)


def test_an_import_is_taken_back_and_rows_that_were_there_stay(client, pumps):
    a_row("Mine", in_=pumps)
    run = brought(client, pumps)
    client.post(f"{pumps.get_absolute_url()}/tables/{run.uid}/undo")
    actions.work_on(TableImport.objects.get())
    assert TableImport.objects.get().state == "undone"
    assert list(Entry.objects.out().filter(kind="page").values_list("title", flat=True)) == ["Mine"]


def test_people_are_found_by_address_as_far_as_the_importer_sees_them(client, pumps):
    ann = a_colleague("Ann", email="ann@example.org")
    content = f"Name,Owner\nP1,ann@example.org\nP2,{ann.handle}\nP3,nobody@example.org\n"
    owner = Field.objects.get(type=pumps.type, name="owner")
    run = brought(client, pumps, content, c1=owner.name)
    assert (run.made, run.left_out) == (2, 1)
    assert values("P1", pumps)["owner"] == (ann,)


def test_who_cannot_change_the_type_maps_to_the_fields_there_are(client, pumps):
    member = a_member(of=pumps.entry.community)
    client.force_login(member)
    where = f"{pumps.get_absolute_url()}/tables"
    address = client.post(where, {"file": SimpleUploadedFile("p.csv", PUMPS.encode())}).url
    plan = client.get(address).content.decode()
    assert 'value="new"' not in plan
    assert client.post(address, {**chosen(plan), "c4": "new"}).status_code == 422


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"c0": "", "c1": "cost"}, "Choose the column that names the rows."),
        ({"c0": "title", "c1": "cost", "c2": "cost"}, "Two columns cannot become the same field."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_a_sentence(client, pumps, sent, words):
    address = begun(client, pumps).url
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_that_is_no_table_is_refused_beside_the_field(client, pumps):
    answer = begun(client, pumps, ",".join(f"c{n}" for n in range(1000)) + "\n")
    assert answer.status_code == 422
    assert "1000 columns; 200 is the most" in answer.content.decode()


def test_imports_are_private_to_whoever_began_them(client, pumps):
    address = begun(client, pumps).url
    other = a_member(of=pumps.entry.community, role="coordinator")
    for person, status in ((other, 404), (a_colleague(), 403)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_rows_brought_at_once_are_one_line_of_the_feed_of_the_collection(client, pumps):
    a_row("By hand", in_=pumps)
    brought(client, pumps)
    lines = in_feed(pumps)
    assert [line.entry.title for line in lines] == [pumps.entry.title, "By hand"]
    assert lines[0].badge.word == f"{pumps.entry.author.name} added 8 rows"


def test_a_row_that_was_brought_comes_into_the_feed_when_somebody_writes_in_it(client, pumps):
    brought(client, pumps)
    page = Page.objects.with_entry().get(entry__title="Pump 3")
    save(page, title="Pump 3", body="It leaks.", started_from=1, actor=pumps.entry.author)
    assert [line.entry.title for line in in_feed(pumps)] == ["Pump 3", pumps.entry.title]


def test_what_was_taken_back_is_told_of_no_longer(client, pumps):
    run = brought(client, pumps)
    actions.ask_undo(run, actor=pumps.entry.author)
    actions.work_on(TableImport.objects.get())
    assert [line.badge for line in in_feed(pumps)] == [None]


def test_a_portion_takes_as_many_statements_however_many_rows_it_has(client, pumps):
    def statements(count: int) -> int:
        content = "Name,Cost\n" + "".join(f"P{count}-{n},{n}\n" for n in range(count))
        address = begun(client, pumps, content).url
        client.post(address, chosen(client.get(address).content.decode()))
        with CaptureQueriesContext(connection) as asked:
            actions.work_on(TableImport.objects.latest("pk"))
        return len(asked)

    few = statements(3)
    assert statements(300) <= few + 2


def test_only_while_rows_are_coming_in_one_is_told_that_it_goes_on(client, pumps):
    address = begun(client, pumps).url
    client.post(address, chosen(client.get(address).content.decode()))
    assert "it goes on" in client.get(f"{address}/progress").content.decode()
    actions.work_on(TableImport.objects.get())
    assert "it goes on" not in client.get(f"{address}/progress").content.decode()


LOSSES = {
    "no member": lambda who, of: Membership.objects.filter(person=who, community=of).delete(),
    "suspended": lambda who, of: Person.objects.filter(pk=who.pk).update(is_active=False),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
def test_rows_end_with_the_right_to_bring_them(client, pumps, monkeypatch, loss):
    who, community = pumps.entry.author, pumps.entry.community
    address = begun(client, pumps).url
    client.post(address, chosen(client.get(address).content.decode()))
    run, made = TableImport.objects.get(), actions.make_rows

    def make_and_lose(**values):
        rows = made(**values)
        loss(who, community)
        return rows

    monkeypatch.setattr(actions, "PORTION", 3)
    monkeypatch.setattr(actions, "make_rows", make_and_lose)
    actions.work_on(run)

    run.refresh_from_db()
    assert (run.state, run.made) == (TableImport.State.FAILED, 3)
    assert Entry.objects.filter(title__startswith="Pump ").count() == 3
