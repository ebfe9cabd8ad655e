"""What the visual editor asks: suggestions, Markdown and back, formulas, addresses, files."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pycrdt import Doc

from practica.content.pages.models import Page
from practica.core.entries.actions import set_audience
from practica.core.files.models import StoredFile
from practica.kit import markup
from practica.kit.markup.ydoc import document_from, from_ydoc, into_ydoc
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page

pytestmark = pytest.mark.django_db

ASKING = ("complete", "maths", "link", "embed")
SENDING = ("convert", "attach")


@pytest.fixture
def page():
    community = a_community("Reliability", audience="members", joining="invitation", is_listed=False)
    return a_page(in_=community, title="Canary", body="Canary words")


def _door(name, page, **query):
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"pages:{name}", args=[page.community.slug]) + f"?page={page.entry.uid}&{asked}"


def _found(client, page, kind, typed):
    return client.get(_door("complete", page, kind=kind, q=typed)).json()["found"]


def _update(markdown):
    document = Doc()
    into_ydoc(markup.parse(markdown), document)
    return base64.b64encode(document.get_update()).decode()


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_nothing_of_a_members_page_is_told_to_others(client, page, who):
    if who:
        client.force_login(who())
    for address in (*(_door(name, page) for name in ASKING), reverse("pages:complete", args=["reliability"])):
        answer = client.get(address, {"kind": "page", "q": "Canary", "url": page.get_absolute_url()})
        assert answer.status_code == 404, address
    for name in SENDING:
        assert client.post(_door(name, page), {"markdown": "x"}).status_code == 404, name


def test_a_guest_of_the_community_writes_nothing_and_is_suggested_nothing(client, page):
    client.force_login(a_member(of=page.community, role="guest"))
    assert client.get(_door("complete", page, kind="person", q="a")).status_code == 403
    assert client.post(_door("attach", page)).status_code == 403


def test_who_may_only_suggest_has_her_own_words_read_and_is_told_nothing_else(client, page):
    client.force_login(a_member(of=page.community, role="guest"))

    assert client.post(_door("convert", page), {"markdown": "- x"}).json()["tree"]["type"] == "doc"
    assert b"<math" in client.get(_door("maths", page, tex="x")).content

    for name in ("complete", "link", "embed"):
        assert client.get(_door(name, page, url="https://example.org")).status_code == 403, name
    for name in ("card", "attach", "begin_attaching"):
        assert client.post(_door(name, page), {"url": "https://example.org"}).status_code == 403, name
    nowhere = reverse("pages:convert", args=[page.community.slug])
    assert client.post(nowhere, {"markdown": "x"}).status_code == 403
    shown = client.get(page.address("suggest")).content.decode()
    assert "data-convert=" in shown and "data-attach=" not in shown and "data-complete=" not in shown


def test_people_come_with_who_they_are_and_a_word_when_they_cannot_see_the_page(client, page):
    inside = a_member(of=page.community, person=a_colleague("Mei Tanaka", headline="Oil and seals"))
    a_colleague("Meike Outside")
    client.force_login(page.community.created_by)
    found = _found(client, page, "person", "mei")
    assert [one["label"] for one in found] == ["Mei Tanaka", "Meike Outside"]
    assert found[0]["id"] == inside.handle and found[0]["about"] == "Oil and seals"
    assert "warning" not in found[0] and found[1]["warning"] == "Cannot see this page"


def test_people_are_found_by_their_family_name_and_asked_for_in_few_queries(
    client, page, django_assert_max_num_queries
):
    for number in range(8):
        a_colleague(f"Anna Tanaka {number}")
    client.force_login(page.community.created_by)
    with django_assert_max_num_queries(16):
        assert len(_found(client, page, "person", "tan")) == 6


def test_pages_come_with_where_they_stand_and_how_a_link_leads_there(client, page):
    above = a_page(in_=page.community, title="Pumps")
    a_page(in_=page.community, title="Pump seals", parent=above)
    odd = a_page(in_=page.community, title="Pump [old]")
    client.force_login(page.community.created_by)
    found = {one["label"]: one for one in _found(client, page, "page", "pump")}
    assert found["Pump seals"]["target"] == "Pump seals" and found["Pump seals"]["about"] == "Pumps"
    assert found["Pump [old]"]["href"] == f"/e/{odd.entry.uid}" and "target" not in found["Pump [old]"]
    assert "Not there yet" in found["pump"]["about"]


def test_a_page_that_fewer_people_see_says_so(client, page):
    narrow = a_page(in_=page.community, title="Salaries")
    set_audience(narrow.entry, "core", actor=page.community.created_by)
    client.force_login(page.community.created_by)
    assert "Not everyone" in _found(client, page, "page", "sal")[0]["warning"]
    client.force_login(a_member(of=page.community))
    assert [one["label"] for one in _found(client, page, "page", "sal")] == ["sal"]


def test_suggestions_of_pages_cost_few_queries(client, page, django_assert_max_num_queries):
    for number in range(9):
        a_page(in_=page.community, title=f"Pump {number}")
    client.force_login(page.community.created_by)
    with django_assert_max_num_queries(8):
        assert len(_found(client, page, "page", "pump")) == 7


def test_a_part_of_a_page_is_named_so_that_it_is_shown(client, page):
    seals = a_page(
        in_=page.community,
        title="Pump seals",
        body="## Before you start\n\nShut it.\n\n## A | B\n\nOr.\n\n## A | B\n\nTwice.",
    )
    client.force_login(page.community.created_by)
    (source,) = _found(client, page, "passage", "pump")
    assert source == {
        "label": "Pump seals",
        "about": page.community.name,
        "id": seals.entry.uid,
        "target": "Pump seals",
    }

    def parts(typed=""):
        door = _door("complete", page, kind="passage", of=seals.entry.uid, q=typed)
        return {one["target"]: one["label"] for one in client.get(door).json()["found"]}

    assert parts() == {
        "Pump seals": "The whole page",
        "Pump seals#Before you start": "Before you start",
        "Pump seals#a--b": "A | B",
        "Pump seals#a--b-1": "A | B",
    }
    assert list(parts("start")) == ["Pump seals#Before you start"]
    for target, words in zip(parts(), ("Twice", "Shut it", "Or", "Twice"), strict=True):
        reader = a_page(in_=page.community, title=f"With {target}", body=f"::include[[{target}]]")
        shown = client.get(reader.get_absolute_url()).content.decode()
        assert "include shown" in shown and words in shown


def test_a_part_of_a_page_elsewhere_is_named_by_its_lasting_address(client, page):
    other = a_community("Pumps", audience="members", led_by=page.community.created_by)
    seals = a_page(in_=other, title="Pump seals", body="## Before you start\n\nShut it.")
    client.force_login(page.community.created_by)
    (source,) = _found(client, page, "passage", "pump")
    assert source["target"] == f"/e/{seals.entry.uid}" and source["warning"] == "Not everyone sees Pumps"
    found = client.get(_door("complete", page, kind="passage", of=seals.entry.uid)).json()["found"]
    assert [one["target"] for one in found] == [
        f"/e/{seals.entry.uid}",
        f"/e/{seals.entry.uid}#before-you-start",
    ]


def test_of_a_page_one_may_not_see_no_part_is_told(client, page):
    hidden = a_page(in_=a_community(audience="members", is_listed=False), title="Two", body="## Canary two")
    client.force_login(page.community.created_by)
    door = _door("complete", page, kind="passage", of=hidden.entry.uid)
    assert client.get(door).json() == {"found": []}


@pytest.mark.parametrize(
    ("address", "stands", "says"),
    [
        ("https://youtu.be/aqz-KE-bpKQ", True, ""),
        ("https://example.org/film", True, "Films play here from YouTube, Vimeo"),
        ("javascript:alert(1)", False, "no address of a page"),
        ("https://", False, "no address of a page"),
        ("two words", False, "no address of a page"),
        ("/c/reliability", False, "leads to this site"),
    ],
)
def test_what_can_stand_as_a_card_or_player_is_told_and_why_not(client, page, address, stands, says):
    client.force_login(page.community.created_by)
    answer = client.get(_door("embed", page), {"page": page.entry.uid, "url": address}).json()
    assert answer.get("url") == (address if stands else None)
    assert says in answer.get("says", "") and bool(says) == ("says" in answer)


def test_topics_begin_as_typed_and_a_new_one_is_offered(client, page):
    a_page(in_=page.community, topics=["seals", "old seals"])
    client.force_login(page.community.created_by)
    assert [one["label"] for one in _found(client, page, "topic", "se")] == ["seals", "old seals", "se"]
    assert _found(client, page, "topic", "") == []


def test_markdown_becomes_a_tree_and_a_document_markdown(client, page):
    client.force_login(page.community.created_by)
    tree = client.post(_door("convert", page), {"markdown": "## A\r\n\r\n- b"}).json()["tree"]
    assert tree == markup.parse("## A\n\n- b")
    written = client.post(_door("convert", page), {"update": _update("## A\n\n- b")}).json()
    assert written == {"markdown": "## A\n\n- b", "version": page.version}


def test_what_nobody_touched_stays_spelled_as_it_was(client):
    page = a_page(in_=a_community(), body="A *quiet* pump\n* hums\n* leaks\n\nOld words.")
    client.force_login(page.community.created_by)
    update = _update(page.body.replace("Old words.", "New _words_."))
    written = client.post(_door("convert", page), {"update": update, "whole": "1"}).json()["markdown"]
    assert written == "A *quiet* pump\n* hums\n* leaks\n\nNew _words_."

    base, mine = written, written.replace("quiet", "loud")
    answer = client.post(_door("convert", page), {"base": base, "markdown": mine, "update": update}).json()
    assert answer == {"tree": markup.parse(mine), "stuck": 0}


def test_what_is_no_document_is_refused_in_a_sentence(client, page):
    client.force_login(page.community.created_by)
    for sent in ("not base64!", base64.b64encode(b"no update").decode()):
        answer = client.post(_door("convert", page), {"update": sent})
        assert answer.status_code == 422 and answer.json()["error"] == "This text could not be read."
    answer = client.post(_door("convert", page), {"markdown": "x" * 120_000})
    assert answer.status_code == 422 and "a page holds 100 KB" in answer.json()["error"]


def test_plain_text_is_merged_by_passages_and_what_both_changed_is_kept_twice(client, page):
    client.force_login(page.community.created_by)
    base = "One.\n\nTwo.\n\nThree."
    sent = {
        "base": base,
        "markdown": "One mine.\n\nTwo mine.\n\nThree.",
        "update": _update("One.\n\nTwo theirs.\n\nThree.\n\nFour."),
    }
    answer = client.post(_door("convert", page), sent).json()
    body = markup.to_markdown(answer["tree"]).strip()
    assert body == "One mine.\n\nTwo theirs.\n\nThree.\n\nFour.\n\nTwo mine."
    assert answer["stuck"] == 1


def test_every_toggle_and_passage_survives_the_live_form():
    markdown = "> [!TOGGLE] More **now**\n> Words.\n\n::include[[Pumps]]\n"
    tree = markup.parse(markdown)
    document = Doc()
    into_ydoc(tree, document)
    assert from_ydoc(document_from([document.get_update()])) == tree


def test_a_formula_is_drawn_and_what_is_none_is_empty(client, page):
    client.force_login(page.community.created_by)
    drawn = client.get(_door("maths", page), {"page": page.entry.uid, "tex": "\\frac{a}{b}"})
    assert b"<mfrac>" in drawn.content
    assert client.get(_door("maths", page), {"page": page.entry.uid, "tex": "\\frac"}).content == b""
    script = client.get(_door("maths", page), {"page": page.entry.uid, "tex": "\\text{<script>}"})
    assert b"<script>" not in script.content


def test_an_address_is_a_page_by_its_title_a_card_or_a_link(client, page, settings):
    target = a_page(in_=page.community, title="Pump seals")
    client.force_login(page.community.created_by)

    def asked(url):
        return client.get(_door("link", page), {"page": page.entry.uid, "url": url}).json()

    known = asked(settings.SITE_URL + target.get_absolute_url())
    assert known == {"kind": "page", "label": "Pump seals", "target": "Pump seals"}
    assert asked(target.get_absolute_url() + "#h-a")["href"] == f"/e/{target.entry.uid}#h-a"
    assert asked("https://example.org/video") == {"kind": "card"}
    assert asked("/people/nobody") == {"kind": "link"}


def test_an_address_of_what_one_may_not_see_is_only_a_link(client, page):
    hidden = a_page(in_=a_community(audience="members", is_listed=False), title="Canary two")
    client.force_login(page.community.created_by)
    answer = client.get(_door("link", page), {"page": page.entry.uid, "url": hidden.get_absolute_url()})
    assert answer.json() == {"kind": "link"}


def test_a_file_of_the_text_belongs_to_the_page(client, page):
    client.force_login(page.community.created_by)
    sent = SimpleUploadedFile("notes.txt", b"words")
    answer = client.post(_door("attach", page), {"file": sent})
    stored = StoredFile.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {"url": stored.get_absolute_url(), "name": "notes.txt", "picture": False}
    assert stored.entry == Page.objects.get(pk=page.pk).entry
    assert client.post(_door("attach", page)).json() == {"error": "Choose a file first."}


def _announce(client, page, size):
    return client.post(
        _door("begin_attaching", page),
        headers={
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(size),
            "Upload-Metadata": f"filename {base64.b64encode(b'large.csv').decode()}",
        },
        content_type="application/octet-stream",
    )


def _send(client, address, content):
    return client.patch(
        address,
        content,
        content_type="application/offset+octet-stream",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
    )


def test_a_large_file_of_a_text_becomes_part_of_its_page_and_not_of_the_library(client, page):
    client.force_login(page.community.created_by)
    begun = _announce(client, page, 7)
    assert begun.status_code == 201
    assert _send(client, begun.headers["Location"], b"1,2,3,4").status_code == 204
    stored = StoredFile.objects.get(name="large.csv")
    assert stored.entry == page.entry
    assert client.get(begun.headers["Location"]).json()["file"]["url"] == stored.get_absolute_url()


def test_a_large_file_for_a_page_one_does_not_see_any_more_is_not_taken(client, page):
    client.force_login(a_member(of=page.community))
    begun = _announce(client, page, 7)
    set_audience(page.entry, "core", actor=page.community.created_by)
    assert _send(client, begun.headers["Location"], b"1,2,3,4").status_code == 403
    assert not StoredFile.objects.filter(name="large.csv").exists()


@pytest.mark.parametrize("who", [None, a_guest, a_colleague], ids=["stranger", "guest", "no member"])
def test_nobody_announces_a_file_where_she_does_not_write(client, page, who):
    if who:
        client.force_login(who())
    assert _announce(client, page, 7).status_code == 404
