"""How django-allauth makes and finds our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.core.people import actions
from practica.core.people.invited import invited
from practica.core.people.models import Person
from practica.core.people.queries import free_handle, is_fresh_site
from practica.kit.contracts import mail
from practica.kit.models import new_uid

# What allauth would say though the page it leads to shows it.
SEEN = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "mfa/messages/recovery_codes_generated.txt",
    "mfa/messages/totp_deactivated.txt",
    "mfa/messages/webauthn_removed.txt",
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts of the house, in its words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": gettext_lazy(
            "This is your main address. Make another the main one first."
        ),
        "duplicate_email": gettext_lazy("This address is yours already."),
        "email_password_mismatch": gettext_lazy("Address and password do not go together."),
        "email_taken": gettext_lazy("Somebody has an account with this address already."),
        "enter_current_password": gettext_lazy("Write the password you have now."),
        "incorrect_password": gettext_lazy("That is not your password."),
        "rate_limited": gettext_lazy("That was a lot at once. Wait a little, then try again."),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait a little, then try again."),
        "unverified_primary_email": gettext_lazy("Only a verified address can be the main one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open sites to everyone; others to whoever holds an invitation, and to the first person of all."""
        return settings.SIGN_UP == "open" or invited(request) is not None or is_fresh_site()

    def populate_username(self, request: Any, user: Any) -> None:
        """Give a new person a free handle made from her name."""
        user.handle = free_handle(user.name)

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Person:
        """Save a new person under her name and give her a place; the keys too, if she is the first."""
        user.name = form.cleaned_data["name"]
        user.has_account = True
        super().save_user(request, user, form, commit=commit)
        invitation = invited(request)
        # Only the holder of that mailbox can have the token: it was sent there and shown to nobody.
        proven = bool(invitation and invitation.email and invitation.email == user.email.lower())
        if proven:
            self.stash_verified_email(request, user.email)
        actions.take_in(user, verified_email=user.email if proven else "")
        return user

    def clean_password(self, password: str, user: Any = None) -> str:
        """Ask the rules; of somebody who is just signing up, her name stands in the form only."""
        if user is not None and not user.name and current.request is not None:
            user.name = current.request.POST.get("name", "")[:120]
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Where a new person begins."""
        return reverse("people:welcome")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        """After proving an address: her addresses, where she sees that it worked."""
        return reverse("account_email")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to what protects the account."""
        return reverse("people:security")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody can show that it is still her, in the words of the house."""
        said = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [method | {"description": said.get(method["id"], method["description"])} for method in methods]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail to the outbox.

        Its links begin with the site's own address, not with what the request claims to be.
        """
        request = current.request
        claimed = request.build_absolute_uri("/").rstrip("/")
        known = {
            name: settings.SITE_URL + value[len(claimed) :]
            if isinstance(value, str) and value.startswith(claimed + "/")
            else value
            for name, value in context.items()
        }
        known |= {"email": email, "site_name": settings.SITE_NAME}
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", known).split())
        text = render_to_string(f"{template_prefix}_message.txt", known).strip()
        with transaction.atomic():
            mail.send_later(email, subject, text, f"account:{new_uid()}")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing of what the page itself shows."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if template not in SEEN:
            super().add_message(request, level, *args, **kwargs)
