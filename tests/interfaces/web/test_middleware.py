"""Each reader's language and time; what may be cached for whom."""

import pytest
from django.utils import timezone

from tests.builders import a_colleague, a_community
from tests.interfaces.web.scenes import text_of

pytestmark = pytest.mark.django_db


def test_pages_of_somebody_signed_in_are_private(client):
    client.force_login(a_colleague())
    assert client.get("/")["Cache-Control"] == "private, no-cache"


def test_a_time_zone_that_does_not_exist_is_left_aside(client):
    client.force_login(a_colleague(time_zone="Mars/Olympus"))
    assert client.get("/").status_code == 200


def test_one_readers_time_zone_does_not_stay_for_the_next(client):
    client.force_login(a_colleague(time_zone="Asia/Tokyo"))
    client.get("/")
    client.logout()
    client.get("/")
    assert timezone.get_current_timezone_name() == "UTC"


def test_a_refusal_is_a_page_with_its_sentence(client):
    client.force_login(a_colleague())
    community = a_community(joining="invitation")
    answer = client.post(f"/c/{community.slug}/join")
    assert answer.status_code == 403
    assert "This community is not open to join." in text_of(answer)
