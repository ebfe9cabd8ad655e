"""Cards say what the places they lead to are called; nobody is asked who may not be, and nobody twice."""

import http.server
import threading

import pytest
from django.urls import reverse

from practica.content.pages.actions import naming
from practica.content.pages.models import Card
from practica.content.pages.queries.cards import with_names
from practica.kit import markup
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db

HOST = "127.0.0.1"


class Answers(http.server.BaseHTTPRequestHandler):
    """A small site of pages with titles."""

    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<title>Pumps &lt;b&gt;</title><meta name='description' content='All of them'>")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    made = http.server.ThreadingHTTPServer((HOST, 0), Answers)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{made.server_port}"
    made.shutdown()


@pytest.fixture
def elsewhere(server, settings):
    settings.FETCH_PRIVATE_HOSTS = [HOST]
    Answers.asked.clear()
    return server


@pytest.fixture
def yard():
    return a_community("Yard", audience="members", joining="invitation", is_listed=False)


def _door(yard):
    return reverse("pages:card", args=[yard.slug])


def test_a_card_is_called_what_its_place_is_called(elsewhere):
    html = markup.render(f"::embed[{elsewhere}/a]").html
    assert naming.want_names([f"{elsewhere}/a"])
    assert naming.learn_names() == 1
    shown = with_names(html)
    assert '<span dir="auto">Pumps &lt;b&gt;</span><small dir="auto">All of them</small>' in shown
    assert f'href="{elsewhere}/a"' in shown
    assert not naming.want_names([f"{elsewhere}/a"]) and Answers.asked == ["/a"]


def test_a_card_without_a_name_keeps_its_address_and_is_asked_once(elsewhere):
    html = markup.render(f"::embed[{elsewhere}/gone]").html
    naming.want_names([f"{elsewhere}/gone"])
    naming.learn_names()
    assert with_names(html) == html
    assert not naming.want_names([f"{elsewhere}/gone"]) and naming.learn_names() == 0


def test_what_stands_inside_our_own_network_is_not_asked(server):
    Answers.asked.clear()
    naming.want_names([f"{server}/inside", "http://169.254.169.254/latest", "file:///etc/passwd"])
    naming.learn_names()
    assert not Answers.asked
    assert not Card.objects.exclude(title="").exists()


def test_a_site_that_asks_nobody_asks_nobody(elsewhere, settings):
    settings.LINK_TITLES = False
    assert not naming.want_names([f"{elsewhere}/a"])
    assert not Card.objects.exists()


def test_few_of_one_host_are_asked_at_a_time(elsewhere):
    naming.want_names(f"{elsewhere}/{number}" for number in range(9))
    assert naming.learn_names() == naming.MOST_OF_A_HOST
    assert naming.learn_names() == 9 - naming.MOST_OF_A_HOST


def test_a_page_is_read_with_the_names_of_its_cards_in_one_query_more(
    client, elsewhere, yard, django_assert_max_num_queries
):
    plain = a_page(in_=yard, body="Words")
    page = a_page(in_=yard, title="Links", body=f"::embed[{elsewhere}/a]\n\n::embed[{elsewhere}/b]")
    naming.want_names([f"{elsewhere}/a", f"{elsewhere}/b"])
    naming.learn_names()
    client.force_login(yard.created_by)
    client.get(plain.get_absolute_url())
    with django_assert_max_num_queries(9):
        answer = client.get(page.get_absolute_url())
    assert answer.content.decode().count("Pumps &lt;b&gt;") == 2


def test_the_editor_hears_of_a_name_when_it_is_there(client, elsewhere, yard):
    client.force_login(a_member(of=yard))
    asked = {"url": f"{elsewhere}/a"}
    assert client.post(_door(yard), asked).json() == {"coming": True}
    naming.learn_names()
    assert client.post(_door(yard), asked).json() == {"title": "Pumps <b>", "about": "All of them"}
    assert client.post(_door(yard), {"url": "no address"}).json() == {"coming": False}


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_nobody_asks_for_names_where_she_does_not_write(client, yard, who):
    if who:
        client.force_login(who())
    assert client.post(_door(yard), {"url": "https://example.org"}).status_code == 404
    assert not Card.objects.exists()
