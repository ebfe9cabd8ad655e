"""The pages on which an administrator brings people from a list."""

import io
import re

import pytest

from practica.core.people.jobs import bring_in_list
from practica.core.people.models import PeopleList, Person
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db

LIST = "name,email,headline\nAnn,ann@x.example,\n=CMD(),nonsense,@evil\n"


def _upload(client, text=LIST):
    file = io.BytesIO(text.encode())
    file.name = "people.csv"
    return client.post("/people-lists", {"file": file})


def test_a_list_is_looked_at_and_then_brought_in(client):
    client.force_login(a_colleague(is_administrator=True))
    where = _upload(client)["Location"]
    page = client.get(where).text
    assert "Bring in 1 person" in page and "no e-mail address" in page
    client.post(f"{where}/bring-in")
    bring_in_list.call(PeopleList.objects.get().pk)
    assert Person.objects.filter(name="Ann", has_account=False).exists()
    assert "data-done" in client.get(f"{where}/progress").text


def test_the_reason_stands_beside_the_outcome_where_a_phone_shows_it(client):
    client.force_login(a_colleague(is_administrator=True))
    page = client.get(_upload(client)["Location"]).text
    heads = re.findall(r"<th[^>]*>([^<]+)</th>", page)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page.split('class="failed"')[1])
    assert heads[:4] == ["Line", "Outcome", "Why", "Name"]
    assert "no e-mail address" in cells[2] and "=CMD()" in cells[3]


def test_the_lines_left_out_come_back_with_their_reason_and_without_formulas(client):
    client.force_login(a_colleague(is_administrator=True))
    where = _upload(client)["Location"]
    answer = client.get(f"{where}/left-out.csv")
    text = b"".join(answer.streaming_content).decode()
    assert "'=CMD()" in text and "'@evil" in text and "no e-mail address" in text
    assert "Ann" not in text


def test_a_file_that_is_no_list_is_said_at_its_field(client):
    client.force_login(a_colleague(is_administrator=True))
    answer = _upload(client, "colour\nred\n")
    assert answer.status_code == 422 and "no column" in answer.text


@pytest.mark.parametrize("path", ["", "/x", "/x/progress", "/x/left-out.csv"])
def test_lists_are_for_administrators_alone(client, path):
    client.force_login(a_colleague())
    assert client.get(f"/people-lists{path}").status_code == 403


def test_one_administrator_does_not_read_the_lists_of_another(client):
    client.force_login(a_colleague(is_administrator=True))
    where = _upload(client)["Location"]
    client.force_login(a_colleague(is_administrator=True))
    assert client.get(where).status_code == 404
