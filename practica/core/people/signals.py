"""What django-allauth and Django tell us: an address was proved, somebody signed in."""

from __future__ import annotations

import re
from typing import Any

from allauth.account.signals import email_confirmed
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from practica.core.people import actions
from practica.core.people.sessions import DEVICE_KEY

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@receiver(email_confirmed)
def _place_by_address(sender: Any, email_address: Any, **kwargs: Any) -> None:
    actions.address_verified(email_address.user, email_address.email)


@receiver(user_logged_in)
def _remember_device(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    if hasattr(request, "session"):
        request.session[DEVICE_KEY] = device_of(request.headers.get("User-Agent", ""))


def device_of(agent: str) -> str:
    """Browser and system in two words, from what the browser says of itself."""
    browser = next((word for mark, word in BROWSERS if re.search(rf"\b{mark}\w*/", agent)), "")
    system = next((word for mark, word in SYSTEMS if mark in agent), "")
    return ", ".join(word for word in (browser, system) if word) or agent[:60]
