"""Writing in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from practica.content.pages.actions import save, save_draft
from practica.content.pages.models import Draft, Page
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db


def _door(page, name):
    return reverse(f"pages:{name}", args=[page.community.slug, page.entry.handle])


def _form(page, **values):
    return {"title": page.entry.title, "body": page.body, "started_from": page.version, **values}


def test_a_new_page_is_published_under_its_parent(client):
    community = a_community()
    above = a_page(in_=community)
    client.force_login(community.created_by)
    address = reverse("pages:new", args=[community.slug])
    assert client.get(address).status_code == 200
    sent = {"title": "Seals", "body": "Words.", "topics": "pumps, oil", "parent": above.entry.uid}
    answer = client.post(address, sent)
    page = Page.objects.get(entry__title="Seals")
    assert answer.url == page.get_absolute_url()
    assert page.parent == above
    assert sorted(page.entry.topics.values_list("label", flat=True)) == ["oil", "pumps"]


def test_a_page_without_a_title_keeps_its_text(client):
    community = a_community()
    client.force_login(community.created_by)
    answer = client.post(
        reverse("pages:new", args=[community.slug]), {"title": " ", "body": "My words.", "parent": "top"}
    )
    assert answer.status_code == 422
    assert "My words." in answer.content.decode() and "Give it a title." in answer.content.decode()


def test_a_text_too_long_is_kept_and_says_why(client):
    page = a_page(in_=a_community())
    client.force_login(page.community.created_by)
    answer = client.post(_door(page, "edit"), _form(page, body="canary " + "x" * 110_000))
    assert answer.status_code == 422
    assert "canary" in answer.content.decode() and "a page holds 100 KB" in answer.content.decode()


def test_two_writers_get_both_texts_and_mine_can_go_on_top(client):
    page = a_page(in_=a_community(), body="First words.")
    bob = a_member(of=page.community)
    theirs = save(page, title=page.entry.title, body="Their words.", started_from=1, actor=bob)
    client.force_login(page.community.created_by)
    answer = client.post(_door(page, "edit"), _form(page, body="My words."))
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Their words." in html and "My words." in html and f'value="{theirs.version}"' in html
    assert Draft.objects.get().body == "My words."
    answer = client.post(_door(page, "edit"), _form(theirs, body="My words."))
    assert answer.status_code == 302
    assert Page.objects.get(pk=page.pk).body == "My words."


def test_a_draft_is_kept_and_goes_on_where_it_was_left(client):
    page = a_page(in_=a_community(), body="Stored.")
    client.force_login(page.community.created_by)
    kept = client.post(
        reverse("pages:draft", args=[page.community.slug]) + f"?page={page.entry.uid}",
        _form(page, body="Typed."),
    )
    assert kept.status_code == 200
    html = client.get(_door(page, "edit")).content.decode()
    assert "Typed." in html and "Discard draft" in html
    draft = Draft.objects.get()
    client.post(reverse("pages:discard_draft", args=[page.community.slug, draft.uid]))
    assert "Typed." not in client.get(_door(page, "edit")).content.decode()


def test_a_draft_of_a_new_page_ends_when_the_page_is_published(client):
    community = a_community()
    client.force_login(community.created_by)
    sent = {"title": "Seals", "body": "Words.", "draft": "23456789abcd", "parent": "top"}
    for _twice in range(2):
        client.post(reverse("pages:draft", args=[community.slug]), sent)
    assert Draft.objects.count() == 1
    client.post(reverse("pages:new", args=[community.slug]), sent)
    assert not Draft.objects.exists()


def test_preview_shows_the_text_with_and_without_scripts(client):
    page = a_page(in_=a_community())
    client.force_login(page.community.created_by)
    fragment = client.post(
        reverse("pages:preview", args=[page.community.slug]), {"body": "**Bold** <script>x"}
    )
    assert "<strong>Bold</strong>" in fragment.content.decode() and "<script" not in fragment.content.decode()
    answer = client.post(_door(page, "edit"), _form(page, body="**Bold**", preview="1"))
    assert answer.status_code == 200 and "<strong>Bold</strong>" in answer.content.decode()
    assert Page.objects.get(pk=page.pk).version == 1


def test_a_file_added_while_writing_comes_into_the_text(client):
    page = a_page(in_=a_community(), body="Typed.")
    client.force_login(page.community.created_by)
    sent = _form(page, attach="1", file=SimpleUploadedFile("a [b].txt", b"Notes."))
    html = client.post(_door(page, "edit"), sent).content.decode()
    stored = page.entry.files.get()
    assert "Typed." in html and f"[a \\[b\\].txt]({stored.get_absolute_url()})" in html


def test_who_may_not_write_gets_a_sentence_not_a_form(client):
    page = a_page(in_=a_community())
    client.force_login(a_colleague())
    assert client.get(_door(page, "edit")).status_code == 403
    assert client.post(_door(page, "edit"), _form(page, body="Mine.")).status_code == 403
    assert client.get(reverse("pages:new", args=[page.community.slug])).status_code == 403


def test_nobody_meets_the_draft_of_another(client):
    page = a_page(in_=a_community())
    bob = a_member(of=page.community)
    draft = save_draft(community=page.community, page=page, title="Canary", body="Canary", actor=bob)
    client.force_login(page.community.created_by)
    assert b"Canary" not in client.get(_door(page, "edit")).content
    address = reverse("pages:discard_draft", args=[page.community.slug, draft.uid])
    assert client.post(address).status_code == 404
    assert (
        client.get(reverse("pages:new", args=[page.community.slug]) + f"?draft={draft.uid}").status_code
        == 404
    )


def test_preview_tells_nothing_of_unseen_pages(client):
    from practica.core.entries.actions import set_audience

    community = a_community()
    secret = a_page(in_=community, title="Canary")
    set_audience(secret.entry, "core", actor=community.created_by)
    client.force_login(a_member(of=community))
    fragment = client.post(reverse("pages:preview", args=[community.slug]), {"body": "[[Canary]]"}).content
    assert b"missing" in fragment and secret.entry.uid.encode() not in fragment
    address = reverse("pages:preview", args=[community.slug]) + f"?page={secret.entry.uid}"
    assert client.post(address, {"body": "x"}).status_code == 404
    client.force_login(a_guest())
    assert client.post(reverse("pages:preview", args=[community.slug]), {"body": "x"}).status_code == 404


def test_an_edit_begun_from_a_version_there_never_was_is_kept_beside_the_text_that_stands(client):
    page = a_page(in_=a_community(), body="First words.")
    client.force_login(page.community.created_by)

    answer = client.post(_door(page, "edit"), _form(page, body="My words.", started_from=10**30))
    kept = client.post(
        reverse("pages:draft", args=[page.community.slug]) + f"?page={page.entry.uid}",
        {"title": "Seals", "body": "My words.", "started_from": "9" * 30},
    )

    assert answer.status_code in (409, 422) and "My words." in answer.content.decode()
    assert kept.status_code == 200
