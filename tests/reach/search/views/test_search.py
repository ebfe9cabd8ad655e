"""The results page, what appears while typing, and the API: states, rights, budgets."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from practica.content.pages.actions import save
from practica.core.communities.models import Community
from practica.core.entries.actions import verify
from practica.core.entries.models import Entry
from practica.reach.search import index
from practica.reach.search.api import FindingsOut
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_question, settle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def yard():
    """A public community with a few pages about heaps."""
    community = a_community("Yard", audience=Community.Audience.PUBLIC)
    for number in range(25):
        page = a_page(in_=community, title=f"Heap {number}", body="Compost is warm.")
    verify(page.entry, note="Turned it myself", actor=community.created_by)
    settle()
    return community


def test_the_results_page_asks_the_database_ten_times_at_most(client, yard, django_assert_max_num_queries):
    client.force_login(a_member(of=yard))
    client.get("/search?q=compost")

    with django_assert_max_num_queries(10):
        answer = client.get("/search?q=compost")

    assert answer.status_code == 200
    assert answer.content.count(b"<mark>") >= 20


def test_the_api_asks_the_database_six_times_at_most(client, yard, django_assert_max_num_queries):
    client.get("/api/search?q=compost")

    with django_assert_max_num_queries(6):
        answer = client.get("/api/search", {"q": "compost", "limit": 100, "community": yard.slug})

    assert answer.json()["total"] == len(answer.json()["results"]) == 25


def test_what_the_api_tells_is_what_its_description_says(client, yard):
    told = client.get("/api/search", {"q": "compost", "limit": 1}).json()

    assert told == FindingsOut.model_validate(told, strict=True).model_dump()


def test_what_appears_while_typing_asks_the_database_eight_times_at_most(
    client, yard, django_assert_max_num_queries
):
    client.force_login(a_member(of=yard))

    with django_assert_max_num_queries(8):
        answer = client.get("/search/suggest?q=hea")

    assert b"Heap" in answer.content


def test_pages_of_results_have_addresses_of_their_own(client, yard):
    first, second = client.get("/search?q=compost"), client.get("/search?q=compost&page=2")

    assert b"page=2" in first.content
    assert second.content.count(b'class="hit ') == 5


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "²", ""])
def test_no_page_number_is_too_strange(client, yard, page):
    assert client.get("/search", {"q": "compost", "page": page}).status_code == 200


def test_who_pastes_a_document_is_told_that_its_beginning_was_used(client, yard):
    field = client.get("/search").content.decode().partition('id="search-words"')[2].partition(">")[0]
    most = int(field.partition('maxlength="')[2].partition('"')[0])

    # A browser sends no more than the field holds: enough to be noticed, wherever the cut falls.
    for before in (0, 4, 7, 8):
        pasted = ("x" * before + "zanzibar " * 12_500)[:most]
        page = client.get("/search", {"q": pasted}).content.decode()
        assert "its first 2000 characters were used" in page
    assert 0 < len(page.partition("Nothing for")[2].partition("</h2>")[0]) < 150


def test_what_is_not_found_can_be_asked_without_typing_it_again(client, yard):
    page = client.get("/search", {"q": "zanzibar ledger"}).content.decode()

    link = page.partition("Ask this as a question")[0].rpartition('href="')[2].partition('"')[0]
    assert link.endswith("?title=zanzibar+ledger")


def test_a_very_long_question_is_answered(client, yard):
    words = "compost " + "wordless " * 600

    assert client.get("/api/search", {"q": words}).json()["total"] == 25


def test_a_community_that_cannot_be_seen_is_not_there(client):
    hidden = a_community("Vault", audience=Community.Audience.MEMBERS)

    assert client.get("/api/search", {"q": "a", "community": hidden.slug}).status_code == 404


def test_the_page_says_so_when_the_index_cannot_be_read(client, own_index):
    own_index.mkdir()
    (own_index / "meta.json").write_text("nonsense")

    answer = client.get("/search?q=compost")

    assert b"Search is being repaired" in answer.content


@pytest.fixture
def vault():
    """A community that only its members see, with a page about a zanzibar."""
    community = a_community("Vault", audience=Community.Audience.MEMBERS)
    a_page(in_=community, title="Zanzibar ledger", body="Zanzibar numbers.", topics=["gold"])
    settle()
    return community


@pytest.fixture
def heap():
    """One page, to be found by strange questions."""
    page = a_page(in_=a_community("Yard", audience=Community.Audience.PUBLIC), title="Heap", body="Compost.")
    settle()
    return page


def shown(client, address):
    """What the page says of a search, without what every page carries."""
    page = client.get(f"/search?{address}").content.decode()
    page = page[page.index("<k-hits") : page.index("</k-hits>")]
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize("who", ["stranger", "guest", "colleague"])
@pytest.mark.parametrize(
    "address",
    ["q=zanzibar", "q=zanzibar+in:{0}", "q=numbers&community={0}", "topic=gold", "q=zanzibr&sort=kind"],
)
def test_the_page_tells_outsiders_the_same_as_if_nothing_were_there(client, vault, who, address):
    if who != "stranger":
        client.force_login(a_guest() if who == "guest" else a_colleague())
    told = shown(client, address.format(vault.slug))

    Entry.objects.all().delete()
    Community.objects.filter(pk=vault.pk).delete()
    index.rebuild()
    assert shown(client, address.format(vault.slug)) == told


STRANGE = [
    "the of and",
    "?!... --- ***",
    '"',
    '"unbalanced',
    '“” «» ""',
    "-",
    '-"',
    "in: by: kind: topic: after: before: is: lang:",
    'in:"" by:\'',
    "\x01\x1b\x7f",
    "🧪🔧",
    "👩‍👩‍👧‍👦 heap",
    "насос насоса",
    "مضخة الماء",
    "水泵 密封",
    "ปั๊มน้ำ",
    "a\u0301\u0327 \u202eabc\u202c",
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "after:99999999-01-01 before:0000-00-00",
    "kind:' OR 1=1 --",
    "%s %(x)s {0} {{ x }} <script>alert(1)</script>",
    "-a -b -c",
    "after:9999-12-31",
    "before:0001-01-01",
    "x" * 100_000,
    "heap " * 20_000,
    '"heap ' * 5_000,
]


def test_no_question_is_too_strange(client, heap):
    for query in STRANGE:
        answer = client.get("/search", {"q": query})

        assert answer.status_code == 200, query
        assert client.get("/api/search", {"q": query}).status_code == 200, query
        assert client.get("/search/suggest", {"q": query}).status_code == 200, query
        assert b"<script>alert" not in answer.content


@pytest.mark.parametrize("query", ["?!", "🧪", "---"])
def test_a_question_without_words_is_told_so(client, heap, query):
    assert "There is no word in that to look for." in client.get("/search", {"q": query}).content.decode()


FIELDS = (
    "kind", "type", "community", "topic", "author", "state", "language", "freshness", "after", "before",
    "sort",
)  # fmt: skip


@pytest.mark.parametrize("value", ["", "'\"", "\x01", "x" * 2_000, "²", "-1", "🧪", "me"])
def test_no_filter_is_too_strange(client, heap, value):
    for field in FIELDS:
        assert client.get("/search", {"q": "compost", field: value}).status_code == 200, field
    assert client.get("/search", dict.fromkeys(FIELDS, value)).status_code == 200


def test_filters_alone_list_what_meets_them_newest_first(client, yard):
    answer = client.get("/search", {"community": yard.slug, "kind": "page"})

    assert b"25 results" in answer.content


def test_hits_can_stand_by_kind(client, yard):
    a_question(in_=yard, title="Compost?", body="Compost?")
    settle()

    page = client.get("/search", {"q": "compost", "sort": "kind"}).content.decode()

    assert page.index('id="group-page"') < page.index('id="group-question"')
    assert page.count('class="hit ') == 6


def test_what_is_archived_replaced_checked_or_due_is_labelled(client, yard):
    first, second, third = Entry.objects.order_by("pk")[:3]
    Entry.objects.filter(pk=first.pk).update(superseded_by=second)
    Entry.objects.filter(pk=second.pk).update(confidence="validated", review_due=dt.date(2020, 1, 1))
    Entry.objects.filter(pk=third.pk).update(state="archived")
    index.rebuild()

    told = {
        name: client.get("/search", {"q": "compost", field: name}).content.decode()
        for field, name in (("state", "superseded"), ("freshness", "due"), ("state", "archived"))
    }

    assert "Replaced by another" in told["superseded"] and second.get_absolute_url() in told["superseded"]
    assert "Needs a look" in told["due"] and "Verified" in told["due"]
    assert "Archived" in told["archived"]
    assert all(page.count('class="hit ') == 1 for page in told.values())


def test_a_hit_says_who_verified_it_and_when_to_those_who_may_know_her(client, yard):
    wanted = {"q": "compost is:verified"}
    client.force_login(a_member(of=yard))
    page, told = client.get("/search", wanted).content.decode(), client.get("/api/search", wanted).json()
    assert page.count('class="hit ') == told["total"] == 1
    assert f"Verified by {yard.created_by.name}, <time" in page
    verified = told["results"][0]["verified"]
    assert (verified["by"]["handle"], verified["is_current"]) == (yard.created_by.handle, True)

    client.force_login(a_guest())
    page, told = client.get("/search", wanted).content.decode(), client.get("/api/search", wanted).json()
    assert "Verified, <time" in page and yard.created_by.name not in page
    assert told["results"][0]["verified"]["by"] is None


def test_what_changed_since_it_was_verified_is_not_found_as_verified(client, yard):
    entry = Entry.objects.get(verification__isnull=False)
    save(entry.page, title=entry.title, body="Compost is hot.", started_from=1, actor=yard.created_by)
    settle()
    client.force_login(yard.created_by)

    assert client.get("/api/search", {"q": "is:verified", "kind": "page"}).json()["total"] == 0
    assert "changed since" in client.get("/search", {"q": "hot"}).content.decode()


def test_beside_a_title_being_typed_stand_pages_and_people_who_may_know(
    client, yard, django_assert_max_num_queries
):
    ann = a_member(of=yard, person=a_colleague("Ann Heap"))
    a_page(in_=yard, by=ann, title="Warm compost", body="Compost is warm when it is turned.")
    settle()
    client.force_login(a_member(of=yard))
    client.get("/search/similar?q=warm+compost")

    with django_assert_max_num_queries(7):
        told = client.get("/search/similar?q=warm+compost").content.decode()

    assert "Warm compost" in told
    assert "Ann Heap" in told
    assert "Who may know" in told
    assert "1 page" in told


def test_beside_a_title_nobody_is_named_for_what_the_reader_may_not_see(client):
    vault = a_community("Vault", audience=Community.Audience.MEMBERS)
    ann = a_member(of=vault, person=a_colleague("Ann Vault"))
    a_page(in_=vault, by=ann, title="Zanzibar ledger", body="The zanzibar ledger.")
    settle()

    for person in (a_colleague(), a_guest(), None):
        client.logout()
        if person is not None:
            client.force_login(person)
        told = client.get("/search/similar?q=zanzibar+ledger").content.decode()
        assert "Ann Vault" not in told
        assert "Zanzibar" not in told
