"""Who is signed in, for how long, and what guessing costs."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from practica.core.people.models import Person
from practica.interfaces.api.actions import make_token
from practica.interfaces.api.models import Token
from practica.reach.notifications.models import OutboxMail
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse"  # noqa: S105
NEW = {"password1": "another long horse", "password2": "another long horse"}


@pytest.fixture
def ann():
    return a_colleague(email="ann@alder.example")


def signed_in(person: Person, password: str = PASSWORD) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/you").status_code == 200


def test_who_is_suspended_is_out_at_once_with_her_tokens(ann):
    client = signed_in(ann)
    _token, secret = make_token(name="script", scopes=["read"], actor=ann)
    header = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
    assert is_in(client) and Client().get("/api/me", **header).status_code == 200
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    assert not is_in(client)
    assert Client().get("/api/me", **header).status_code == 401
    assert not is_in(signed_in(ann))


def test_a_token_past_its_day_opens_nothing(ann):
    token, secret = make_token(name="script", scopes=["read"], days=7, actor=ann)
    Token.objects.filter(pk=token.pk).update(expires=timezone.now())
    assert Client().get("/api/me", HTTP_AUTHORIZATION=f"Bearer {secret}").status_code == 401


def test_another_password_signs_out_every_other_device(ann):
    here, elsewhere = signed_in(ann), signed_in(ann)
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **NEW})
    ann.refresh_from_db()
    assert ann.check_password(NEW["password1"])
    assert is_in(here) and not is_in(elsewhere)


def test_a_link_for_another_password_works_once_and_ends_what_was_open(ann):
    thief = signed_in(ann)
    asking = Client()
    asking.post("/accounts/password/reset/", {"email": ann.email})
    mail = OutboxMail.objects.get(to=ann.email)
    link = re.search(r"http://127\.0\.0\.1:8000(/accounts/password/reset/key/\S+)", mail.text)[1]
    form = asking.get(link)["Location"]
    asking.post(form, NEW)
    assert not is_in(thief)
    again = Client()
    again.post(
        again.get(link, follow=True).request["PATH_INFO"], {"password1": "x" * 20, "password2": "x" * 20}
    )
    ann.refresh_from_db()
    assert ann.check_password(NEW["password1"])


def test_links_in_mails_begin_with_the_site_whatever_a_request_claims(ann):
    Client().post("/accounts/password/reset/", {"email": ann.email}, HTTP_HOST="evil.example")
    mail = OutboxMail.objects.get(to=ann.email)
    assert "http://127.0.0.1:8000/accounts/password/reset/key/" in mail.text
    assert "evil.example" not in mail.text + mail.subject


def test_guessing_codes_is_slowed_down(ann):
    TOTP.activate(ann, generate_totp_secret())
    client = signed_in(ann)
    answers = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}).text for n in range(11)]
    assert "Too many tries" in answers[-1] and not is_in(client)


def test_what_counts_tries_is_not_pushed_out_by_other_counts(ann):
    for _ in range(10):
        signed_in(ann, "wrong")
    for number in range(1000):
        cache.set(f"tries-of-somebody-else-{number}", [1.0], 900)
    assert not is_in(signed_in(ann))
