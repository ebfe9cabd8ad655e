"""The versions of a page: listed, compared, traced back, brought back."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import save
from tests.builders import a_community, a_member, a_page

pytestmark = pytest.mark.django_db

OLD = "## Seals\n\nA seal fails early. Ask the shift.\n\n- grease\n- water"


@pytest.fixture
def community():
    return a_community()


@pytest.fixture
def page(community):
    page = a_page(in_=community, body=OLD)
    bob = a_member(of=community, person=None)
    bob.name = "Bob Builder"
    bob.save()
    new = OLD.replace("Ask the shift.", "Check the flush plan.").replace("- water", "- steam")
    return save(page, title=page.entry.title, body=new, started_from=1, significance="typo", actor=bob)


def _at(page, name, *more):
    return reverse(f"pages:{name}", args=[page.community.slug, page.entry.handle, *more])


def test_two_versions_are_chosen_where_there_are_two(client, community, page):
    client.force_login(community.created_by)
    assert client.get(_at(page, "history")).content.decode().count('name="from"') == 2
    assert 'name="from"' not in client.get(_at(a_page(in_=community), "history")).content.decode()


def test_changes_are_shown_in_one_text_and_side_by_side(client, community, page):
    client.force_login(community.created_by)
    inline = client.get(_at(page, "compare") + "?from=1&to=2").content.decode()
    assert "<del>Ask </del><ins>Check </ins>the <del>shift</del><ins>flush plan</ins>." in inline
    beside = client.get(_at(page, "compare") + "?from=1&to=2&view=side").content.decode()
    assert '<li dir="auto"><del>water</del></li>' in beside and '<tr class="changed">' in beside


def test_any_two_versions_are_compared_whichever_is_named_first(client, community, page):
    client.force_login(community.created_by)
    one = client.get(_at(page, "compare") + "?from=2&to=1").context["differences"].html
    assert one == client.get(_at(page, "compare") + "?from=1&to=2").context["differences"].html


@pytest.mark.parametrize(
    ("asked", "compared"),
    [("", (2, 3)), ("?to=2", (1, 2)), ("?from=1", (1, 3)), ("?from=3", (2, 3)), ("?to=1", (0, 1))],
)
def test_of_two_versions_that_are_not_both_named_the_nearest_is_taken(
    client, community, page, asked, compared
):
    save(page, title=page.entry.title, body="Anew.", started_from=2, actor=community.created_by)
    client.force_login(community.created_by)
    context = client.get(_at(page, "compare") + asked).context
    assert (context["older"], context["newer"]) == compared


def test_a_version_compared_with_itself_says_what_to_do(client, community, page):
    client.force_login(community.created_by)
    html = client.get(_at(page, "compare") + "?from=2&to=2").content.decode()
    assert "This is one and the same version. Choose two among all versions." in html


def test_the_list_says_what_was_a_typo(client, community, page):
    client.force_login(community.created_by)
    assert "typo" in client.get(_at(page, "history")).content.decode()


def test_each_passage_names_who_wrote_it_and_who_before(
    client, community, page, django_assert_max_num_queries
):
    client.force_login(community.created_by)
    with django_assert_max_num_queries(10):
        answer = client.get(_at(page, "passages"))
    (heading, _h), (text, _t), _list = answer.context["passages"]
    assert heading.latest.number == 1
    assert text.latest.writer == "Bob Builder" and [one.number for one in text.others] == [1]


def test_a_passage_that_is_a_picture_shows_it(client, community):
    page = a_page(in_=community, body="Words.\n\n![](/files/a2b3c4d5e6f7/seal.png)")
    client.force_login(community.created_by)

    html = client.get(_at(page, "passages")).content.decode()

    assert 'src="/files/a2b3c4d5e6f7/seal.png"' in html


def test_passages_are_traced_once_for_each_version(client, community, page, django_assert_max_num_queries):
    client.force_login(community.created_by)
    client.get(_at(page, "passages"))
    with django_assert_max_num_queries(8):
        client.get(_at(page, "passages"))
    newer = save(page, title=page.entry.title, body="Anew.", started_from=2, actor=community.created_by)
    (only, _html) = client.get(_at(newer, "passages")).context["passages"][0]
    assert only.latest.number == 3


def test_who_wrote_what_says_how_many_versions_were_read_back(client, community, page, monkeypatch):
    client.force_login(community.created_by)
    alone = a_page(in_=community, body="Once.")

    def said(one):
        return client.get(_at(one, "passages")).content.decode()

    assert "Read back through all 2 versions." in said(page)
    assert "There is one version so far." in said(alone)
    monkeypatch.setattr("practica.content.pages.queries.MOST_VERSIONS", 1)
    assert "Read back through the last 1 versions." in said(page)


def test_markup_in_a_passage_is_shown_not_obeyed(client, community):
    page = a_page(in_=community, body="<script>alert(1)</script> words [x](javascript:alert(1))")
    client.force_login(community.created_by)
    assert b"<script>alert" not in client.get(_at(page, "passages")).content


@pytest.mark.parametrize("query", ["before", "fields_before"])
def test_an_address_with_a_number_beyond_all_numbers_shows_the_newest(client, community, page, query):
    client.force_login(community.created_by)
    answer = client.get(_at(page, "history"), {query: "9" * 5000})
    assert answer.status_code == 200 and "Bob Builder" in answer.content.decode()
