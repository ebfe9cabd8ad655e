"""Prepared queries give what the query itself would give, for every kind of person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from practica.core.communities.models import Community, Membership
from practica.core.people.models import Person
from practica.kit.prepared import prepared, prepared_change
from tests.builders import a_colleague, a_community, a_guest, a_member

pytestmark = pytest.mark.django_db


@prepared
def _seen(person, *, name):
    return Community.objects.visible_to(person).filter(name=name).select_related("created_by")


@prepared
def _by_ids(person, *, ids):
    return Community.objects.visible_to(person).filter(pk__in=ids).order_by("pk")


@prepared
def _names(person, *, ids):
    return Person.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True)


@prepared
def _in_her_town(person):
    return Person.objects.filter(headline=person.headline)


def test_the_database_is_told_plain_values_of_choices():
    ann = a_colleague()
    a_community("Secret", led_by=ann, audience="members")
    told = []

    def listen(execute, sql, params, many, context):
        told.extend(params)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        found = _seen(ann, name="Secret")

    assert [community.name for community in found] == ["Secret"]
    assert "active" in told
    assert {type(one) for one in told} <= {int, str}


def test_each_person_gets_her_own_answer_from_the_same_sql():
    ann, bob, guest = a_colleague(), a_colleague(), a_guest()
    a_community("Secret", led_by=ann, audience="members")
    a_community("Open", led_by=ann)
    a_community("Public", led_by=ann, audience="public")
    for person in (ann, bob, guest, AnonymousUser(), bob, ann):
        for name in ("Secret", "Open", "Public", "Nowhere"):
            plain = list(Community.objects.visible_to(person).filter(name=name))
            assert _seen(person, name=name) == plain, (person, name)


def test_a_community_for_named_organisations_shows_to_their_people():
    ann, guest = a_colleague(), a_guest()
    shared = a_community("Shared", led_by=ann, audience="organisations", organisations=[guest.organisation])
    assert _seen(guest, name="Shared") == [shared]
    assert _seen(AnonymousUser(), name="Shared") == []


def test_joined_rows_come_along_without_asking_again(django_assert_num_queries):
    ann = a_colleague()
    a_community("Open", led_by=ann)
    _seen(ann, name="Open")
    with django_assert_num_queries(1):
        assert _seen(ann, name="Open")[0].created_by == ann


def test_rights_given_a_moment_ago_count_at_once():
    ann, bob = a_colleague(), a_colleague()
    secret = a_community("Secret", led_by=ann, audience="members")
    assert _seen(bob, name="Secret") == []
    a_member(of=secret, person=bob)
    assert _seen(bob, name="Secret") == [secret]
    Membership.objects.filter(person=bob).delete()
    assert _seen(bob, name="Secret") == []


def test_lists_of_any_length_work():
    ann = a_colleague()
    made = [a_community(led_by=ann) for _ in range(3)]
    for count in (0, 1, 3, 2):
        assert _by_ids(ann, ids=[one.pk for one in made[:count]]) == made[:count]


def test_flat_values_are_flat():
    ann = a_colleague("Ann Arbor")
    assert _names(None, ids=[ann.pk]) == ["Ann Arbor"]


def test_what_looks_at_more_of_a_person_is_asked_the_long_way():
    ann, bob = a_colleague(headline="Turku"), a_colleague(headline="Leipzig")
    assert _in_her_town(ann) == [ann]
    assert _in_her_town(bob) == [bob]


@prepared
def _by_uids(person, *, uids):
    return Community.objects.visible_to(person).filter(uid__in=uids).order_by("pk").only("name")


def test_lists_of_strings_work_and_columns_left_out_load_when_asked_for():
    ann = a_colleague()
    made = [a_community(led_by=ann) for _ in range(3)]
    found = _by_uids(ann, uids=[one.uid for one in made])
    assert found == made
    assert found[2].slug == made[2].slug


def test_rows_lead_to_the_same_related_instance():
    ann = a_colleague()
    made = [a_community(led_by=ann).pk for _ in range(2)]
    first, second = _led(ann, ids=made)
    assert first.created_by is second.created_by
    assert first.created_by == ann


@prepared
def _led(person, *, ids):
    return Community.objects.visible_to(person).filter(pk__in=ids).select_related("created_by__organisation")


def test_an_instance_can_be_changed_and_saved():
    ann = a_colleague()
    community = a_community("Open", led_by=ann)
    (found,) = _seen(ann, name="Open")
    found.purpose = "To share"
    found.save()
    community.refresh_from_db()
    assert community.purpose == "To share"


@prepared
def _seen_since(_person, *, since):
    return Membership.objects.filter(seen_at__gt=since).values_list("pk", flat=True)


def test_a_moment_can_be_asked_for():
    membership = a_member(of=a_community("Open", led_by=a_colleague()), person=a_colleague())
    noon = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    Membership.objects.update(seen_at=noon - dt.timedelta(days=1))
    Membership.objects.filter(pk=membership.pk).update(seen_at=noon)
    for since in (noon - dt.timedelta(microseconds=1), noon, noon - dt.timedelta(minutes=1)):
        assert _seen_since(None, since=since) == list(
            Membership.objects.filter(seen_at__gt=since).values_list("pk", flat=True)
        )


@prepared_change
def _see(*, community, person, now):
    return Membership.objects.filter(community=community, person=person), {"seen_at": now}


@prepared_change
def _grow(*, ids, by):
    return Community.objects.filter(pk__in=ids), {"member_count": F("member_count") + by}


@prepared_change
def _rename(*, name, led_by_name):
    return Community.objects.filter(created_by__name=led_by_name), {"name": name}


def test_a_change_is_made_with_the_values_of_each_time():
    lead = a_colleague()
    community, other = a_community("Open", led_by=lead), a_community("Other", led_by=lead)
    for day in (1, 2):
        now = dt.datetime(2026, 11, day, 8, 30, tzinfo=dt.UTC)
        assert _see(community=community.pk, person=lead.pk, now=now) == 1
        assert Membership.objects.get(community=community, person=lead).seen_at == now
    assert not Membership.objects.filter(community=other, seen_at=now).exists()
    assert _see(community=community.pk, person=0, now=now) == 0


def test_a_change_counts_on_from_what_stands():
    made = [a_community(led_by=a_colleague()) for _ in range(3)]
    Community.objects.update(member_count=7)
    for by in (1, 4):
        assert _grow(ids=[one.pk for one in made], by=by) == 3
    made[2].refresh_from_db()
    assert made[2].member_count == 12
    assert _grow(ids=[], by=1) == 0


def test_a_change_is_compiled_once_for_all_values_of_a_sort():
    lead = a_colleague()
    community = a_community("Open", led_by=lead)
    now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    _see(community=community.pk, person=lead.pk, now=now)
    kept = dict(_see._statements)
    _see(community=0, person=0, now=now + dt.timedelta(days=1))
    assert _see._statements == kept
    assert all(kept.values())


def test_a_change_of_rows_found_through_others_is_made_all_the_same():
    ann, bob = a_colleague("Ann Arbor"), a_colleague("Bob Bay")
    hers, his = a_community("Hers", led_by=ann), a_community("His", led_by=bob)
    for name in ("Once", "Twice"):
        assert _rename(name=name, led_by_name="Ann Arbor") == 1
    hers.refresh_from_db()
    his.refresh_from_db()
    assert (hers.name, his.name) == ("Twice", "His")


def test_what_a_change_breaks_leaves_nothing_of_its_transaction():
    ann = a_colleague("Ann Arbor")
    with pytest.raises(IntegrityError), transaction.atomic():
        ann.headline = "Changed"
        ann.save()
        _rename(name=None, led_by_name=a_community(led_by=ann).created_by.name)
    ann.refresh_from_db()
    assert ann.headline == ""
