"""Bringing people and units from a list."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practica.core.ledger.models import FactRow
from practica.core.people.actions import bring_in, bring_in_all, look_at_list
from practica.core.people.models import Belonging, Organisation, PeopleList, PeopleListRow, Person, Unit
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, an_organisation

pytestmark = pytest.mark.django_db

HEAD = "name,email,organisation,unit,headline,ask_me_about,language,time_zone\n"


def _look(text, *, actor=None):
    data = text if isinstance(text, bytes) else text.encode()
    actor = actor or a_colleague(is_administrator=True)
    return look_at_list(io.BytesIO(data), name="people.csv", size=len(data), actor=actor)


def _bring(text, *, actor=None):
    found = _look(text, actor=actor)
    bring_in(found, actor=found.brought_by)
    bring_in_all(found)
    return found


def _fates(found):
    return list(found.rows.order_by("number").values_list("outcome", flat=True))


def test_only_an_administrator_brings_people():
    with pytest.raises(Refused):
        _look(HEAD + "Ann,ann@x.example", actor=a_colleague())


def test_looking_changes_nobody():
    found = _look(HEAD + "Ann,ann@x.example,Alder Works,Plant > Hall 3,,,,\n")
    assert _fates(found) == ["created"]
    assert not Person.objects.filter(name="Ann").exists() and not Unit.objects.exists()


def test_people_come_without_an_account_into_units_made_on_the_way():
    _bring(HEAD + "Ann,Ann@X.example,Alder Works,Plant > Hall 3,Mechanic,Seals,fi,Europe/Helsinki\n")
    ann = Person.objects.get(name="Ann")
    assert (ann.has_account, ann.email, ann.author_email) == (False, "", "ann@x.example")
    assert (ann.unit.name, ann.unit.parent.name, ann.organisation.name) == ("Hall 3", "Plant", "Alder Works")
    assert Belonging.objects.get(person=ann).until is None
    assert FactRow.objects.get(name="PeopleImported").data == {"created": 1, "updated": 0}


def test_the_same_list_again_changes_nothing():
    text = HEAD + "Ann,ann@x.example,Alder Works,Plant > Hall 3,Mechanic,Seals,fi,Europe/Helsinki\n"
    _bring(text)
    assert _fates(_look(text)) == ["unchanged"]


def test_a_new_unit_keeps_where_one_belonged_before():
    _bring(HEAD + "Ann,ann@x.example,Alder Works,Plant,,,,\n")
    Belonging.objects.update(since="2020-01-01")
    found = _bring(HEAD + "Ann,ann@x.example,Alder Works,Office,,,,\n")
    assert _fates(found) == ["updated"]
    assert list(Belonging.objects.order_by("since").values_list("unit__name", flat=True)) == [
        "Plant",
        "Office",
    ]
    assert Belonging.objects.filter(until=None).count() == 1


def test_what_somebody_with_an_account_says_of_herself_stays():
    ann = a_colleague("Ann Lee", email="ann@x.example", headline="Mine")
    _bring(HEAD + "Ann L.,ann@x.example,,Plant,Theirs,Seals,,\n")
    ann.refresh_from_db()
    assert (ann.name, ann.headline, ann.ask_me_about, ann.unit.name) == ("Ann Lee", "Mine", "Seals", "Plant")


def test_every_line_that_cannot_be_used_says_why_and_the_others_come():
    found = _bring(
        HEAD
        + ",a@x.example,,,,,,\n"
        + "Bo,nonsense,,,,,,\n"
        + "Cy,cy@x.example,,,,,,Moon/Sea\n"
        + "Di,di@x.example,,,,,klingon,\n"
        + "Ed,ed@x.example,,,,,,,,,,too,many,cells,here,now,really,yes\n"
        + f"{'x' * 121},fi@x.example,,,,,,\n"
        + "Gy,gy@x.example,,,,,,\n"
        + "Gy again,GY@x.example,,,,,,\n"
    )
    errors = found.rows.filter(outcome="error").order_by("number")
    assert [row.number for row in errors] == [2, 3, 4, 5, 6, 7, 9]
    assert all(row.reason for row in errors)
    assert "Line 8" in errors.last().reason
    assert set(Person.objects.filter(has_account=False).values_list("name", flat=True)) == {"Gy"}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (HEAD.encode(), "no lines"),
        (b"first,second\n1,2\n", "no columns “name”, “email”"),
        (b"name\nAnn\n", "“email”"),
        (b"PK\x03\x04\x00\x00binary\x00\xff", "no text"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data, words):
    with pytest.raises(Invalid, match=words):
        _look(data)
    assert not PeopleList.objects.exists()


def test_a_line_without_an_address_says_that_it_is_missing():
    found = _look(HEAD + "Ann,,,,,,,\n")

    assert found.rows.get().reason == "The address is missing."


def test_a_short_list_of_an_old_spreadsheet_keeps_its_names():
    found = _look("name;email\nInés Ångström;ines@x.example\n".encode("cp1252"))

    assert found.rows.get().values["name"] == "Inés Ångström"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_is_read_whatever_program_wrote_it(encoding, delimiter):
    lines = [["Full name", "E-Mail", "Organization"]]
    lines += [[f"Jürgen Müßig {n}", f"j{n}@x.example", "Größe & Söhne"] for n in range(5)]
    found = _look("\r\n".join(delimiter.join(line) for line in lines).encode(encoding))
    assert found.rows.first().values["name"] == "Jürgen Müßig 0"
    assert _fates(found) == ["created"] * 5


def test_a_new_organisation_is_a_partner_and_is_announced():
    found = _bring(HEAD + "Ann,ann@birch.example,Birch,,,,,\n")
    assert "Birch" in found.rows.get().reason or Organisation.objects.get(name="Birch").standing == "partner"
    assert not Person.objects.get(name="Ann").is_colleague


def test_without_an_organisation_the_address_decides_and_else_home():
    birch = an_organisation("Birch", standing="partner")
    birch.email_domains = ["birch.example"]
    birch.save()
    _bring(HEAD + "Ann,ann@birch.example,,,,,,\nBo,bo@x.example,,,,,,\n")
    assert Person.objects.get(name="Ann").organisation == birch
    assert Person.objects.get(name="Bo").is_colleague


def test_a_list_broken_off_goes_on_where_it_stood():
    found = _look(HEAD + "".join(f"Person {n},p{n}@x.example,,,,,,\n" for n in range(3)))
    bring_in(found, actor=found.brought_by)
    PeopleListRow.objects.filter(number=2).update(applied=True)
    bring_in_all(found)
    bring_in_all(found)
    assert Person.objects.filter(has_account=False).count() == 2
    found.refresh_from_db()
    assert found.state == "done" and FactRow.objects.filter(name="PeopleImported").count() == 1


def test_a_list_is_brought_in_once():
    found = _bring(HEAD + "Ann,ann@x.example,,,,,,\n")
    with pytest.raises(Invalid):
        bring_in(found, actor=found.brought_by)


def test_a_long_list_asks_no_more_than_a_short_one():
    asked = []
    for people in (500, 5000):
        rows = (
            f"Person {n},p{n}@x{people}.example,Alder Works,Plant > Hall {n % 40},,,,\n"
            for n in range(people)
        )
        with CaptureQueriesContext(connection) as queries:
            found = _look(HEAD + "".join(rows))
        assert found.rows.filter(outcome="created").count() == people
        asked.append(len(queries))
    # One question for fifty people more, not one for each.
    assert asked[1] - asked[0] <= (5000 - 500) / 50
