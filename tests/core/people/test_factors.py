"""Passkeys, authenticator apps and recovery codes: what they are bound to and what is asked."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.apps import apps

from tests.builders import a_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann(client):
    """Somebody who has just shown her password and whose address is confirmed."""
    person = a_colleague(email="ann@alder.example")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    client.post("/accounts/reauthenticate/", {"password": "correct horse"})
    return person


def _site_of_passkeys(rf, host):
    with context.request_context(rf.get("/", headers={"host": host})):
        return get_adapter().get_public_key_credential_rp_entity()


def test_passkeys_belong_to_the_address_of_the_site_not_to_that_of_a_request(rf, settings):
    settings.SITE_URL, settings.SITE_NAME = "https://practica.alder.example:8443", "Alder Works"
    assert _site_of_passkeys(rf, "elsewhere.example") == {
        "id": "practica.alder.example",
        "name": "Alder Works",
    }


@pytest.mark.parametrize("numbers", ["http://127.0.0.1:8000", "http://[::1]:8000"])
def test_a_site_known_by_numbers_makes_passkeys_where_it_is_called_by_name(rf, settings, numbers):
    settings.SITE_URL = numbers
    assert _site_of_passkeys(rf, "localhost:8000")["id"] == "localhost"


def test_a_passkey_is_offered_a_name_and_signs_in_alone_unless_one_says_otherwise(client, ann):
    page = client.get("/accounts/2fa/webauthn/add/", HTTP_USER_AGENT="Firefox/140 (X11; Linux)").text
    assert 'value="Firefox, Linux"' in page
    assert 'name="passwordless"' in page and " checked" in page


def test_passkeys_are_listed_renamed_and_removed(client, ann):
    passkey = Authenticator.objects.create(user=ann, type="webauthn", data={"name": "My phone"})
    assert "My phone" in client.get("/accounts/2fa/webauthn/").text
    client.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/edit/", {"name": "My old phone"})
    assert "My old phone" in client.get(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/").text
    client.post(f"/accounts/2fa/webauthn/keys/{passkey.pk}/remove/")
    assert "No passkeys yet." in client.get("/accounts/2fa/webauthn/").text


def test_recovery_codes_are_shown_to_whoever_has_just_proved_herself(client, ann):
    RecoveryCodes.activate(ann)
    TOTP.activate(ann, generate_totp_secret())
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/accounts/2fa/recovery-codes/").text
    assert codes[0] in client.get("/accounts/2fa/recovery-codes/download/").text


def test_whoever_has_not_just_proved_herself_sees_no_recovery_codes(client, ann):
    RecoveryCodes.activate(ann)
    client.logout()
    client.force_login(ann)
    answer = client.get("/accounts/2fa/recovery-codes/")
    assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]


def test_only_what_somebody_has_is_asked_for_after_the_password(client):
    ann = a_colleague(email="ann@alder.example")
    TOTP.activate(ann, generate_totp_secret())
    client.post("/accounts/login/", {"login": ann.email, "password": "correct horse"})
    page = client.get("/accounts/2fa/authenticate/").text
    assert "your authenticator app shows" in page and "Use a passkey" not in page


def test_an_address_is_confirmed_before_a_second_factor_can_lock_its_owner_out(client, ann):
    EmailAddress.objects.update(verified=False)
    answer = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Confirm your e-mail address first" in answer.text


def test_secrets_are_stored_sealed_and_codes_made_of_them_are_taken(ann):
    secret = generate_totp_secret()
    TOTP.activate(ann, secret)
    RecoveryCodes.activate(ann)
    app = Authenticator.objects.get(type="totp")
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app.wrap().validate_code(_code_of(secret))


def test_secrets_from_before_there_were_seals_are_read_and_then_sealed(ann):
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    app = Authenticator.objects.create(user=ann, type="totp", data={"secret": secret})
    codes = Authenticator.objects.create(user=ann, type="recovery_codes", data={"seed": seed, "used_mask": 1})
    shown = codes.wrap().get_unused_codes()
    assert app.wrap().validate_code(_code_of(secret))

    for _twice in range(2):
        import_module("practica.core.people.migrations.0002_seal_second_factors").seal(apps, None)

    codes.refresh_from_db()
    app.refresh_from_db()
    assert seed not in str(codes.data) and codes.wrap().get_unused_codes() == shown
    assert get_adapter().decrypt(app.data["secret"]) == secret


def test_a_former_signing_key_still_opens_what_it_sealed(settings):
    stored = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert get_adapter().decrypt(stored) == "JBSWY3DPEHPK3PXP"


def test_a_secret_that_nobody_can_read_fits_no_code(settings, ann):
    secret = generate_totp_secret()
    TOTP.activate(ann, secret)
    settings.SECRET_KEY = "another"
    app = Authenticator.objects.get(type="totp").wrap()
    assert not app.validate_code(_code_of(secret))
    assert not app.validate_code(_code_of(""))


def _code_of(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
