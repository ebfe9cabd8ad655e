"""Pages of communities: what each reader finds, and how many questions to the database it takes."""

import pytest
from django.urls import reverse

from practica.core.communities.actions import ask_to_join, change, invite
from practica.core.communities.models import Community, Invitation, JoinRequest, Membership
from practica.core.communities.queries import LANGUAGES
from tests.builders import a_colleague, a_community, a_guest, a_member

pytestmark = pytest.mark.django_db


def _page(client, person, name, *args):
    if person is not None:
        client.force_login(person)
    return client.get(reverse(f"communities:{name}", args=args))


def test_an_overview_says_what_a_community_is_for_and_who_leads_it(client, django_assert_max_num_queries):
    ann = a_colleague("Ann Lee")
    community = a_community("Pumps", purpose="Fewer leaks.", led_by=ann)
    client.force_login(a_colleague())
    with django_assert_max_num_queries(12):
        page = client.get(community.get_absolute_url())
    assert page.status_code == 200
    assert "Fewer leaks." in page.text and "Ann Lee" in page.text and "1 member" in page.text


def test_leads_find_what_waits_for_them_and_others_do_not(client):
    ann, bob = a_colleague(), a_colleague()
    community = a_community(led_by=ann, joining="request")
    ask_to_join(community, actor=bob)
    assert "1 person asks to join" in _page(client, ann, "show", community.slug).text
    assert "asks to join" not in _page(client, bob, "show", community.slug).text


def test_newcomers_are_shown_who_knows_what_only_when_somebody_said(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    assert "Who knows what" not in _page(client, ann, "show", community.slug).text
    ann.ask_me_about = "Seals"
    ann.save()
    assert "Who knows what" in _page(client, ann, "show", community.slug).text


@pytest.mark.parametrize("rest", ["", "/members", "/settings", "/requests", "/invitations", "/ask", "/leave"])
@pytest.mark.parametrize("build", [lambda: None, a_guest, a_colleague])
def test_who_is_no_member_finds_nothing_of_a_members_only_community(client, rest, build):
    community = a_community("Canary", audience="members", led_by=a_colleague("Hidden Lead"))
    person = build()
    if person is not None:
        client.force_login(person)
    page = client.get(f"/c/{community.slug}{rest}", follow=True)
    assert page.status_code == 404 or "/accounts/login/" in page.redirect_chain[-1][0]
    assert "Canary" not in page.text and "Hidden Lead" not in page.text


@pytest.mark.parametrize("build", [a_guest, a_colleague])
def test_the_directory_names_no_community_one_cannot_see(client, build):
    a_community("Canary", audience="members")
    assert "Canary" not in _page(client, build(), "directory").text


def test_the_directory_names_an_unlisted_community_to_its_members_alone(client):
    ann = a_colleague()
    a_community("Canary", is_listed=False, led_by=ann)
    assert "Canary" in _page(client, ann, "directory").text
    assert "Canary" not in _page(client, a_colleague(), "directory").text


def test_the_directory_counts_nothing_that_is_out_of_sight(client):
    a_community("Canary", audience="members", language="fi")
    a_community("Open", language="en")
    a_community("Offen", language="de")
    assert "Suomi" not in _page(client, a_colleague(), "directory").text


def test_the_directory_puts_mine_first_and_narrows_by_name_language_and_joining(
    client, django_assert_max_num_queries
):
    ann = a_colleague()
    a_community("Mine", led_by=ann)
    a_community("Pompes", language="fr", joining="request")
    client.force_login(ann)
    with django_assert_max_num_queries(10):
        page = client.get("/communities")
    assert page.text.index("Mine</bdi></strong>") < page.text.index("Pompes</bdi></strong>")
    narrowed = client.get("/communities", {"q": "pomp", "language": "fr", "joining": "request"})
    assert "Pompes</bdi></strong>" in narrowed.text and "Mine</bdi></strong>" not in narrowed.text
    assert client.get("/communities", {"language": "<x>", "page": "x"}).status_code == 200


def test_a_former_address_leads_on_whatever_stands_below_it(client):
    ann = a_colleague()
    community = change(a_community("Pumps", led_by=ann), name="Seals", actor=ann)
    client.force_login(ann)
    answer = client.get("/c/pumps/members?q=a")
    assert (answer.status_code, answer["Location"]) == (301, f"/c/{community.slug}/members?q=a")


def test_a_former_address_leads_on_in_the_api_too(client):
    ann = a_colleague()
    community = change(a_community("Pumps", led_by=ann), name="Seals", actor=ann)
    client.force_login(ann)
    answer = client.get("/api/communities/pumps/pages?limit=2")
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"/api/communities/{community.slug}/pages?limit=2",
    )


def test_a_former_address_of_a_hidden_community_leads_nowhere(client):
    ann = a_colleague()
    change(a_community("Pumps", led_by=ann, audience="members"), name="Seals", actor=ann)
    client.force_login(a_colleague())
    assert client.get("/c/pumps").status_code == 404
    assert client.get("/api/communities/pumps").status_code == 404


def test_a_name_and_one_sentence_start_a_community(client):
    client.force_login(a_colleague())
    answer = client.post("/communities/new", {"name": "Pumps", "purpose": "Fewer leaks."})
    community = Community.objects.get()
    assert answer["Location"] == community.get_absolute_url()
    assert (community.audience, community.joining, community.is_listed) == ("everyone", "open", True)


def test_a_form_that_needs_another_look_keeps_what_was_typed(client):
    a_community("Pumps")
    client.force_login(a_colleague())
    answer = client.post("/communities/new", {"name": "PUMPS", "purpose": "Fewer leaks."})
    assert answer.status_code == 422
    assert "Fewer leaks." in answer.text and "This name is taken" in answer.text


def test_a_guest_is_told_why_she_cannot_start_one(client):
    client.force_login(a_guest())
    assert client.get("/communities/new").status_code == 403


def test_a_coordinator_changes_settings_and_a_member_cannot(client):
    ann = a_colleague()
    community = a_community("Pumps", led_by=ann)
    client.force_login(a_member(of=community))
    assert client.get(f"/c/{community.slug}/settings").status_code == 403
    client.force_login(ann)
    client.post(f"/c/{community.slug}/settings", {"name": "Pumps", "joining": "request", "is_unlisted": "on"})
    community.refresh_from_db()
    assert (community.joining, community.is_listed, community.audience) == ("request", False, "everyone")


def test_joining_and_leaving_take_one_press_each(client):
    community, bob = a_community(), a_colleague()
    client.force_login(bob)
    client.post(f"/c/{community.slug}/join")
    assert Membership.objects.active().filter(person=bob).exists()
    client.post(f"/c/{community.slug}/leave")
    assert not Membership.objects.filter(person=bob).exists()


def test_the_last_coordinator_is_told_why_she_cannot_leave(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    client.force_login(ann)
    answer = client.post(f"/c/{community.slug}/leave")
    assert answer.status_code == 422 and "a community needs one" in answer.text


def test_a_request_is_asked_accepted_and_refused_on_its_page(client):
    ann, bob, eve = a_colleague(), a_colleague(), a_colleague()
    community = a_community(led_by=ann, joining="request")
    for person in (bob, eve):
        client.force_login(person)
        client.post(f"/c/{community.slug}/ask", {"message": "I mend pumps"})
    client.force_login(ann)
    assert "I mend pumps" in client.get(f"/c/{community.slug}/requests").text
    of = {r.person_id: r for r in JoinRequest.objects.all()}
    client.post(f"/c/{community.slug}/requests/{of[bob.pk].uid}/accept")
    empty = client.post(f"/c/{community.slug}/requests/{of[eve.pk].uid}/refuse", {"reason": " "})
    assert empty.status_code == 422
    client.post(f"/c/{community.slug}/requests/{of[eve.pk].uid}/refuse", {"reason": "We are full"})
    assert Membership.objects.active().filter(person=bob).exists()
    assert JoinRequest.objects.get(person=eve).reason == "We are full"


def test_only_a_coordinator_gives_roles(client):
    ann, bob = a_colleague(), a_colleague()
    community = a_community(led_by=ann)
    a_member(of=community, person=bob)
    steward = a_member(of=community, role="steward")
    client.force_login(steward)
    assert (
        client.post(f"/c/{community.slug}/members/{bob.handle}/role", {"role": "steward"}).status_code == 403
    )
    client.force_login(ann)
    assert client.get(f"/c/{community.slug}/members/{bob.handle}").status_code == 200
    client.post(f"/c/{community.slug}/members/{bob.handle}/role", {"role": "core"})
    assert Membership.objects.get(person=bob).role == "core"
    client.post(f"/c/{community.slug}/members/{bob.handle}/remove")
    assert not Membership.objects.filter(person=bob).exists()


def test_the_member_list_stays_within_its_budget(client, django_assert_max_num_queries):
    ann = a_colleague()
    community = a_community(led_by=ann)
    for _ in range(12):
        a_member(of=community)
    client.force_login(ann)
    with django_assert_max_num_queries(10):
        page = client.get(f"/c/{community.slug}/members")
    assert page.text.count('aria-label="Change ') == 13


def test_a_link_is_shown_once_and_works_for_somebody_signed_out(client):
    ann = a_colleague()
    community = a_community("Canary", led_by=ann, audience="members", purpose="Deep wells.")
    client.force_login(ann)
    shown = client.post(f"/c/{community.slug}/invitations", {"role": "member", "max_uses": "2"})
    link = shown.text.split('readonly value="')[1].split('"')[0]
    path = link.removeprefix("http://127.0.0.1:8000")
    assert path not in client.get(f"/c/{community.slug}/invitations").text
    client.logout()
    outside = client.get(path)
    assert f"{ann.name} invites you to Canary." in outside.text and "Deep wells." in outside.text
    answer = client.post(path, {"to": "sign-in"})
    assert answer["Location"] == f"/accounts/login/?next={path}"
    bob = a_colleague()
    client.force_login(bob)
    client.post(path)
    assert Membership.objects.active().filter(person=bob, community=community).exists()


def test_a_withdrawn_invitation_shows_nothing_of_the_community(client):
    ann = a_colleague()
    community = a_community("Canary", led_by=ann)
    invitation, token = invite(community, actor=ann)
    client.force_login(ann)
    client.post(f"/c/{community.slug}/invitations/{invitation.uid}/withdraw")
    client.logout()
    page = client.get(f"/join/{token}")
    assert page.status_code == 404 and "Canary" not in page.text


def test_addresses_are_invited_together_or_not_at_all(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    client.force_login(ann)
    wrong = client.post(
        f"/c/{community.slug}/invitations", {"role": "member", "emails": "bob@example.org, nonsense"}
    )
    assert wrong.status_code == 422 and "bob@example.org" in wrong.text
    client.post(
        f"/c/{community.slug}/invitations", {"role": "member", "emails": "bob@example.org\neve@example.org"}
    )
    assert Invitation.objects.count() == 2


def test_nobody_outside_reads_the_invitations(client):
    ann = a_colleague()
    community = a_community(led_by=ann)
    invite(community, email="canary@example.org", actor=ann)
    client.force_login(a_colleague())
    page = client.get(f"/c/{community.slug}/invitations")
    assert page.status_code == 403 and "canary" not in page.text


def test_addresses_are_taken_as_mail_programs_copy_them(client):
    ann = a_colleague("Ann Lee")
    community = a_community(led_by=ann)
    client.force_login(ann)
    pasted = '"Prado, Diego" <diego@x.example>; Bo Ek <BO@x.example>\ncy@x.example di@x.example'

    client.post(f"/c/{community.slug}/invitations", {"role": "member", "emails": pasted})

    invited = set(Invitation.objects.values_list("email", flat=True))
    assert invited == {"diego@x.example", "bo@x.example", "cy@x.example", "di@x.example"}


def test_of_several_addresses_in_one_line_none_is_passed_over(client):
    ann = a_colleague("Ann Lee")
    community = a_community(led_by=ann)
    client.force_login(ann)
    pasted = "Diego <diego@x.example>\tBo <bo@x.example> cy@x.example"

    client.post(f"/c/{community.slug}/invitations", {"role": "member", "emails": pasted})

    invited = set(Invitation.objects.values_list("email", flat=True))
    assert invited == {"diego@x.example", "bo@x.example", "cy@x.example"}


def test_addresses_in_quotes_make_no_link_for_anybody(client):
    ann = a_colleague("Ann Lee")
    community = a_community(led_by=ann)
    client.force_login(ann)
    pasted = '"bo@x.example","cy@x.example"'

    page = client.post(f"/c/{community.slug}/invitations", {"role": "member", "emails": pasted})

    assert page.status_code == 422 and "is no e-mail address" in page.text
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("build", [lambda: None, a_guest, a_colleague])
def test_what_leads_could_do_is_not_told_to_others(client, build):
    community = a_community("Empty", audience="public", led_by=a_colleague())

    page = _page(client, build(), "show", community.slug)

    assert page.status_code == 200
    assert "For leads" not in page.text and "Write the first page" not in page.text


def test_a_member_is_no_lead_and_a_lead_of_an_empty_community_is_asked_for_its_first_page(client):
    ann, bob = a_colleague(), a_colleague()
    community = a_community("Empty", led_by=ann)
    a_member(of=community, person=bob)

    assert "For leads" not in _page(client, bob, "show", community.slug).text
    assert "Write the first page" in _page(client, ann, "show", community.slug).text


def test_languages_keep_their_own_capitals():
    assert LANGUAGES["en-gb"] == "British English" and LANGUAGES["fr"] == "Français"
