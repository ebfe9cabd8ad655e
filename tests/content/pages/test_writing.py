"""Writing pages: create, save, restore, and what links become."""

import pytest

from practica.content.pages.actions import create, render_again, restore, save, save_draft
from practica.content.pages.models import Draft, Page, Revision
from practica.core.entries.actions import bin_entry, restore_entry, set_audience
from practica.core.entries.models import Entry, Link
from practica.core.ledger.models import FactRow
from practica.kit.access import Invalid, Refused, Stale
from tests.builders import a_colleague, a_community, a_file, a_guest, a_member, a_page, settle

pytestmark = pytest.mark.django_db


def _saved(page, body, *, title=None, by=None, **values):
    return save(
        page,
        title=title or page.entry.title,
        body=body,
        started_from=values.pop("started_from", page.version),
        actor=by or page.community.created_by,
        **values,
    )


def test_a_member_writes_a_page_and_it_is_its_first_version():
    community = a_community()
    ann = a_member(of=community)
    page = a_page(in_=community, by=ann, title="Seals", body="# One\n\nTwo words.")
    assert (page.version, page.words, page.entry.author) == (1, 3, ann)
    assert page.outline == [{"level": 2, "id": "h-one", "text": "One"}]
    assert FactRow.objects.filter(name="PageCreated", entry_id=page.entry_id).count() == 1


def test_nobody_from_outside_and_no_guest_writes():
    community = a_community()
    for person in (a_colleague(), a_member(of=community, role="guest", person=a_guest())):
        with pytest.raises(Refused):
            a_page(in_=community, by=person)


def test_a_second_writer_is_told_and_nothing_of_the_first_is_lost():
    page = a_page(in_=a_community(), body="One.")
    _saved(page, "Two.", started_from=1)
    with pytest.raises(Stale) as told:
        _saved(page, "Three.", started_from=1)
    assert told.value.current.body == "Two."
    assert list(page.revisions.order_by("number").values_list("body", flat=True)) == ["One.", "Two."]


def test_two_who_compare_at_the_same_moment_do_not_both_win(monkeypatch):
    page = a_page(in_=a_community(), body="One.")
    from practica.content.pages.actions import writing

    read = writing.read_text

    def read_while_another_saves(*arguments):
        Page.objects.filter(pk=page.pk).update(version=2, body="Two.")
        return read(*arguments)

    monkeypatch.setattr(writing, "read_text", read_while_another_saves)
    with pytest.raises(Stale):
        _saved(page, "Three.", started_from=1)
    assert page.revisions.count() == 1


def test_saving_nothing_new_saves_nothing():
    page = a_page(in_=a_community(), body="One.")
    facts = FactRow.objects.count()
    assert _saved(page, "One.\r\n").version == 1
    assert FactRow.objects.count() == facts


def test_an_old_version_comes_back_as_a_new_one():
    page = a_page(in_=a_community(), body="One.")
    page = _saved(page, "Two.")
    page = restore(page, Revision.objects.get(page=page, number=1), actor=page.community.created_by)
    assert (page.version, page.body) == (3, "One.")
    assert page.revisions.get(number=3).restored_from == 1


def test_who_else_wrote_is_counted_once():
    community = a_community()
    page = a_page(in_=community, body="One.")
    bob = a_member(of=community)
    for body in ("Two.", "Three.", "Four."):
        page = _saved(page, body, by=bob)
    page.refresh_from_db()
    assert page.other_writers == 1


def test_a_text_over_a_hundred_kilobytes_is_refused_with_a_sentence():
    with pytest.raises(Invalid) as told:
        a_page(in_=a_community(), body="x" * 110_000)
    assert told.value.field == "body" and "KB" in str(told.value)
    assert not Entry.objects.filter(kind="page").exists()


def test_saving_ends_the_draft():
    page = a_page(in_=a_community())
    ann = page.community.created_by
    save_draft(community=page.community, page=page, title="T", body="Two.", base_version=1, actor=ann)
    _saved(page, "Two.")
    assert not Draft.objects.exists()


def test_wiki_links_lead_to_pages_of_the_community_whatever_their_letters_case():
    community = a_community()
    target = a_page(in_=community, title="Über Dichtungen")
    page = a_page(in_=community, body="See [[über  dichtungen]].")
    assert f'href="/e/{target.entry.uid}"' in page.html
    assert Link.objects.get(source=page.entry).target == target.entry


def test_a_missing_page_is_offered_and_found_once_it_exists():
    community = a_community()
    page = a_page(in_=community, body="See [[Slurry pumps]].")
    assert "pages/new?title=Slurry%20pumps" in page.html
    assert Link.objects.get(source=page.entry).is_broken
    target = a_page(in_=community, title="Slurry pumps")
    settle()
    page.refresh_from_db()
    assert f'href="/e/{target.entry.uid}"' in page.html
    assert Link.objects.get(source=page.entry).target == target.entry


def test_links_to_a_page_in_the_bin_say_so_and_heal_when_it_returns():
    community = a_community()
    target = a_page(in_=community, title="Slurry pumps")
    page = a_page(in_=community, body="See [[Slurry pumps]].")
    bin_entry(target.entry, actor=community.created_by)
    settle()
    page.refresh_from_db()
    assert "missing" in page.html
    restore_entry(target.entry, actor=community.created_by)
    settle()
    page.refresh_from_db()
    assert "missing" not in page.html


def test_a_writer_learns_nothing_of_pages_she_does_not_see():
    community = a_community()
    secret = a_page(in_=community, title="Reorganisation")
    set_audience(secret.entry, "core", actor=community.created_by)
    page = a_page(
        in_=community, by=a_member(of=community), body=f"[[Reorganisation]] [x](/e/{secret.entry.uid})"
    )
    settle()
    page.refresh_from_db()
    assert page.html.count("missing") == 2
    assert not Link.objects.filter(target=secret.entry).exists()


def test_an_editor_keeps_links_she_could_not_have_made():
    community = a_community()
    secret = a_page(in_=community, title="Reorganisation")
    set_audience(secret.entry, "core", actor=community.created_by)
    page = a_page(in_=community, body="[[Reorganisation]]")
    page = _saved(page, "[[Reorganisation]] and more", by=a_member(of=community))
    assert Link.objects.filter(source=page.entry, target=secret.entry).exists()


def test_an_old_title_still_finds_the_page():
    community = a_community()
    target = a_page(in_=community, title="Old name")
    _saved(target, "Some words.", title="New name")
    page = a_page(in_=community, body="[[Old name]] [[New name]]")
    assert Link.objects.filter(source=page.entry, target=target.entry).count() == 2


def test_links_to_headings_are_checked():
    community = a_community()
    target = a_page(in_=community, title="Seals", body="## Face *seals*\n\nText.")
    page = a_page(in_=community, body=f"[[Seals#Face seals]] [x](/e/{target.entry.uid}#nowhere) [y](#here)")
    broken = Link.objects.filter(source=page.entry, is_broken=True).values_list("href", flat=True)
    assert sorted(broken) == ["#here", f"/e/{target.entry.uid}#nowhere"]
    assert f'href="/e/{target.entry.uid}#h-face-seals"' in page.html


def test_a_picture_brings_its_size_and_a_missing_file_is_told():
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    community = a_community()
    picture = a_file(in_=community, by=community.created_by, name="a.png", content=out.getvalue())
    page = a_page(in_=community, body=f"![A]({picture.get_absolute_url()}) ![B](/files/222222222222/b.png)")
    assert 'width="30" height="20"' in page.html
    assert Link.objects.filter(source=page.entry, kind="file", is_broken=True).count() == 1


def test_a_member_named_in_plain_words_hears_of_it_and_the_words_stay_as_they_were_typed():
    ann, bob, cem = a_colleague("Ann"), a_colleague("Bob"), a_colleague("Cem")
    community = a_community(led_by=ann)
    a_member(of=community, person=bob)
    body = f"Ask @{bob.handle} or @{cem.handle}, not `@{bob.handle}` nor x@{bob.handle}.example.\n"
    page = a_page(in_=community, by=ann, body=body)
    settle()
    assert page.body == body.strip()
    assert page.html.count(f'class="mention" href="/people/{bob.handle}"') == 1
    assert cem.handle in page.html and f"/people/{cem.handle}" not in page.html
    assert [notice.reason for notice in bob.notices.all()] == ["mention"]
    assert not cem.notices.exists()

    render_again([page.entry_id])
    assert Page.objects.get(pk=page.pk).html == page.html


def test_somebody_named_again_is_mentioned_once():
    community = a_community()
    bob = a_member(of=community)
    page = a_page(in_=community, body=f"@[Bob](user:{bob.handle})")
    _saved(page, f"@[Bob](user:{bob.handle}) again")
    mentioned = [
        row.get("mentioned") for row in FactRow.objects.filter(name__in=("PageCreated", "PageSaved"))
    ]
    assert mentioned == [[bob.pk], []]
    assert f'class="mention" href="/people/{bob.handle}"' in Page.objects.get(pk=page.pk).html


def test_an_import_links_ahead_and_keeps_dates_and_authors():
    from practica.content.pages.actions import join_links
    from practica.core.entries.actions import title_path
    from practica.kit.models import new_uid

    community, uid = a_community(), new_uid()
    ann = community.created_by
    bob = a_colleague()
    page = create(
        community=community, title="One", body=f"[two](/e/{uid}) [[Two]]", author=bob, actor=ann,
        coming={uid: uid, title_path("Two"): uid}, created=ann.joined,
    )  # fmt: skip
    assert "missing" not in page.html and page.entry.author == bob and page.entry.created == ann.joined
    two = create(community=community, title="Two", body="", uid=uid, actor=ann, created=ann.joined)
    assert join_links(community) == 2
    assert set(Link.objects.filter(source=page.entry).values_list("target", flat=True)) == {two.entry_id}
