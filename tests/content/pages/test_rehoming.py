"""Pages that go to another community: rights, links, names, files, and the way back."""

import pytest

from practica.content.pages.actions import last_move, move_back, rehome, save
from practica.content.pages.models import Draft, Page
from practica.content.pages.queries import consequences
from practica.core.communities.models import Community
from practica.core.entries.actions import bin_entry, restore_entry, set_audience
from practica.core.entries.models import Entry, Link
from practica.core.files.actions import store
from practica.core.files.models import StoredFile
from practica.core.types.actions import make_type, retype
from practica.kit.access import Invalid, Refused
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    ann = a_colleague("Ann")
    return a_community("Pumps", led_by=ann), a_community("Valves", led_by=ann), ann


def _tree(community, parent=None, depth=0):
    rows = Page.objects.of(community).filter(parent=parent).in_tree_order().select_related("entry")
    found = []
    for number, page in enumerate(rows):
        assert page.position == number and page.depth == depth and page.entry.community_id == community.pk
        assert page.ancestor_ids[-1:] == ([parent.pk] if parent else [])
        found += ["  " * depth + page.entry.title, *_tree(community, page, depth + 1)]
    return found


def test_a_branch_goes_and_comes_back(two):
    pumps, valves, ann = two
    a_page(in_=pumps, title="A")
    b = a_page(in_=pumps, title="B")
    c = a_page(in_=pumps, title="C", parent=b)
    a_page(in_=pumps, title="D", parent=c)
    a_page(in_=pumps, title="E")
    there = a_page(in_=valves, title="X")
    before = _tree(pumps)
    moved = rehome(b, community=valves, parent=there, actor=ann)
    assert _tree(pumps) == ["A", "E"] and _tree(valves) == ["X", "  B", "    C", "      D"]
    move_back(last_move(moved, actor=ann), actor=ann)
    assert _tree(pumps) == before and _tree(valves) == ["X"]


def test_a_page_alone_leaves_what_is_below_it(two):
    pumps, valves, ann = two
    b = a_page(in_=pumps, title="B")
    c = a_page(in_=pumps, title="C", parent=b)
    a_page(in_=pumps, title="D", parent=c)
    a_page(in_=pumps, title="E")
    rehome(b, community=valves, with_below=False, actor=ann)
    assert sorted(_tree(pumps)) == sorted(["E", "C", "  D"]) and _tree(valves) == ["B"]


def test_what_the_mover_does_not_see_or_own_stays(two):
    pumps, valves, ann = two
    bob = a_member(of=pumps)
    a_member(of=valves, person=bob)
    mine = a_page(in_=pumps, title="Mine", by=bob)
    hidden = a_page(in_=pumps, title="Hidden", parent=mine)
    a_page(in_=pumps, title="Mine too", parent=hidden, by=bob)
    a_page(in_=pumps, title="Ann's", parent=mine)
    set_audience(hidden.entry, "core", actor=ann)
    rehome(mine, community=valves, actor=bob)
    assert _tree(valves) == ["Mine", "  Mine too"] and sorted(_tree(pumps)) == ["Ann's", "Hidden"]


def test_only_owners_and_the_core_group_take_a_page_away_and_only_to_where_they_write(two):
    pumps, valves, ann = two
    page = a_page(in_=pumps)
    bob = a_member(of=pumps)
    a_member(of=valves, person=bob)
    with pytest.raises(Refused):
        rehome(page, community=valves, actor=bob)
    with pytest.raises(Refused):
        rehome(page, community=a_community("Seals"), actor=ann)
    with pytest.raises(Invalid):
        rehome(page, community=pumps, actor=ann)
    with pytest.raises(Invalid):
        rehome(page, community=valves, parent=a_page(in_=pumps), actor=ann)


def test_old_names_lead_on_and_are_free_for_a_new_page(two, client):
    pumps, valves, ann = two
    seals = a_page(in_=pumps, title="Seals")
    old = seals.get_absolute_url()
    other = a_page(in_=pumps, title="Other", body="See [[Seals]].")
    rehome(seals, community=valves, actor=ann)
    settle()
    client.force_login(ann)
    answer = client.get(old)
    assert (answer.status_code, answer.url) == (301, f"/c/valves/pages/{seals.entry.handle}")
    assert "no-cache" in answer["Cache-Control"]
    save(other, title="Other", body="See [[Seals]] and [[Seals]].", started_from=1, actor=ann)
    assert Link.objects.get(source=other.entry).target_id == seals.entry_id
    new = a_page(in_=pumps, title="Seals")
    again = a_page(in_=pumps, title="Again", body="[[Seals]]")
    assert Link.objects.get(source=again.entry).target_id == new.entry_id


def test_links_of_what_moved_lead_where_they_led(two):
    pumps, valves, ann = two
    stays = a_page(in_=pumps, title="Stays", body="## Part\n\nx")
    goes = a_page(in_=pumps, title="Goes")
    same = a_page(in_=valves, title="Stays")
    below = a_page(
        in_=pumps, title="Below", parent=goes,
        body="[[Stays]], [[Stays#Part|that part]], [[Goes]]\n\n::include[[Stays#Part]]\n\n[[Nowhere]]",
    )  # fmt: skip
    rehome(goes, community=valves, actor=ann)
    now = Page.objects.get(pk=below.pk)
    address = f"/e/{stays.entry.uid}"
    assert now.body == (
        f"[Stays]({address}), [that part]({address}#part), [[Goes]]\n\n"
        f"::include[[{address}#part]]\n\n[[Nowhere]]"
    )
    assert now.version == 2 and now.revisions.get(number=2).significance == "minor"
    targets = set(Link.objects.filter(source=now.entry).values_list("target", flat=True))
    assert targets == {stays.entry_id, goes.entry_id, None} and same.entry_id not in targets
    move_back(last_move(Page.objects.with_entry().get(pk=goes.pk), actor=ann), actor=ann)
    assert "[[Stays#Part|that part]]" in Page.objects.get(pk=below.pk).body


def test_the_movers_unsaved_text_is_left_alone(two):
    pumps, valves, ann = two
    a_page(in_=pumps, title="Stays")
    page = a_page(in_=pumps, body="[[Stays]]")
    Draft.objects.create(person=ann, community=pumps, page=page, title="T", body="Typed.", base_version=1)
    rehome(page, community=valves, actor=ann)
    draft = Draft.objects.get()
    assert (draft.body, draft.community) == ("Typed.", valves)


def test_files_go_along_and_follow_the_rights(two):
    pumps, valves, ann = two
    Community.objects.filter(pk=valves.pk).update(audience="members")
    valves.refresh_from_db()
    page = a_page(in_=pumps)
    stored = store(b"x", name="a.txt", community=pumps, entry=page.entry, actor=ann)
    carl = a_colleague()
    assert StoredFile.objects.visible_to(carl).filter(pk=stored.pk).exists()
    rehome(page, community=valves, actor=ann)
    assert not StoredFile.objects.visible_to(carl).filter(pk=stored.pk).exists()
    assert not Entry.objects.visible_to(carl).filter(pk=page.entry_id).exists()


def test_before_it_is_told_who_gains_and_who_loses_as_far_as_the_mover_may_know(two):
    pumps, valves, ann = two
    Community.objects.filter(pk=pumps.pk).update(audience="members")
    Community.objects.filter(pk=valves.pk).update(audience="members")
    pumps.refresh_from_db()
    valves.refresh_from_db()
    page = Page.objects.with_entry().select_related("type").get(pk=a_page(in_=pumps).pk)
    bob, cleo = a_member(of=pumps), a_member(of=valves)
    a_member(of=valves, role="guest", person=a_guest("Unknown Guest"))
    told = consequences([page], valves, asker=ann)
    (change,) = told.changes
    assert [one.pk for one in change.loses.people] == [bob.pk]
    assert cleo in change.gains.people and change.gains.count == 2 and not told.nobody_changes
    stranger = a_member(of=pumps, person=a_guest())
    assert "Unknown Guest" not in str(consequences([page], valves, asker=stranger))
    Community.objects.filter(pk=valves.pk).update(audience="public")
    valves.refresh_from_db()
    assert consequences([page], valves, asker=ann).changes[0].visitors_gain


def test_a_kind_of_page_known_here_only_becomes_an_article_and_comes_back(two):
    pumps, valves, ann = two
    kind = make_type(label="Shift report", community=pumps, actor=ann)
    page = a_page(in_=pumps)
    retype(page.entry, kind, actor=ann)
    moved = rehome(page, community=valves, actor=ann)
    assert moved.type.is_article
    assert move_back(last_move(moved, actor=ann), actor=ann).type == kind


def test_only_who_moved_it_takes_it_back_and_only_from_there(two):
    pumps, valves, ann = two
    bob = a_member(of=pumps, role="coordinator")
    a_member(of=valves, person=bob, role="coordinator")
    page = rehome(a_page(in_=pumps), community=valves, actor=ann)
    fact = last_move(page, actor=ann)
    assert last_move(page, actor=bob) is None
    with pytest.raises(Refused):
        move_back(fact, actor=bob)
    bin_entry(page.entry, actor=ann)
    with pytest.raises(Invalid):
        move_back(fact, actor=ann)
    restore_entry(Entry.objects.get(pk=page.entry_id), actor=ann)
    move_back(fact, actor=ann)
    with pytest.raises(Invalid):
        move_back(fact, actor=ann)


def test_a_page_from_the_bin_does_not_call_back_what_moved_away(two):
    pumps, valves, ann = two
    above = a_page(in_=pumps, title="Above")
    child = a_page(in_=pumps, title="Child", parent=above)
    bin_entry(above.entry, actor=ann)
    settle()
    rehome(Page.objects.with_entry().get(pk=child.pk), community=valves, actor=ann)
    restore_entry(Entry.objects.get(pk=above.entry_id), actor=ann)
    settle()
    assert _tree(pumps) == ["Above"] and _tree(valves) == ["Child"]


def test_where_pages_are_reviewed_only_leads_let_one_in(two):
    """Else who takes a page away, changes it and comes back would need nobody's approval."""
    pumps, valves, ann = two
    Community.objects.filter(pk=valves.pk).update(approvals_needed=1)
    valves.refresh_from_db()
    bob = a_member(of=pumps)
    a_member(of=valves, person=bob)
    foreign = a_page(in_=pumps, by=bob, title="Unread")
    with pytest.raises(Invalid):
        rehome(foreign, community=valves, actor=bob)
    assert Entry.objects.get(pk=foreign.entry_id).community_id == pumps.pk

    known = rehome(foreign, community=valves, actor=ann)
    away = rehome(known, community=pumps, actor=bob)
    back = move_back(last_move(away, actor=bob), actor=bob)
    assert back.community_id == valves.pk

    away = rehome(back, community=pumps, actor=bob)
    save(away, title="Unread", body="Not approved.", started_from=away.version, actor=bob)
    with pytest.raises(Invalid):
        move_back(last_move(away, actor=bob), actor=bob)
    with pytest.raises(Invalid):
        rehome(away, community=valves, actor=bob)
    assert rehome(away, community=valves, actor=ann).body == "Not approved."
