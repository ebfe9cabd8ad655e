"""Suggesting, reviewing and answering in the browser."""

import pytest
from django.urls import reverse

from practica.content.pages.actions import create, save, suggest
from practica.content.pages.models import Page, Proposal
from practica.content.pages.queries import passages_of_suggestion
from practica.core.types.actions import add_field
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, a_type, settle

pytestmark = pytest.mark.django_db

BODY = "The first passage of it.\n\nThe second passage of it."


@pytest.fixture
def community():
    return a_community(led_by=a_colleague("Lea Lead"))


@pytest.fixture
def ann(community):
    return a_member(of=community, person=a_colleague("Ann Author"))


@pytest.fixture
def page(community):
    return a_page(in_=community, title="Seals", body=BODY)


def _at(page, name, *more):
    return reverse(f"pages:{name}", args=[page.community.slug, page.entry.handle, *more])


def _now(page):
    return Page.objects.with_entry().get(pk=page.pk)


def _change(page, community, by, *, approvals=1):
    community.approvals_needed = approvals
    community.save()
    page = _now(page)
    return save(page, title="Seals", body=BODY.replace("first", "opening"), started_from=1, actor=by).proposed


def test_who_may_not_edit_suggests_and_hears_of_the_answer(client, community, page, ann):
    otto = a_colleague("Otto Outside")
    client.force_login(otto)
    assert "Suggest a change" in client.get(page.get_absolute_url()).content.decode()
    sent = {"title": "Seals", "body": BODY.replace("first", "opening"), "reason": "", "started_from": "1"}
    answer = client.post(_at(page, "suggest"), sent, follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain[-1][0] == proposal.get_absolute_url()
    settle()
    assert [n.reason for n in community.created_by.notices.all()] == ["suggestion"]
    client.force_login(ann)
    (key,) = passages_of_suggestion(proposal).keys
    client.post(_at(page, "answer", proposal.uid), {"passage": key, "answer": "accept"})
    assert "opening" in _now(page).body
    settle()
    (notice,) = otto.notices.filter(reason="review")
    assert notice.url == proposal.get_absolute_url()


def test_a_suggestion_without_a_difference_keeps_what_was_typed(client, page):
    client.force_login(a_colleague())
    sent = {"title": "Seals", "body": BODY, "reason": "Because", "started_from": "1"}
    answer = client.post(_at(page, "suggest"), sent)
    assert answer.status_code == 422
    assert "Because" in answer.content.decode() and "Nothing is different" in answer.content.decode()


def test_a_passage_is_shown_as_it_is_read_with_its_two_buttons(
    client, page, ann, django_assert_max_num_queries
):
    proposal = suggest(
        page, title="Seals", body=BODY.replace("first", "opening"), base_version=1, actor=a_colleague()
    )
    client.force_login(ann)
    with django_assert_max_num_queries(14):
        html = client.get(proposal.get_absolute_url()).content.decode()
    assert "The <del>first </del><ins>opening </ins>passage of it." in html
    assert html.count('value="accept"') == 1


def test_a_passage_that_changed_underneath_is_not_put_in_by_guess(client, page, ann):
    proposal = suggest(
        page, title="Seals", body=BODY.replace("first", "opening"), base_version=1, actor=a_colleague()
    )
    save(page, title="Seals", body=BODY.replace("first", "1st"), started_from=1, actor=ann)
    client.force_login(ann)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "was changed here since" in html and 'value="accept"' not in html and 'value="reject"' in html


def test_a_change_is_reviewed_and_published(client, community, page, ann, django_assert_max_num_queries):
    proposal = _change(page, community, ann)
    client.force_login(community.created_by)
    assert "opening" not in client.get(page.get_absolute_url()).content.decode()
    with django_assert_max_num_queries(14):
        html = client.get(proposal.get_absolute_url()).content.decode()
    assert "<ins>opening </ins>" in html and "0 of 1 approvals" in html
    sent = {"verdict": "approve", "sentence": "", "round": "1"}
    answer = client.post(_at(page, "verdict", proposal.uid), sent, follow=True)
    assert "opening" in answer.content.decode()


def test_asking_for_changes_without_a_sentence_says_so(client, community, page, ann):
    proposal = _change(page, community, ann)
    client.force_login(community.created_by)
    answer = client.post(_at(page, "verdict", proposal.uid), {"verdict": "changes", "round": "1"})
    html = answer.content.decode()
    assert answer.status_code == 422 and 'id="sentence-error"' in html and "Say in a sentence" in html
    assert 'sentence-error" aria-invalid="true" data-focus' in html


def test_who_is_asked_for_changes_reads_first_for_which(client, community, page, ann):
    proposal = _change(page, community, ann)
    client.force_login(community.created_by)
    asked = {"verdict": "changes", "sentence": "Say whose pocket.", "round": "1"}
    client.post(_at(page, "verdict", proposal.uid), asked)
    client.force_login(ann)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert html.count("Say whose pocket.") == html.count("Go on writing") == 1
    assert html.index("Say whose pocket.") < html.index("Go on writing") < html.index("What changes")


def test_who_writes_where_pages_are_reviewed_knows_that_it_waits(client, community, page, ann):
    def shown(address):
        return client.get(address).content.decode()

    edit, new = _at(page, "edit"), reverse("pages:new", args=[community.slug])
    client.force_login(ann)
    assert "Others approve it first" not in shown(edit) and "Publish page" in shown(new)
    community.approvals_needed = 1
    community.save()
    assert "Others approve it first" in shown(edit)
    assert "Ask for a review" in shown(new) and "Publish page" not in shown(new)


def test_an_old_round_is_answered_with_the_new_text(client, community, page, ann):
    proposal = _change(page, community, ann)
    save(_now(page), title="Seals", body="Entirely new.", started_from=1, actor=ann)
    client.force_login(community.created_by)
    answer = client.post(_at(page, "verdict", proposal.uid), {"verdict": "approve", "round": "1"})
    assert answer.status_code == 409 and "Entirely new" in answer.content.decode()


def test_reviewers_are_chosen_by_name_and_hear_of_it(client, community, page, ann):
    bob = a_member(of=community, person=a_colleague("Bob"))
    proposal = _change(page, community, ann)
    client.force_login(ann)
    client.post(_at(page, "reviewers", proposal.uid), {"reviewers": [bob.handle]})
    settle()
    assert bob.notices.filter(reason="review").exists()
    client.force_login(bob)
    assert 'value="approve"' in client.get(proposal.get_absolute_url()).content.decode()


def test_a_lead_publishes_at_once_for_a_reason(client, community, page, ann):
    proposal = _change(page, community, ann, approvals=3)
    client.force_login(community.created_by)
    assert client.post(_at(page, "publish_now", proposal.uid), {"reason": ""}).status_code == 422
    client.post(_at(page, "publish_now", proposal.uid), {"reason": "Safety"})
    assert "opening" in _now(page).body
    assert "Safety" in client.get(proposal.get_absolute_url()).content.decode()


def test_a_draft_says_so_and_is_published_from_its_page(client, community, ann):
    draft = create(community=community, title="Half", body="Half.", as_draft=True, actor=ann)
    client.force_login(ann)
    assert "Nobody else sees this page yet" in client.get(draft.get_absolute_url()).content.decode()
    client.force_login(community.created_by)
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(ann)
    client.post(_at(draft, "publish"))
    client.force_login(a_colleague())
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_a_draft_stands_in_the_list_of_drafts_and_nowhere_else(client, community, ann):
    create(community=community, title="Canary page", body="Half.", as_draft=True, actor=ann)
    client.force_login(ann)
    assert "Canary page" in client.get("/drafts").content.decode()
    client.force_login(community.created_by)
    for address in ("/", "/drafts", community.get_absolute_url(), f"/c/{community.slug}/pages"):
        assert "Canary page" not in client.get(address).content.decode()


NAMES = ("proposals", "suggest")
OF_ONE = ("proposal",)
POSTS = ("answer", "verdict", "publish_now", "reviewers", "withdraw")


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_proposals_for_a_members_page_are_not_there_for_others(client, who):
    community = a_community(audience="members", joining="invitation", is_listed=False)
    page = a_page(in_=community, title="Canary", body="Canary")
    ann = a_member(of=community)
    proposal = suggest(page, title="Canary", body="Canary two", base_version=1, actor=ann)
    if who:
        client.force_login(who())
    shut = 302 if who is None else 404
    for name in NAMES:
        answer = client.get(_at(page, name))
        assert answer.status_code == shut and b"Canary" not in answer.content
    assert client.get(proposal.get_absolute_url()).status_code == shut
    for name in POSTS:
        assert client.post(_at(page, name, proposal.uid), {"passage": "all"}).status_code == shut
    assert client.post(_at(page, "publish")).status_code == shut
    assert _now(page).version == 1


def test_a_suggestion_is_not_there_for_readers_who_write_nothing(client, community, page):
    otto, eve = a_colleague(), a_colleague()
    proposal = suggest(page, title="Seals", body="Canary.", base_version=1, actor=otto)
    client.force_login(eve)
    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert b"Canary" not in client.get(_at(page, "proposals")).content
    for name in POSTS:
        assert client.post(_at(page, name, proposal.uid), {"passage": "all"}).status_code == 404
    client.force_login(otto)
    assert client.get(proposal.get_absolute_url()).status_code == 200
    assert (
        client.post(_at(page, "answer", proposal.uid), {"passage": "all", "answer": "accept"}).status_code
        == 403
    )


def test_a_passage_that_changed_meanwhile_is_shown_with_both_texts(client, community, page, ann):
    made = suggest(
        page, title="Seals", body=BODY.replace("first", "opening"), base_version=1, actor=a_colleague()
    )
    save(_now(page), title="Seals", body=BODY.replace("first", "1st"), started_from=1, actor=ann)
    client.force_login(ann)
    shown = client.get(made.get_absolute_url()).content.decode()
    assert "It says now:" in shown and "The 1st passage of it." in shown
    assert "<ins>opening" in shown and "Take the suggested text instead" in shown
    (key,) = passages_of_suggestion(made).keys
    client.post(_at(page, "answer", made.uid), {"passage": key, "answer": "over", "read": "2"})
    assert "opening" in _now(page).body


def test_who_goes_on_with_a_change_begins_from_it(client, community, page, ann):
    _change(page, community, ann)
    client.force_login(ann)
    shown = client.get(_at(page, "edit")).content.decode()
    assert "You go on with your change that waits" in shown and "opening" in shown
    client.force_login(a_member(of=community))
    assert "opening" not in client.get(_at(page, "edit")).content.decode()


def test_a_change_shows_the_fields_it_changes_and_the_form_goes_on_with_them(client, community, ann):
    lead = community.created_by
    type = a_type(in_=community, by=lead, label="Lesson")
    add_field(type, label="Cost", name="cost", kind="number", actor=lead)
    page = a_page(in_=community, by=lead, type=type, title="Seals", body=BODY, values={"cost": 5})
    community.approvals_needed = 1
    community.save()
    client.force_login(ann)
    sent = {"title": "Seals", "body": BODY, "topics": "", "started_from": "1", "f-cost": "9"}
    answer = client.post(_at(page, "edit"), {**sent, "f--was": '{"cost": "5"}'}, follow=True)
    change = Proposal.objects.get()
    assert answer.redirect_chain[-1][0] == change.get_absolute_url()
    shown = answer.content.decode()
    assert "<del>5</del>" in shown and "<ins>9</ins>" in shown and "texts are the same" not in shown
    assert 'value="9"' in client.get(_at(page, "edit")).content.decode()
    client.force_login(lead)
    client.post(_at(page, "verdict", change.uid), {"verdict": "approve", "round": "1"})
    assert "9" in client.get(page.get_absolute_url()).content.decode()


def test_archiving_a_reviewed_page_leads_to_what_waits(client, community, page):
    community.approvals_needed = 1
    community.save()
    client.force_login(community.created_by)
    shown = client.post(_at(page, "archive"), follow=True).content.decode()
    assert "Archive <bdi>Seals</bdi>" in shown and "0 of 1 approval" in shown
    assert _now(page).entry.state == "published"


def test_a_member_who_was_asked_reads_a_new_page_and_approves_it(client, community, ann):
    community.approvals_needed = 1
    community.save()
    bob, eve = a_member(of=community), a_member(of=community)
    page = create(community=community, title="New", body="Fresh words.", actor=ann)
    client.force_login(ann)
    client.post(_at(page, "reviewers", page.proposed.uid), {"reviewers": [bob.handle]})
    client.force_login(eve)
    assert client.get(page.get_absolute_url()).status_code == 404
    client.force_login(bob)
    assert "Fresh words." in client.get(page.get_absolute_url()).content.decode()
    client.post(_at(page, "verdict", page.proposed.uid), {"verdict": "approve", "round": "1"})
    client.force_login(eve)
    assert client.get(page.get_absolute_url()).status_code == 200
