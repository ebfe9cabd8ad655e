"""Pages about people: sight, search, one's own settings."""

import pytest

from practica.core.people.actions import change_profile
from practica.core.people.models import Person, Session, Unit
from tests.builders import a_colleague, a_community, a_guest, a_member, an_organisation

pytestmark = pytest.mark.django_db


def test_a_profile_shows_what_one_may_ask_and_the_communities_both_may_name(
    client, django_assert_max_num_queries
):
    ann, bob = a_colleague("Ann Lee", ask_me_about="Seals", time_zone="Asia/Tokyo"), a_colleague()
    a_community("Pumps", led_by=ann)
    a_community("Canary", led_by=ann, audience="members")
    a_community("Whisper", led_by=ann, is_listed=False)
    client.force_login(bob)
    with django_assert_max_num_queries(10):
        page = client.get(f"/people/{ann.handle}")
    assert "Seals" in page.text and "Asia/Tokyo" in page.text and "Pumps" in page.text
    assert "Canary" not in page.text and "Whisper" not in page.text


def test_a_guest_finds_the_people_of_her_communities_and_nobody_else(client):
    guest = a_guest()
    community = a_community("Pumps", led_by=a_colleague("Ann Lee"), audience="members")
    a_member(of=community, role="guest", person=guest)
    canary = a_colleague("Canary Stranger")
    client.force_login(guest)
    directory = client.get("/people").text
    assert "Ann Lee" in directory and "Canary" not in directory
    assert client.get(f"/people/{canary.handle}").status_code == 404
    assert "Canary" not in client.get("/people", {"q": "canary"}).text.replace('value="canary"', "")


def test_visitors_see_no_people(client):
    ann = a_colleague("Ann Lee")
    assert client.get(f"/people/{ann.handle}").status_code == 404
    assert client.get("/people")["Location"].startswith("/accounts/login/")


def test_the_directory_finds_by_word_unit_and_organisation_within_its_budget(
    client, django_assert_max_num_queries
):
    home = an_organisation()
    plant = Unit.objects.create(organisation=home, name="Plant")
    hall = Unit.objects.create(organisation=home, name="Hall 3", parent=plant)
    ann = a_colleague("Ann Lee", ask_me_about="oil sampling")
    change_profile(ann, actor=ann, unit=hall)
    for _ in range(5):
        a_colleague("Someone Else")
    client.force_login(ann)
    with django_assert_max_num_queries(10):
        page = client.get("/people", {"q": "oil", "unit": plant.uid, "organisation": home.uid})
    assert page.text.count('class="person card"') == 1
    assert client.get("/people", {"unit": "nonsense", "page": "-4"}).status_code == 200


def test_a_profile_is_changed_by_its_person(client):
    ann = a_colleague()
    client.force_login(ann)
    client.post("/you", {"name": "Ann  Lee", "headline": "Mechanic", "time_zone": "Europe/Helsinki"})
    ann.refresh_from_db()
    assert (ann.name, ann.headline, ann.time_zone) == ("Ann Lee", "Mechanic", "Europe/Helsinki")


def test_a_profile_that_needs_another_look_keeps_what_was_typed(client):
    client.force_login(a_colleague())
    answer = client.post("/you", {"name": "", "headline": "Mechanic", "time_zone": "Moon/Sea"})
    assert answer.status_code == 422 and "Mechanic" in answer.text


def test_a_unit_of_another_organisation_cannot_be_chosen(client):
    other = Unit.objects.create(organisation=an_organisation(standing="partner"), name="Theirs")
    Unit.objects.create(organisation=an_organisation(), name="Ours")
    client.force_login(a_colleague())
    answer = client.post("/you", {"name": "Ann", "unit": other.uid})
    assert answer.status_code == 422


def test_the_theme_is_remembered(client):
    ann = a_colleague()
    client.force_login(ann)
    client.post("/you/theme", {"theme": "dark"})
    client.post("/you/theme", {"theme": "pink"})
    ann.refresh_from_db()
    assert ann.theme == "dark"


def test_another_device_is_signed_out_and_this_one_stays(client):
    ann = a_colleague()
    elsewhere = type(client)()
    elsewhere.force_login(ann)
    client.force_login(ann)
    page = client.get("/you/security").text
    assert page.count("Sign out that device") == 1
    name = page.split("/you/sessions/")[1].split("/")[0]
    client.post(f"/you/sessions/{name}/end")
    assert Session.objects.filter(person=ann).count() == 1
    assert client.get("/you").status_code == 200
    assert elsewhere.get("/you").status_code == 302


def test_every_other_device_is_signed_out_at_once(client):
    ann, eve = a_colleague(), a_colleague()
    elsewhere = [type(client)() for _ in range(3)]
    for device in elsewhere[:2]:
        device.force_login(ann)
    elsewhere[2].force_login(eve)
    client.force_login(ann)
    client.post("/you/sessions/end-others")
    assert [device.get("/you").status_code for device in elsewhere] == [302, 302, 200]
    assert "Sign out all other devices" not in client.get("/you/security").text


def test_nobody_signs_out_the_devices_of_others(client):
    ann, eve = a_colleague(), a_colleague()
    client.force_login(ann)
    name = "0" * 16
    thief = type(client)()
    thief.force_login(eve)
    thief.post(f"/you/sessions/{name}/end")
    assert Session.objects.filter(person=ann).exists()


def test_the_welcome_offers_communities_in_sight_alone(client):
    a_community("Pumps")
    a_community("Canary", audience="members")
    ann = a_colleague()
    client.force_login(ann)
    page = client.get("/welcome")
    assert "Pumps" in page.text and "Canary" not in page.text
    client.post("/welcome", {"ask_me_about": "Seals"})
    assert Person.objects.get(pk=ann.pk).ask_me_about == "Seals"
