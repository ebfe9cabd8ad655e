"""One's own pages: the welcome after signing up."""

import re

import pytest

from practica.core.people.models import Organisation, Person
from practica.reach.notifications.models import OutboxMail
from tests.builders import a_colleague, a_community

pytestmark = pytest.mark.django_db

TYPED = {"name": "Ann Lee", "email": "ann@alder.example", "password1": "correct horse battery"}


@pytest.fixture
def site():
    """A site whose home is known by the domain of its addresses, with one community."""
    community = a_community("Pumps", led_by=a_colleague("Bo Berg"))
    Organisation.objects.filter(standing="home").update(email_domains=["alder.example"])
    return community


def test_a_new_colleague_hears_that_her_address_opens_the_communities_and_can_have_the_link_again(
    client, site
):
    client.post("/accounts/signup/", TYPED)
    page = client.get("/welcome").text
    assert "ann@alder.example" in page and "Send the link again" in page and "Pumps" not in page
    assert "on its way already" in client.post("/welcome/link", follow=True).text

    link = re.search(r"(/accounts/confirm-email/\S+)", OutboxMail.objects.filter(to=TYPED["email"])[0].text)[
        1
    ]
    client.post(link)
    page = client.get("/welcome").text
    assert "Send the link again" not in page and "Pumps" in page


def test_who_is_of_no_organisation_here_hears_nothing_of_it(client, site):
    client.post("/accounts/signup/", TYPED | {"email": "eve@elsewhere.example"})
    assert Person.objects.get(email="eve@elsewhere.example").organisation is None
    assert "Send the link again" not in client.get("/welcome").text
