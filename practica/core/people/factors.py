"""Passkeys, authenticator apps and recovery codes: what django-allauth asks of us about them."""

from __future__ import annotations

import base64
import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.core.people import sealing
from practica.core.people.queries import ways_to_prove
from practica.core.people.signals import device_of

log = structlog.get_logger(__name__)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors in the words of the house, and bound to the site's own address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not match. Try once more."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first. Then you can add one."),
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls this site."""
        return str(settings.SITE_NAME)

    def encrypt(self, text: str) -> str:
        """How the secret of an app, or of recovery codes, is stored."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. One that cannot be read gives way to a random one, which no code fits."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.Unreadable:
            log.error("a second factor cannot be read: the site has another signing key than before")
            return base64.b32encode(secrets.token_bytes(40)).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site passkeys belong to: the host of ``SITE_URL``, whatever a request claims.

        No browser makes a passkey for an address of numbers. A site known by one, as on one's own machine,
        can still be called by name; the passkey then belongs to that name.
        """
        host = urlsplit(settings.SITE_URL).hostname or ""
        if _is_numbers(host):
            host = urlsplit(f"//{current.request.get_host()}").hostname or ""
        return {"id": host, "name": str(settings.SITE_NAME)}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """The name offered for a new passkey: the browser it is made with."""
        return device_of(current.request.headers.get("User-Agent", "")) or _("Passkey")


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey. One that signs in by itself is what people want; a plain security key cannot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = _("Name"), 80
        name.help_text = _("So that you know it again.")
        name.widget.attrs |= {"maxlength": 80}
        alone.label, alone.initial = _("Sign in with it alone"), True
        alone.help_text = _("No password, only the lock of your device. Not every security key can do this.")


class SecondFactorForm(AuthenticateForm):
    """A code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways_to_prove(self.user)


class ActivateAppForm(ActivateTOTPForm):
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


def _is_numbers(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
