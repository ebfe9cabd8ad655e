"""Starting, joining and leaving a community."""

import pytest

from practica.core.communities.actions import (
    accept_invitation,
    accept_request,
    ask_to_join,
    change,
    give_role,
    invite,
    invite_all,
    join,
    leave,
    refuse_request,
    remove,
)
from practica.core.communities.models import Community, Membership
from practica.core.communities.queries import invitations_of
from practica.core.ledger.models import FactRow
from practica.core.people.models import Person
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_guest, a_member

pytestmark = pytest.mark.django_db


def test_who_starts_a_community_coordinates_it():
    ann = a_colleague()
    community = a_community("Pumps", led_by=ann)
    assert Membership.objects.get(community=community).role == "coordinator"
    assert FactRow.objects.filter(name="CommunityStarted", community_id=community.pk).exists()


def test_a_guest_cannot_start_a_community():
    with pytest.raises(Refused):
        a_community("Pumps", led_by=a_guest())
    assert not Community.objects.exists()


def test_a_name_is_taken_once_whatever_its_letters_case():
    a_community("Pumps")
    with pytest.raises(Invalid):
        a_community("PUMPS")


def test_a_new_name_brings_a_new_address_and_the_old_one_is_remembered():
    ann = a_colleague()
    community = change(a_community("Pumps", led_by=ann), name="Pumps and seals", actor=ann)
    assert community.slug == "pumps-and-seals"
    assert community.former_slugs.get().slug == "pumps"


def test_joining_an_open_community_counts_its_members():
    community = a_community()
    join(community, actor=a_colleague())
    community.refresh_from_db()
    assert community.member_count == 2


def test_nobody_joins_a_closed_community_without_being_let_in():
    community = a_community(joining="request")
    with pytest.raises(Refused):
        join(community, actor=a_colleague())


def test_a_lead_accepts_a_request_once():
    ann, bob = a_colleague(), a_colleague()
    community = a_community(led_by=ann, joining="request")
    request = ask_to_join(community, actor=bob, message="Let me in")
    accept_request(request, actor=ann)
    with pytest.raises(Invalid):
        refuse_request(request, reason="No room", actor=ann)
    assert Membership.objects.filter(community=community, person=bob).exists()


def test_a_refusal_needs_a_reason():
    ann = a_colleague()
    request = ask_to_join(a_community(led_by=ann, joining="request"), actor=a_colleague())
    with pytest.raises(Invalid):
        refuse_request(request, reason="  ", actor=ann)


def test_an_invitation_for_one_address_works_for_that_address_alone_and_once():
    ann, bob, eve = a_colleague(), a_colleague(email="bob@example.org"), a_colleague()
    community = a_community(led_by=ann, joining="invitation", audience="members")
    _invitation, token = invite(community, email="bob@example.org", actor=ann)
    with pytest.raises(Invalid):
        accept_invitation(token, actor=eve)
    accept_invitation(token, actor=bob)
    with pytest.raises(Invalid):
        accept_invitation(token, actor=bob)


def test_the_last_coordinator_cannot_leave():
    ann = a_colleague()
    with pytest.raises(Invalid):
        leave(a_community(led_by=ann), actor=ann)


def test_a_member_is_no_lead():
    community = a_community()
    with pytest.raises(Refused):
        change(community, name="Mine", actor=a_member(of=community))


LOSSES = {
    "removed": lambda host, lead, of: remove(of, actor=lead),
    "left": lambda host, lead, of: leave(of.community, actor=host),
    "made a member": lambda host, lead, of: give_role(of, "member", actor=lead),
    "suspended": lambda host, lead, of: Person.objects.filter(pk=host.pk).update(is_active=False),
}


@pytest.mark.parametrize("loss", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("role", ["member", "coordinator"])
def test_an_invitation_ends_with_the_right_to_make_it(loss, role, client):
    """Else who is removed comes back by a link of her own, as what she was."""
    lead, host = a_colleague(), a_colleague()
    community = a_community("Canary", led_by=lead, audience="members", joining="invitation")
    a_member(of=community, role="coordinator", person=host)
    _link, token = invite(community, role=role, max_uses=0, actor=host)
    own, _token = invite(community, email=host.email, role=role, actor=host)
    loss(host, lead, Membership.objects.get(community=community, person=host))
    for person in (a_colleague(), Person.objects.get(pk=host.pk)):
        is_inside = Membership.objects.filter(community=community, person=person).exists()
        if not is_inside:
            with pytest.raises(Invalid):
                accept_invitation(token, actor=person)
    assert "Canary" not in client.get(f"/join/{token}").text
    listed = invitations_of(community, seen_by=lead)
    assert [one.standing for one in listed] == ["withdrawn", "withdrawn"]
    is_member = Membership.objects.filter(community=community, person=host).exists()
    again = invite_all(community, emails=[own.email], role="member", message="", actor=lead)
    assert again == (0 if is_member else 1)


def test_an_invitation_of_a_member_ends_when_only_leads_invite():
    lead, member = a_colleague(), a_colleague()
    community = a_community(led_by=lead, audience="members", joining="open")
    a_member(of=community, person=member)
    _link, token = invite(community, max_uses=0, actor=member)
    change(community, joining="invitation", actor=lead)
    with pytest.raises(Invalid):
        accept_invitation(token, actor=a_colleague())
