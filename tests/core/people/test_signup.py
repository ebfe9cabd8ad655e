"""Making an account, signing in, and who one becomes by it."""

import html
import re

import pytest
from allauth.account.models import EmailAddress

from practica.core.communities.actions import invite
from practica.core.ledger.models import FactRow
from practica.core.people.models import Organisation, Person
from practica.reach.notifications.models import OutboxMail
from tests.builders import a_colleague, a_community, an_organisation

pytestmark = pytest.mark.django_db

TYPED = {"name": "Ann Lee", "email": "ann@alder.example", "password1": "correct horse battery"}


def _sign_up(client, **values):
    return client.post("/accounts/signup/", {**TYPED, **values})


def test_the_first_person_of_a_fresh_site_gets_the_keys_and_a_home(client, settings):
    settings.SIGN_UP, settings.SITE_NAME = "invited", "Alder Works"
    answer = _sign_up(client)
    ann = Person.objects.get()
    assert answer["Location"] == "/welcome"
    assert ann.is_administrator and ann.is_colleague and ann.has_account
    assert (ann.name, ann.handle, ann.organisation.name) == ("Ann Lee", "ann-lee", "Alder Works")
    assert FactRow.objects.filter(name="PersonJoinedSite", actor_id=ann.pk).exists()
    assert client.get("/welcome").status_code == 200


@pytest.mark.parametrize(
    ("password", "sentences"),
    [
        ("password", ["Use 10 characters or more.", "Many people use this one, so it is guessed first."]),
        ("1234567890", ["Many people use this one, so it is guessed first."]),
        ("ann@alder.example", ["This is too much like your name or address."]),
        ("Ann Lee Two26", ["This is too much like your name or address."]),
    ],
)
def test_what_a_password_lacks_is_said_at_once_and_all_else_that_was_typed_stays(client, password, sentences):
    a_colleague()
    answer = _sign_up(client, name="Ann Lee Two", password1=password)
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert all(page.count(sentence) == 2 for sentence in sentences)  # at its field, and in the list on top
    assert 'value="Ann Lee Two"' in page
    assert f'value="{TYPED["email"]}"' in page
    assert f'value="{password}"' not in page.replace(f'value="{TYPED["email"]}"', "")


def test_later_people_of_an_open_site_belong_to_its_home_without_the_keys(client):
    a_colleague()
    _sign_up(client)
    ann = Person.objects.get(email=TYPED["email"])
    assert ann.is_colleague and not ann.is_administrator


def test_an_address_places_a_person_only_once_she_has_proved_it(client):
    a_colleague()
    Organisation.objects.filter(standing="home").update(email_domains=["alder.example"])
    _sign_up(client)
    ann = Person.objects.get(email=TYPED["email"])
    assert ann.organisation is None
    mail = OutboxMail.objects.get(to=TYPED["email"])
    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/confirm-email/\S+)", mail.text)[1]
    assert client.get(link).status_code == 200
    ann.refresh_from_db()
    assert ann.organisation is None
    client.post(link)
    ann.refresh_from_db()
    assert ann.is_colleague


def test_a_form_that_needs_another_look_is_422_and_keeps_what_was_typed(client):
    answer = _sign_up(client, password1="short")
    assert answer.status_code == 422 and "Ann Lee" in answer.text
    assert not Person.objects.exists()


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/password/change/"])
def test_what_a_password_must_be_stands_there_in_words(client, path):
    client.force_login(a_colleague()) if "change" in path else None
    page = client.get(path).text
    assert "10 characters or more" in page and "&lt;li&gt;" not in page


def test_a_site_by_invitation_is_closed_to_everyone_else(client, settings):
    a_colleague()
    settings.SIGN_UP = "invited"
    assert "An invitation is needed" in client.get("/accounts/signup/").text
    _sign_up(client)
    assert not Person.objects.filter(email=TYPED["email"]).exists()


def test_an_invitation_by_mail_opens_a_closed_site_for_its_address_alone(client, settings):
    settings.SIGN_UP = "invited"
    lead = a_colleague()
    community = a_community(led_by=lead, audience="members")
    _invitation, token = invite(community, email="ann@birch.example", actor=lead)
    birch = an_organisation(standing="partner")
    birch.email_domains = ["birch.example"]
    birch.save()
    path = client.post(f"/join/{token}", {"to": "sign-up"})["Location"]
    assert _sign_up(client, email="eve@birch.example").status_code == 422
    answer = client.post(path, {**TYPED, "email": "ann@birch.example", "next": f"/join/{token}"})
    assert answer["Location"] == f"/join/{token}"
    ann = Person.objects.get(email="ann@birch.example")
    assert ann.organisation == birch and not ann.is_colleague
    assert EmailAddress.objects.get(user=ann).verified
    client.post(f"/join/{token}")
    assert community.memberships.get(person=ann).role == "guest"


def test_on_the_way_in_by_an_invitation_one_reads_who_invites_to_what(client):
    lead = a_colleague("Ann Lee")
    community = a_community("Canary", led_by=lead, audience="members")
    _invitation, token = invite(community, email="bob@birch.example", message="We miss you.", actor=lead)
    sentence = "Ann Lee invites you to Canary."
    shown = client.get(f"/join/{token}").text
    assert sentence in shown and "We miss you." in shown
    door = client.post(f"/join/{token}", {"to": "sign-up"})["Location"]
    assert sentence in client.get(door).text and 'value="bob@birch.example"' in client.get(door).text
    assert sentence in client.get(f"/accounts/login/?next=/join/{token}").text
    for elsewhere in ("/accounts/login/", "/accounts/signup/?next=/inbox"):
        assert "Canary" not in client.get(elsewhere).text


def test_who_guesses_an_invitation_reads_no_name(client):
    lead = a_colleague("Ann Lee")
    invitation, token = invite(a_community("Canary", led_by=lead, audience="members"), actor=lead)
    client.post(f"/join/{token}", {"to": "sign-in"})
    invitation.withdrawn = True
    invitation.save()
    for path in ("/join/guessed", f"/join/{token}", f"/accounts/login/?next=/join/{token}"):
        page = client.get(path).text
        assert "Canary" not in page and "Ann Lee" not in page


def test_a_link_opens_a_closed_site_and_proves_no_address(client, settings):
    settings.SIGN_UP = "invited"
    lead = a_colleague()
    _invitation, token = invite(a_community(led_by=lead), actor=lead)
    client.post(f"/join/{token}", {"to": "sign-up"})
    _sign_up(client)
    ann = Person.objects.get(email=TYPED["email"])
    assert ann.organisation is None and not EmailAddress.objects.get(user=ann).verified


def test_signing_in_and_out(client):
    ann = a_colleague(email="ann@alder.example")
    wrong = client.post("/accounts/login/", {"login": ann.email, "password": "wrong"})
    assert wrong.status_code == 422 and ann.email in wrong.text
    assert "Address and password do not go together." in wrong.text
    client.post(
        "/accounts/login/",
        {"login": ann.email, "password": "correct horse"},
        HTTP_USER_AGENT="Firefox/140 (X11; Linux)",
    )
    assert "Firefox, Linux" in client.get("/you/security").text
    client.post("/accounts/logout/")
    assert client.get("/you").status_code == 302


def test_trying_passwords_is_slowed_down(client):
    a_colleague(email="ann@alder.example")
    answers = [
        client.post("/accounts/login/", {"login": "ann@alder.example", "password": "no"}) for _ in range(11)
    ]
    assert "Too many tries" in answers[-1].text


def test_a_forgotten_password_is_chosen_anew_by_mail(client):
    ann = a_colleague(email="ann@alder.example")
    client.post("/accounts/password/reset/", {"email": ann.email})
    mail = OutboxMail.objects.get(to=ann.email)
    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/password/reset/key/\S+)", mail.text)[1]
    form = client.get(link)["Location"]
    assert client.get(form).status_code == 200
    client.post(form, {"password1": "another long horse", "password2": "another long horse"})
    ann.refresh_from_db()
    assert ann.check_password("another long horse")


def test_asking_for_a_password_tells_nothing_about_who_has_an_account(client):
    known = client.post("/accounts/password/reset/", {"email": a_colleague().email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    "path",
    [
        "email/",
        "password/change/",
        "2fa/",
        "2fa/webauthn/",
        "reauthenticate/",
        "logout/",
        "inactive/",
        "confirm-email/",
    ],
)
def test_every_page_of_an_account_is_ours_and_holds_no_script_of_its_own(client, path):
    client.post("/accounts/signup/", TYPED)
    page = client.get(f"/accounts/{path}")
    assert page.status_code == 200
    assert 'id="main"' in page.text
    assert "<script>" not in page.text and "onload" not in page.text


@pytest.mark.parametrize("path", ["2fa/totp/activate/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/"])
def test_what_protects_an_account_opens_after_signing_in_just_now(client, path):
    client.post("/accounts/signup/", TYPED)
    EmailAddress.objects.update(verified=True)
    page = client.get(f"/accounts/{path}", follow=True)
    assert page.status_code == 200 and 'id="main"' in page.text
