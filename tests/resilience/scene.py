"""The site these tests begin with, written into the folder named by ``PRACTICA_DATA_DIR``; run as a module.

It stands beside the database as ``scene.json``, so that tests know what to ask for.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

PEOPLE = 20
PASSWORD = "correct horse"
FILE = b"\x00\x01 bytes of all kinds \xff" * 1000


def make() -> dict[str, Any]:
    """A community with its lead, twenty members with a page each, a page of all, a discussion and a file."""
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command
    from django.test import override_settings

    from tests import builders

    call_command("migrate", interactive=False, verbosity=0)
    kept = make_password(PASSWORD)
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        lead = builders.a_colleague("Ann Lead", is_administrator=True)
        members = [builders.a_colleague(f"Member {number}") for number in range(PEOPLE)]
    for person in (lead, *members):
        # One hash for all: making it costs what it should cost.
        person.password = kept
        person.save(update_fields=["password"])
    community = builders.a_community("Pump keepers", led_by=lead)
    for person in members:
        builders.a_member(of=community, person=person)
    discussion = builders.a_discussion(in_=community, by=lead)
    stored = builders.a_file(in_=community, by=lead, name="seal.bin", content=FILE)
    builders.settle()
    return {
        "community": community.slug,
        "lead": {"email": lead.email, "session": _session_of(lead)},
        "members": [
            {"session": _session_of(one), "page": builders.a_page(in_=community, by=one).entry.uid}
            for one in members
        ],
        "page_of_all": builders.a_page(in_=community, by=lead, title="Page of all").entry.uid,
        "discussion": discussion.entry.uid,
        "post": builders.a_reply(to=discussion, by=lead).uid,
        "file": stored.get_absolute_url(),
    }


def _session_of(person: Any) -> str:
    """The key of a session in which ``person`` is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    django.setup()
    json.dump(make(), sys.stdout)
