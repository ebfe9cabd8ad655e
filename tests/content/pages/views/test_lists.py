"""The tree of all pages, broken links, history, moving."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import PastVersion, add_revision_history, move, save
from practica.content.pages.models import Page
from practica.content.pages.queries import page as pages_of
from practica.content.pages.queries import tree
from tests.builders import a_community, a_member, a_page

pytestmark = pytest.mark.django_db


def test_the_index_takes_few_queries(client, django_assert_max_num_queries):
    community = a_community()
    for _number in range(5):
        above = a_page(in_=community)
        a_page(in_=community, parent=above)
    client.force_login(a_member(of=community))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("pages:index", args=[community.slug])).status_code == 200


def test_a_community_without_pages_says_what_they_are_for(client):
    community = a_community()
    client.force_login(community.created_by)
    assert b"Write the first page" in client.get(reverse("pages:index", args=[community.slug])).content


def test_a_large_tree_opens_level_by_level(client, monkeypatch):
    monkeypatch.setattr(tree, "INDEX_LIMIT", 2)
    community = a_community()
    above = a_page(in_=community, title="Above")
    for number in range(2):
        a_page(in_=community, parent=above, title=f"Below {number}")
    client.force_login(community.created_by)
    address = reverse("pages:index", args=[community.slug])
    html = client.get(address).content.decode()
    assert f"?below={above.entry.handle}" in html
    html = client.get(address + f"?below={above.entry.handle}").content.decode()
    assert "Below 0" in html and "Below 1" in html


def test_broken_links_are_listed_with_their_page(client):
    community = a_community()
    a_page(in_=community, title="Seals", body="[[Nowhere]] [x](#gone)")
    client.force_login(community.created_by)
    html = client.get(reverse("pages:broken", args=[community.slug])).content.decode()
    assert "Nowhere" in html and "#gone" in html and "2 links lead nowhere" in html


def test_history_shows_who_changed_what_and_compares(client):
    page = a_page(in_=a_community(), title="Seals", body="Old words here.")
    bob = a_member(of=page.community)
    page = save(page, title="Seals", body="New words here.", started_from=1, reason="Mended", actor=bob)
    client.force_login(bob)
    html = client.get(page.history_url).content.decode()
    assert bob.name in html and "Mended" in html
    for view in ("", "&view=side"):
        html = client.get(page.address("compare") + "?from=2&to=1" + view).content.decode()
        assert "<del>Old" in html and "<ins>New" in html
    assert "Old words here." in client.get(page.address("revision", 1)).content.decode()


def test_a_version_is_restored_after_one_question(client):
    page = a_page(in_=a_community(), body="One.")
    ann = page.community.created_by
    page = save(page, title=page.entry.title, body="Two.", started_from=1, actor=ann)
    client.force_login(ann)
    address = page.address("restore", 1)
    assert client.get(address).status_code == 200
    assert client.post(address, {"started_from": 1}).status_code == 409
    assert client.post(address, {"started_from": 2}).status_code == 302
    assert Page.objects.get(pk=page.pk).body == "One."


def test_history_from_elsewhere_keeps_its_writers_and_days(client):
    page = a_page(in_=a_community(), title="Seals", body="Three.")
    past = [
        PastVersion(title="Seal", body="One.", at=page.community.created, author_name="Old hand"),
        PastVersion(
            title="Seals", body="Two.", at=page.community.created, author=a_member(of=page.community)
        ),
    ]
    page = add_revision_history(page, past, actor=page.community.created_by)
    assert (page.version, page.writer_count) == (3, 3)
    client.force_login(page.community.created_by)
    assert "Old hand" in client.get(page.history_url).content.decode()


def test_long_histories_are_paged(client, monkeypatch):
    monkeypatch.setattr(pages_of, "HISTORY_PAGE", 2)
    page = a_page(in_=a_community(), body="0")
    for number in range(1, 4):
        page = save(
            page,
            title=page.entry.title,
            body=str(number),
            started_from=number,
            actor=page.community.created_by,
        )
    client.force_login(page.community.created_by)
    assert "?before=3" in client.get(page.history_url).content.decode()
    html = client.get(page.history_url + "?before=3").content.decode()
    assert 'value="1"' in html and 'value="4"' not in html


def test_a_page_moved_under_another_parent_stands_last_there_when_no_place_was_chosen(client):
    community = a_community()
    member = a_member(of=community)
    beside, moved, parent = (a_page(in_=community, by=member) for _number in range(3))
    first = a_page(in_=community, by=member, parent=parent)
    client.force_login(member)

    # The place that was offered among its old neighbours is sent along.
    client.post(moved.address("move"), {"parent": parent.entry.uid, "after": beside.entry.uid})

    assert list(Page.objects.of(community).right_below(parent).in_tree_order()) == [first, moved]


def test_who_moves_a_page_into_one_that_was_just_moved_below_it_hears_why_not(client):
    community = a_community()
    member = a_member(of=community)
    one, two = (a_page(in_=community, by=member, title=title) for title in ("One", "Two"))
    move(two, parent=one, actor=member)
    client.force_login(member)

    answer = client.post(one.address("move"), {"parent": two.entry.uid, "after": "last"})

    assert answer.status_code == 422
    assert "stands below “One”, so “One” cannot stand below it" in answer.content.decode()


def test_a_page_is_moved_after_a_sibling(client):
    community = a_community()
    a, b, c = (a_page(in_=community, title=title) for title in "ABC")
    client.force_login(community.created_by)
    address = a.address("move")
    assert client.get(address).status_code == 200
    assert client.post(address, {"parent": "top", "after": b.entry.uid}).status_code == 302
    titles = Page.objects.of(community).in_tree_order().values_list("entry__title", flat=True)
    assert list(titles) == ["B", "A", "C"]
    assert client.post(address, {"parent": c.entry.uid, "after": "last"}).status_code == 302
    a.refresh_from_db()
    assert a.parent == c


def test_a_page_goes_into_the_bin_and_back(client):
    page = a_page(in_=a_community(), title="Seals")
    client.force_login(page.community.created_by)
    assert "30 days" in client.get(page.address("delete")).content.decode()
    answer = client.post(page.address("delete"), follow=True)
    back = reverse("pages:bring_back", args=[page.community.slug, page.entry.uid])
    assert back in answer.content.decode()
    assert client.post(back).url == page.get_absolute_url()
