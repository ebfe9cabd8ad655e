"""The page of a gap: what it shows to whom, and every way to settle it."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.core.entries.actions import set_audience
from practica.reach.gaps import actions
from practica.reach.gaps.models import Gap, GapProposal
from tests.builders import a_colleague, a_file, a_member, a_page, a_question, an_answer, settle
from tests.reach.gaps.scenes import a_gap, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def missing(client):
    """A community, its steward (signed in), and what Ann missed by name and somebody without."""
    community, steward = a_place()
    gap = a_gap(
        "gland torque for pump P-101", in_=community, by=a_member(of=community, person=a_colleague("Ann"))
    )
    a_gap(
        "P-101 gland torque",
        in_=community,
        by=a_member(of=community, person=a_colleague("Quiet")),
        by_name=False,
    )
    client.force_login(steward)
    return community, steward, gap


def test_it_says_how_it_was_asked_and_names_only_who_agreed(client, missing, django_assert_max_num_queries):
    _community, _steward, gap = missing

    with django_assert_max_num_queries(26):
        page = client.get(f"/gaps/{gap.uid}")

    assert "P-101 gland torque" in page.text and "Ann" in page.text
    assert "Quiet" not in page.text and "and 1 more without a name" in page.text


@pytest.mark.parametrize(
    "door",
    [
        "",
        "take",
        "give-back",
        "write",
        "close",
        "put-aside",
        "reopen",
        "rename",
        "merge",
        "split",
        "undo",
        "decline",
    ],
)
def test_a_member_finds_nothing_there(client, missing, door):
    community, _steward, gap = missing
    client.force_login(a_member(of=community))

    address = f"/gaps/{gap.uid}/{door}".rstrip("/")
    assert (client.post(address) if door else client.get(address)).status_code == 404


def test_writing_takes_it_and_offers_the_page_afterwards(client, missing):
    community, steward, gap = missing

    answer = client.post(f"/gaps/{gap.uid}/write")
    assert answer["Location"] == f"/c/{community.slug}/pages/new?title=Gland+torque+for+pump+P-101"

    page = a_page(in_=community, by=steward, title="How tight")
    offered = client.get(f"/gaps/{gap.uid}")
    assert offered.context["page"].written == [page.entry]

    client.post(f"/gaps/{gap.uid}/close", {"entry": page.entry.uid})
    gap.refresh_from_db()
    assert (gap.state, gap.entry, gap.owner) == ("closed", page.entry, steward)
    assert "How tight" in client.get(f"/gaps/{gap.uid}").text


@pytest.mark.parametrize("what", ["page", "answer", "file", "permalink"])
def test_it_is_closed_by_an_address_pasted(client, missing, what):
    community, steward, gap = missing
    anchor = ""
    if what == "answer":
        thread = a_question(in_=community)
        entry, anchor = thread.entry, an_answer(to=thread).anchor
        address = f"https://practica.example{entry.get_absolute_url()}#{anchor}"
    elif what == "file":
        stored = a_file(in_=community, by=steward)
        entry, address = stored.entry, stored.get_absolute_url()
    else:
        entry = a_page(in_=community, by=steward).entry
        address = entry.get_absolute_url() if what == "page" else f"/e/{entry.uid}"

    client.post(f"/gaps/{gap.uid}/close", {"address": address})

    gap.refresh_from_db()
    assert (gap.state, gap.entry, gap.anchor) == ("closed", entry, anchor)


@pytest.mark.parametrize(
    "address", ["", "nonsense", "https://example.com/", "/e/2222zzzz2222", "http://[", "x" * 3000]
)
def test_an_address_that_leads_nowhere_is_said_and_kept(client, missing, address):
    _community, _steward, gap = missing

    answer = client.post(f"/gaps/{gap.uid}/close", {"address": address})

    assert answer.status_code == 422 and (len(address) > 2000 or address in answer.text)
    gap.refresh_from_db()
    assert gap.state == "open"


def test_what_the_closer_may_not_see_does_not_exist(client, missing):
    from tests.builders import a_community

    _community, _steward, gap = missing
    hidden = a_page(in_=a_community("Secret", audience="members"), title="Hidden gland torque P-101")
    settle()

    assert client.post(f"/gaps/{gap.uid}/close", {"entry": hidden.entry.uid}).status_code == 404
    assert client.post(f"/gaps/{gap.uid}/close", {"address": f"/e/{hidden.entry.uid}"}).status_code == 422
    assert "Hidden" not in client.get(f"/gaps/{gap.uid}?find=gland+torque").text


def test_a_proposal_is_shown_declined_or_taken(client, missing):
    community, steward, gap = missing
    entry = a_page(in_=community, by=steward, title="Gland torque of P-101").entry
    settle()
    assert "Gland torque of P-101" in client.get(f"/gaps/{gap.uid}").text

    client.post(f"/gaps/{gap.uid}/decline", {"entry": entry.uid})

    assert GapProposal.objects.get().declined_at is not None
    assert client.get(f"/gaps/{gap.uid}").context["page"].proposals == []
    assert client.post(f"/gaps/{gap.uid}/decline", {"entry": "2222zzzz2222"}).status_code == 404


def test_what_it_was_closed_with_is_not_named_to_whom_it_is_hidden_from(client, missing):
    community, steward, gap = missing
    page = a_page(in_=community, by=steward, title="For a few eyes")
    actions.close(gap, page.entry, actor=steward)
    set_audience(page.entry, "named", readers=[steward], actor=steward)
    client.force_login(a_member(of=community, role="core"))

    shown = client.get(f"/gaps/{gap.uid}").text

    assert "For a few eyes" not in shown and "not shared with you" in shown


def test_taking_giving_back_renaming_putting_aside_and_opening_again(client, missing):
    _community, steward, gap = missing

    def after(door: str, **sent: str) -> Gap:
        assert client.post(f"/gaps/{gap.uid}/{door}", sent).status_code == 303
        return Gap.objects.get(pk=gap.pk)

    assert after("take").owner == steward
    assert after("give-back").owner is None
    assert after("rename", title="Gland torques").title == "Gland torques"
    assert after("put-aside", reason="Vendor's business").state == "not_ours"
    assert "Vendor" in client.get(f"/gaps/{gap.uid}").text
    assert client.post(f"/gaps/{gap.uid}/take").status_code == 422
    assert client.post(f"/gaps/{gap.uid}/write").status_code == 422
    assert after("reopen").state == "open"
    for door, field in (("rename", "title"), ("put-aside", "reason")):
        assert client.post(f"/gaps/{gap.uid}/{door}", {field: ""}).status_code == 422


def test_merging_splitting_and_taking_back(client, missing):
    community, _steward, gap = missing
    other = a_gap("stuffing box gland pressure of pump", in_=community)
    assert other in client.get(f"/gaps/{gap.uid}").context["page"].similar

    assert client.post(f"/gaps/{other.uid}/merge", {"into": gap.uid})["Location"] == f"/gaps/{gap.uid}"
    assert client.get(f"/gaps/{other.uid}")["Location"] == f"/gaps/{gap.uid}"
    shown = client.get(f"/gaps/{gap.uid}")
    move = shown.context["page"].moves[0]
    assert client.post(f"/gaps/{gap.uid}/undo", {"move": move.uid}).status_code == 303
    assert client.get(f"/gaps/{other.uid}").status_code == 200

    one = a_gap("torque of gland P-101 hot", in_=community).wordings.get(text="torque of gland P-101 hot")
    apart = client.post(f"/gaps/{gap.uid}/split", {"wordings": [one.uid]})
    assert apart.status_code == 303 and client.get(apart["Location"]).status_code == 200
    assert client.post(f"/gaps/{gap.uid}/split", {}).status_code == 422
    assert client.post(f"/gaps/{gap.uid}/merge", {"into": gap.uid}).status_code == 422
    assert client.post(f"/gaps/{gap.uid}/merge", {"into": "2222zzzz2222"}).status_code == 404


def test_asked_again_after_closing_shows_as_such(client, missing):
    community, steward, gap = missing
    actions.close(gap, a_page(in_=community, by=steward).entry, actor=steward)
    a_gap("P-101 gland torque", in_=community)

    assert "1 person asked again since" in client.get(f"/gaps/{gap.uid}").text
    assert "1 person asked again" in client.get(f"/c/{community.slug}/gaps?show=closed").text


def test_once_closed_it_says_how_many_searches_find_nothing_still(client, missing):
    community, steward, gap = missing
    actions.close(gap, a_page(in_=community, by=steward).entry, actor=steward)
    Gap.objects.update(closed_at=timezone.now() - dt.timedelta(days=60), misses_before=3)
    a_gap("P-101 gland torque", in_=community)

    told = client.get(f"/gaps/{gap.uid}").text

    assert "50 % fewer searches find nothing" in told
    assert "3 found nothing in the 30 days before it was closed" in told
    assert "3 in the 60 days since" in told and "that is 1.5 in 30 days" in told


def test_a_gap_of_the_whole_site_is_for_administrators(client):
    gap = a_gap("gate pass for contractors", in_=None)
    client.force_login(a_colleague())
    assert client.get(f"/gaps/{gap.uid}").status_code == 404

    client.force_login(a_colleague(is_administrator=True))

    assert "gate pass for contractors" in client.get(f"/gaps/{gap.uid}").text
    assert client.post(f"/gaps/{gap.uid}/take").status_code == 303
