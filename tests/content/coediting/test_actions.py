"""What is typed together is kept, becomes versions, and takes in versions that were made elsewhere."""

import datetime as dt

import pytest
from django.utils import timezone

from practica.content.coediting import actions, jobs, queries
from practica.content.coediting.models import LiveDocument, LiveUpdate, LiveWriter
from practica.content.pages import actions as pages
from practica.content.pages.models import Page
from practica.core.communities.models import Membership
from practica.core.entries.actions import mark_read
from practica.core.entries.erasing import erase
from practica.core.entries.models import ReadMark
from practica.kit.access import Invalid, Refused, Stale
from practica.kit.contracts import documents
from practica.kit.markup import MAX_BYTES
from tests.builders import a_colleague, a_community, a_member, a_page
from tests.content.coediting.typing_people import keep, live_of, seen, typed

pytestmark = pytest.mark.django_db

BODY = "# Seals\n\nFirst line.\n\nSecond line."


@pytest.fixture
def page():
    return a_page(in_=a_community(), body=BODY)


@pytest.fixture
def ann(page):
    return a_member(of=page.community, person=a_colleague("Ann"))


@pytest.fixture
def ben(page):
    return a_member(of=page.community, person=a_colleague("Ben"))


def saved(page):
    return Page.objects.get(pk=page.pk)


def save_as(page, person, **more):
    def save(text):
        return pages.save(
            page, title=page.entry.title, body=text.markdown, started_from=text.base_version, actor=person
        ).version

    return documents.save_live(page.entry, save=save, actor=person, **more)


def test_opening_builds_the_document_once(page):
    first, second = live_of(page), live_of(page)

    assert first == second
    assert seen(first) == BODY
    assert LiveUpdate.objects.count() == 1


def test_opening_and_leaving_changes_nothing(page, ann):
    live = live_of(page)

    assert actions.save_what_was_left(live.pk) is None
    assert saved(page).version == 1


def test_what_was_typed_becomes_a_version_in_the_name_of_who_typed_last(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " More.", line=1), by=ann)
    keep(live, typed(live, "A third line."), by=ben)

    assert actions.save_what_was_left(live.pk) == 2
    assert saved(page).body == "# Seals\n\nFirst line. More.\n\nSecond line.\n\nA third line."
    revision = saved(page).revisions.get(number=2)
    assert (revision.author, list(revision.contributors.all())) == (ben, [ann])
    assert saved(page).writer_count == 3
    assert not LiveWriter.objects.exists()


def test_a_version_left_behind_is_news_to_others_but_not_to_who_typed_last(page, ann, ben):
    for reader in (ann, ben):
        mark_read(page.entry, actor=reader)
    live = live_of(page)
    keep(live, typed(live, " More.", line=1), by=ben)
    actions.save_what_was_left(live.pk)

    changed = saved(page).entry.active_at
    marks = dict(ReadMark.objects.filter(entry=page.entry).values_list("person", "at"))
    assert (marks[ann.pk] > changed, marks[ben.pk] > changed) == (False, True)


def test_a_version_nobody_asked_for_leaves_her_draft_alone(page, ann):
    pages.save_draft(community=page.community, page=page, title="T", body="Mine.", base_version=1, actor=ann)
    live = live_of(page)
    keep(live, typed(live, " More.", line=1), by=ann)

    assert actions.save_what_was_left(live.pk) == 2
    assert page.drafts.get().body == "Mine."


def test_what_is_spelled_in_another_way_stays_so_when_nothing_changed(page, ann):
    odd = "Setext\n======\n\n* one\n* two\n\n__bold__ words\n"
    pages.save(page, title="Odd", body=odd, started_from=1, actor=ann)
    live = live_of(page)
    keep(live, typed(live, "x"), by=ann)
    document = queries.updates(live)
    assert len(document) == 2
    keep(live, _without_last_block(live), by=ann)

    actions.save_what_was_left(live.pk)

    assert (saved(page).version, saved(page).body) == (2, odd.strip("\n"))


def _without_last_block(live):
    from pycrdt import XmlFragment

    from practica.kit.markup.ydoc import FRAGMENT, document_from

    document = document_from(row.data for row in queries.updates(live))
    before = document.get_state()
    children = document.get(FRAGMENT, type=XmlFragment).children
    del children[len(children) - 1]
    return document.get_update(before)


def test_saving_by_button_takes_what_is_live_and_says_who_wrote(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " More.", line=1), by=ben)
    told = []

    def save(text):
        told.append(text)
        return pages.save(
            page, title="New title", body=text.markdown, started_from=text.base_version,
            reason="Because", actor=ann,
        ).version  # fmt: skip

    assert documents.save_live(page.entry, save=save, actor=ann) == 2
    assert told[0].writers == (ben,)
    assert "First line. More." in saved(page).body
    assert queries.updates(live, saved=False) == []


def test_what_is_typed_after_a_save_belongs_to_the_next(page, ann):
    live = live_of(page)
    keep(live, typed(live, " One.", line=1), by=ann)
    save_as(page, ann)
    keep(live, typed(live, " Two.", line=1), by=ann)

    assert "One." in saved(page).body and "Two." not in saved(page).body
    assert actions.save_what_was_left(live.pk) == 3
    assert "First line. One. Two." in saved(page).body


def test_a_version_made_elsewhere_comes_in_beside_what_was_typed(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " Typed.", line=1), by=ann)
    other = BODY.replace("Second line.", "Second line, changed by API.")
    pages.save(page, title=page.entry.title, body=other, started_from=1, actor=ben)

    assert actions.catch_up(live.pk)
    assert not actions.catch_up(live.pk)
    assert seen(live) == "# Seals\n\nFirst line. Typed.\n\nSecond line, changed by API."
    assert actions.save_what_was_left(live.pk) == 3


def test_an_old_version_restored_does_not_take_away_what_was_typed(page, ann, ben):
    pages.save(page, title=page.entry.title, body=BODY + "\n\nMistake.", started_from=1, actor=ben)
    live = live_of(page)
    keep(live, typed(live, " Typed.", line=1), by=ann)
    pages.restore(saved(page), page.revisions.get(number=1), actor=ben)

    actions.catch_up(live.pk)

    assert seen(live) == "# Seals\n\nFirst line. Typed.\n\nSecond line."


def test_saving_brings_in_what_was_saved_elsewhere_first(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " Typed.", line=1), by=ann)
    pages.save(page, title=page.entry.title, body=BODY + "\n\nThird.", started_from=1, actor=ben)

    assert save_as(page, ann) == 3
    assert saved(page).body == "# Seals\n\nFirst line. Typed.\n\nSecond line.\n\nThird."


def test_what_a_browser_could_not_send_comes_with_the_form(page, ann):
    live = live_of(page)
    update = typed(live, " Offline.", line=1)

    assert save_as(page, ann, update=update, generation=live.generation) == 2
    assert "First line. Offline." in saved(page).body


def test_an_update_of_another_generation_is_stale(page, ann):
    live = live_of(page)
    update = typed(live, " Offline.", line=1)
    actions.renew(live.pk)

    with pytest.raises(Stale):
        save_as(page, ann, update=update, generation=live.generation)
    with pytest.raises(actions.Gone):
        keep(live, update, by=ann)


def test_an_update_that_is_none_is_refused_with_a_sentence(page, ann):
    live = live_of(page)
    with pytest.raises(Invalid):
        save_as(page, ann, update=b"\x07nonsense", generation=live.generation)


def test_one_who_may_not_write_saves_nothing(page):
    with pytest.raises(Refused):
        save_as(page, a_colleague())


def test_a_text_that_is_too_large_stays_live_until_it_fits(page, ann):
    live = live_of(page)
    keep(live, typed(live, "word " * (MAX_BYTES // 5)), by=ann)

    assert actions.save_what_was_left(live.pk) is None
    with pytest.raises(Invalid, match="100 KB"):
        save_as(page, ann)
    assert saved(page).version == 1
    assert len(queries.updates(live, saved=False)) == 1


def test_nobody_who_may_still_write_means_nobody_saves(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " Typed.", line=1), by=ann)
    Membership.objects.filter(person=ann).delete()

    assert actions.save_what_was_left(live.pk) is None
    assert "Typed." in seen(live)
    keep(live, typed(live, "!", line=1), by=ben)
    assert actions.save_what_was_left(live.pk) == 2


def test_compacting_keeps_what_is_saved_apart_from_what_is_not(page, ann):
    live = live_of(page)
    for number in range(5):
        keep(live, typed(live, f" {number}", line=1), by=ann)
    save_as(page, ann)
    for number in range(5, 9):
        keep(live, typed(live, f" {number}", line=1), by=ann)
    before = seen(live)

    actions.compact(live.pk)

    assert [row.is_saved for row in live.updates.order_by("pk")] == [True, False]
    assert seen(live) == before
    pages.save(page, title="T", body=saved(page).body + "\n\nEnd.", started_from=2, actor=ann)
    actions.catch_up(live.pk)
    assert seen(live) == before + "\n\nEnd."


def test_deleted_words_are_gone_after_compacting(page, ann):
    live = live_of(page)
    keep(live, typed(live, "secret words"), by=ann)
    keep(live, _without_last_block(live), by=ann)
    save_as(page, ann)

    actions.compact(live.pk)

    assert b"secret" not in b"".join(row.data for row in queries.updates(live))


def test_what_a_killed_room_left_is_saved_by_the_worker(page, ann):
    live = live_of(page)
    keep(live, typed(live, " Left.", line=1), by=ann)
    jobs.save_what_was_left()
    assert saved(page).version == 1

    LiveDocument.objects.update(changed=timezone.now() - dt.timedelta(minutes=16))
    jobs.save_what_was_left()
    assert "Left." in saved(page).body


def test_a_document_nobody_edits_is_forgotten_unless_it_holds_something(page, ann):
    live, other = live_of(page), live_of(a_page(in_=page.community))
    keep(live, typed(live, " Left.", line=1), by=ann)
    LiveDocument.objects.update(changed=timezone.now() - dt.timedelta(days=31))

    jobs.forget()

    assert list(LiveDocument.objects.all()) == [live]
    assert other not in LiveDocument.objects.all()


def test_erasing_an_entry_takes_its_live_text_along(page, ann):
    live = live_of(page)
    keep(live, typed(live, " Typed.", line=1), by=ann)
    erase([page.entry])

    assert not LiveUpdate.objects.exists()
    with pytest.raises(actions.Gone):
        keep(live, typed(live, "x"), by=ann)


def test_a_person_who_goes_leaves_her_words(page, ann, ben):
    live = live_of(page)
    keep(live, typed(live, " Hers.", line=1), by=ann)
    ann.delete()

    keep(live, typed(live, " His.", line=1), by=ben)
    assert actions.save_what_was_left(live.pk) == 2
    assert "Hers. His." in saved(page).body
