"""Characters no database keeps: refused in addresses, cookies and JSON, dropped from forms."""

import pytest

from practica.core.communities.models import Community
from practica.kit.wellformed import is_wellformed
from tests.builders import a_colleague
from tests.interfaces.api.programs import Program

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", ["\x00"], {"\x00": 1}, {"a": [{"b": "\udfff"}]}])
def test_no_part_of_a_value_may_hold_what_cannot_be_kept(value):
    assert not is_wellformed(value)


def test_ordinary_text_passes():
    assert is_wellformed({"title": "Grüße 👩‍🔧", "body": ["\u0000".replace("\x00", ""), None, 1, True]})


@pytest.mark.parametrize("path", ["/people?q=%00", "/search?q=a%00b", "/c/%00", "/communities?%00=1"])
def test_an_address_with_a_nul_is_a_bad_request(client, path):
    assert client.get(path).status_code == 400


def test_a_cookie_with_a_nul_is_a_bad_request(client):
    client.cookies["sessionid"] = "a\x00b"
    assert client.get("/").status_code == 400


def test_json_with_a_nul_is_a_bad_request():
    answer = Program(a_colleague()).post("/communities", name="Se\x00als")
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_form_is_taken_without_its_nuls(client):
    client.force_login(a_colleague())
    client.post("/communities/new", {"name": "Se\x00als", "purpose": "Keep \x00tight", "audience": "everyone",
                                     "joining": "open", "is_listed": "on", "language": "en"})  # fmt: skip
    assert Community.objects.get(name="Seals").purpose == "Keep tight"
