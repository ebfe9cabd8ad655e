"""Passages of other pages: shown live, with the rights of who reads, never round in a circle."""

import pytest
from django.test import RequestFactory

from practica.content.pages.actions import save
from practica.content.pages.api.shapes import out
from practica.content.pages.models import Page
from practica.content.pages.queries import with_passages
from practica.core.entries.actions import bin_entry, set_audience
from practica.core.entries.models import Link
from practica.kit.markup import including, passages
from tests.builders import a_community, a_guest, a_member, a_page, settle

pytestmark = pytest.mark.django_db

SEALS = (
    "Intro.\n\n## Before you start\n\nIsolate **first**, see [below](#after).\n\n### Twice\n\nDrain."
    "\n\n## After\n\nClose."
)


@pytest.fixture
def seals():
    return a_page(in_=a_community(), title="Seals", body=SEALS)


def _shown(page, person):
    page = Page.objects.get(pk=page.pk)
    return with_passages(page.safe_html, seen_by=person, own=page.entry.uid)


def test_a_passage_ends_at_the_next_heading_as_high_and_brings_no_ids(seals):
    page = a_page(in_=seals.community, body="::include[[Seals#Before you start]]")
    html = _shown(page, a_member(of=seals.community))
    assert "Isolate <strong>first</strong>" in html and "Drain." in html
    assert "Intro." not in html and "Close." not in html
    assert ' id="' not in html and f'href="/e/{seals.entry.uid}#h-after"' in html
    assert "Seals › Before you start" in html


def test_it_follows_its_source_and_nothing_of_it_is_stored(seals):
    page = a_page(in_=seals.community, body="::include[[Seals#After]]")
    ann = seals.community.created_by
    save(seals, title="Seals and rings", body="## After\n\nOpen again.", started_from=1, actor=ann)
    stored = Page.objects.get(pk=page.pk)
    assert "Open again." in _shown(page, ann) and "Seals and rings › After" in _shown(page, ann)
    assert "Close." not in stored.html + stored.body + stored.entry.summary
    assert all("Close." not in one.text for one in passages(stored.html))


def test_who_may_not_see_the_source_reads_that_and_nothing_more(seals):
    page = a_page(in_=seals.community, body="::include[[Seals#Before you start]]\n\nOwn words.")
    set_audience(seals.entry, "core", actor=seals.community.created_by)
    bob = a_member(of=seals.community)
    html = _shown(page, bob)
    assert "A passage you cannot see" in html and "Own words." in html
    assert "Isolate" not in html and seals.entry.uid not in html and "Before you start" not in html
    assert "Isolate" in _shown(page, seals.community.created_by)
    request = RequestFactory().get("/")
    request.user = bob
    assert "Isolate" not in out(page, bob).html


def test_a_page_in_the_bin_is_as_unseen_as_any(seals):
    page = a_page(in_=seals.community, body="::include[[Seals#After]]")
    ann = seals.community.created_by
    bin_entry(seals.entry, actor=ann)
    assert "A passage you cannot see" in _shown(page, ann)
    settle()
    assert "Close." not in _shown(page, ann)


@pytest.mark.parametrize("body", ["::include[[A]]", "::include[[B]]", "::include[[B#Part]]"])
def test_circles_end(seals, body):
    community = seals.community
    b = a_page(in_=community, title="B", body="## Part\n\nOf b.\n\n::include[[C]]")
    a_page(in_=community, title="C", body="Of c.\n\n::include[[B]]")
    a = a_page(in_=community, title="A", body=body)
    save(
        b,
        title="B",
        body=b.body + "\n\n::include[[A]]\n\n::include[[C]]",
        started_from=1,
        actor=community.created_by,
    )
    html = _shown(a, community.created_by)
    assert html.count("Of b.") <= 1 and len(html) < 5000


def test_a_part_that_went_and_a_page_inside_itself_say_so_and_lead_there(seals):
    ann = seals.community.created_by
    page = a_page(in_=seals.community, title="Round", body="::include[[Seals#After]]")
    save(page, title="Round", body=f"{page.body}\n\n::include[[Round]]", started_from=1, actor=ann)
    save(seals, title="Seals", body="## Afterwards\n\nClose.", started_from=1, actor=ann)
    html = _shown(page, ann)
    assert "The part that stood here is gone from “Seals”." in html
    assert "“Round” cannot be shown inside itself." in html
    assert f'href="/e/{seals.entry.uid}"' in html and "Close." not in html


def test_a_heading_that_goes_breaks_the_links_to_it_and_mends_them_when_it_is_back(seals):
    def broken():
        return list(Link.objects.broken().values_list("href", flat=True).order_by("href"))

    ann, address = seals.community.created_by, f"/e/{seals.entry.uid}"
    a_page(
        in_=seals.community, body=f"::include[[Seals#After]]\n\n[x]({address}#before-you-start) [[Seals#New]]"
    )
    assert broken() == ["Seals#New"]
    seals = save(seals, title="Seals", body="## New\n\nWords.", started_from=1, actor=ann)
    assert broken() == [f"{address}#before-you-start", "Seals#After"]
    save(seals, title="Seals", body=SEALS, started_from=2, actor=ann)
    assert broken() == ["Seals#New"]


def test_what_goes_deeper_than_three_stays_a_link(seals):
    community = seals.community
    for number in range(6, 0, -1):
        a_page(in_=community, title=f"P{number}", body=f"Words {number}.\n\n::include[[P{number + 1}]]")
    html = _shown(Page.objects.get(entry__title="P1"), community.created_by)
    assert [n for n in range(1, 7) if f"Words {n}." in html] == [1, 2, 3, 4]


def test_many_passages_stay_small_and_few_queries(seals, django_assert_max_num_queries):
    page = a_page(in_=seals.community, body="\n\n".join(["::include[[Seals#After]]"] * 80))
    with django_assert_max_num_queries(1):
        html = with_passages(page.safe_html, seen_by=seals.community.created_by)
    assert html.count("Close.") == 50


def test_a_missing_heading_or_page_is_a_broken_link_and_comes_alive(seals):
    ann = seals.community.created_by
    page = a_page(in_=seals.community, body="::include[[Seals#Gone]]\n\n::include[[Rings]]")
    assert Link.objects.broken().filter(source=page.entry, kind="include").count() == 2
    a_page(in_=seals.community, title="Rings", body="Ring words.")
    settle()
    assert "Ring words." in _shown(page, ann)
    assert Link.objects.broken().filter(source=page.entry).count() == 1


def test_the_reader_shows_it_within_its_queries_and_the_source_says_where(
    client, seals, django_assert_max_num_queries
):
    community = seals.community
    page = a_page(in_=community, title="Checklist", body="::include[[Seals#After]]", topics=["seals"])
    a_page(in_=community, body="[[Checklist]] and [[Seals]]", parent=page)
    client.force_login(community.created_by)
    client.get(page.get_absolute_url())
    with django_assert_max_num_queries(8):
        html = client.get(page.get_absolute_url()).content.decode()
    assert "Close." in html
    html = client.get(seals.get_absolute_url()).content.decode()
    assert "Included in" in html and "Checklist" in html


@pytest.mark.parametrize("name", ["show", "history", "markdown"])
def test_no_surface_tells_a_guest_of_an_unseen_passage(client, seals, name):
    public = a_community(audience="public")
    hidden = a_page(in_=seals.community, title="Hidden", body="## Part\n\nCanary words.")
    bob = a_member(of=public, person=seals.community.created_by)
    page = a_page(in_=public, by=bob, body=f"::include[[/e/{hidden.entry.uid}#part]]")
    set_audience(hidden.entry, "members", actor=bob)
    client.force_login(a_guest())
    assert "Canary" not in client.get(page.address(name)).content.decode()
    client.force_login(bob)
    assert "Canary" in client.get(page.address("show")).content.decode()


def test_passages_of_passages_of_passages_are_bounded_together():
    """Three pages of fifty passages each would make 125,000 of one: seconds for every reader."""
    community = a_community()
    sections = "\n\n".join(f"## S{number}\n\nWords." for number in range(50))
    a_page(in_=community, title="Ground", body=sections)
    for title, below in (("Third", "Ground"), ("Second", "Third")):
        places = "\n\n".join(f"::include[[{below}#S{number}]]" for number in range(50))
        body = "\n\n".join(f"## S{number}\n\n{places}" for number in range(20))
        a_page(in_=community, title=title, body=body)
    first = a_page(
        in_=community,
        title="First",
        body="\n\n".join(f"::include[[Second#S{number}]]" for number in range(20)),
    )
    html = _shown(first, community.created_by)
    assert html.count('class="include shown"') <= including.MOST_TOGETHER
    assert "Words." in html
