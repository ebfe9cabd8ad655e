"""Choosing mail, and the way out of it without signing in."""

import pytest
from django.urls import reverse

from practica.reach.notifications.letters import stop_token
from practica.reach.notifications.queries import mail_choice
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db


def test_one_chooses_mail(client):
    ann = a_colleague()
    client.force_login(ann)
    client.post(reverse("notifications:choices"), {"mail": "never"})
    assert mail_choice(ann) == "never"


def test_a_choice_that_does_not_exist_is_said_at_its_field(client):
    client.force_login(a_colleague())
    assert client.post(reverse("notifications:choices"), {"mail": "hourly"}).status_code == 422


def test_opening_the_link_of_a_mail_changes_nothing_the_button_does(client):
    ann = a_colleague()
    way_out = reverse("notifications:stop", args=[stop_token(ann)])
    assert client.get(way_out).status_code == 200
    assert mail_choice(ann) == ""
    client.post(way_out)
    assert mail_choice(ann) == "never"


def test_a_link_we_did_not_sign_leads_nowhere(client):
    assert client.get(reverse("notifications:stop", args=["made:up"])).status_code == 404
