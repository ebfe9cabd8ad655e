"""Pages others begin with."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from practica.content.pages.actions import begun_with, create, drop_template, make_template
from practica.content.pages.queries import templates_of
from practica.core.entries.actions import bin_entry, set_audience
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def template():
    page = a_page(
        in_=a_community("Pumps [north]"), title="Stop on {{date}}",
        body="By {{ person }} in {{community}}, {{unknown}}.\n\n## What happened",
    )  # fmt: skip
    return make_template(page, hint="After every stop", actor=page.community.created_by)


def test_a_new_page_begins_with_it_and_its_places_are_filled(client, template, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: dt.date(2027, 2, 1))
    community = template.page.community
    bob = a_member(of=community, person=a_colleague("Bob [x] *y*"))
    begun = begun_with(template.page.entry.title, template.page.body, community=community, actor=bob)
    assert "{{date}}" not in begun.title and "{{unknown}}" in begun.body
    page = create(community=community, title=begun.title, body=begun.body, actor=bob)
    assert "Pumps [north]" in page.html and "<em>" not in page.html
    client.force_login(bob)
    address = reverse("pages:new", args=[community.slug])
    assert "After every stop" in client.get(address).content.decode()
    html = client.get(f"{address}?template={template.page.entry.uid}").content.decode()
    assert "## What happened" in html and "Stop on 1 February 2027" in html


def test_only_leads_choose_templates_and_the_page_stays(template):
    page, ann = template.page, template.page.community.created_by
    with pytest.raises(Refused):
        make_template(page, actor=a_member(of=page.community))
    with pytest.raises(Invalid):
        make_template(page, hint="x" * 201, actor=ann)
    with pytest.raises(Invalid):
        make_template(page, example=a_page(in_=a_community()), actor=ann)
    with pytest.raises(Refused):
        drop_template(page, actor=a_member(of=page.community))
    drop_template(page, actor=ann)
    assert templates_of(page.community, seen_by=ann) == [] and page.entry.is_out


def test_what_one_does_not_see_is_no_template_and_no_example(client, template):
    page, ann = template.page, template.page.community.created_by
    example = a_page(in_=page.community, title="Canary example")
    make_template(page, example=example, actor=ann)
    bob = a_member(of=page.community)
    assert templates_of(page.community, seen_by=bob)[0].example == example
    set_audience(example.entry, "core", actor=ann)
    client.force_login(bob)
    for address in (page.address("show"), reverse("pages:templates", args=[page.community.slug])):
        assert b"Canary" not in client.get(address).content
    assert templates_of(page.community, seen_by=bob)[0].example is None
    set_audience(page.entry, "core", actor=ann)
    assert templates_of(page.community, seen_by=bob) == []
    new = reverse("pages:new", args=[page.community.slug]) + f"?template={page.entry.uid}"
    assert b"{{unknown}}" not in client.get(new).content


def test_leads_make_change_and_drop_templates_on_a_page(client):
    page = a_page(in_=a_community(), title="Shift report")
    example = a_page(in_=page.community, title="A good one")
    client.force_login(page.community.created_by)
    assert b"Make it a template" in client.get(page.address("template")).content
    answer = client.post(page.address("template"), {"hint": "Every night", "example": example.entry.uid})
    html = client.get(answer.url).content.decode()
    assert "Every night" in html and "See an example" in html and "Begin a page" in html
    assert "Template" in client.get(page.get_absolute_url()).content.decode()
    answer = client.post(page.address("template"), {"hint": "x" * 300, "example": ""})
    assert answer.status_code == 422 and b"x" * 300 in answer.content
    client.post(page.address("template"), {"drop": "1"})
    client.get(page.get_absolute_url())
    assert b"Shift report" not in client.get(reverse("pages:templates", args=[page.community.slug])).content


def test_others_do_not_get_there(client):
    page = a_page(in_=a_community(audience="members"))
    for person, status in ((a_guest(), 404), (a_colleague(), 404), (a_member(of=page.community), 403)):
        client.force_login(person)
        assert client.get(page.address("template")).status_code == status


def test_one_in_the_bin_is_offered_no_more(template):
    ann = template.page.community.created_by
    bin_entry(template.page.entry, actor=ann)
    assert templates_of(template.page.community, seen_by=ann) == []
