"""Pages on paper: what the one who takes them along may read, and nothing else."""

import io
import os
import zipfile

import docx
import pypdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from practica.content.pages.actions import begin_paper, may_be_fetched
from practica.content.pages.actions.papers import abandoned, forget_papers, work_on
from practica.content.pages.models import Page, Paper
from practica.content.pages.papers.branch import Placed, branch_of
from practica.content.pages.papers.making import document_of, make
from practica.core.communities.access import forget_roles
from practica.core.communities.models import Membership
from practica.core.entries.actions import set_audience
from practica.core.files.actions import store
from practica.kit.access import Invalid, Refused
from practica.kit.markup import including
from tests.builders import a_community, a_member, a_page

pytestmark = pytest.mark.django_db


def _picture() -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (300, 200), (20, 90, 160)).save(kept, "PNG")
    return kept.getvalue()


def _words(form: str, content: bytes) -> str:
    if form == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    if form == "docx":
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = archive.namelist()
    return "\n".join([*names, *(archive.read(name).decode("utf-8", "replace") for name in names)])


def _made(form: str, page: Page, person) -> str:
    page = Page.objects.with_entry().select_related("type").get(pk=page.pk)
    return _words(form, make(form, branch_of(page, seen_by=person), person=person).content)


FORMS = pytest.mark.parametrize("form", ["pdf", "docx", "zip"])


@pytest.fixture
def branch():
    community = a_community("Pumps")
    ann = community.created_by
    top = a_page(in_=community, title="Rotating equipment", body="All of it. See [[Seals]].")
    secret = a_page(in_=community, parent=top, title="Canary title", body="Canary body.")
    under = a_page(in_=community, parent=secret, title="Below it", body="Seen by all.")
    seals = a_page(
        in_=community, parent=top, title="Seals",
        body="## Before\n\nIsolate.\n\n::include[[Hidden]]\n\n::include[[Shown#Part]]",
    )  # fmt: skip
    a_page(in_=community, title="Shown", body="## Part\n\nTaken words.")
    hidden = a_page(in_=community, title="Hidden", body="Canary passage.")
    stored = store(_picture(), name="pump.png", community=community, entry=secret.entry, actor=ann)
    from practica.content.pages.actions import save

    save(seals, title="Seals", body=seals.body + f"\n\n![Canary picture]({stored.get_absolute_url()})",
         started_from=1, actor=ann)  # fmt: skip
    for page in (secret, hidden):
        set_audience(page.entry, "core", actor=ann)
    return top, under


@FORMS
def test_it_holds_what_its_reader_reads_and_nothing_else(branch, form):
    top, _under = branch
    bob = a_member(of=top.community)
    text = _made(form, top, bob)
    for words in ("Rotating equipment", "Isolate.", "Seen by all."):
        assert words in text
    for words in ("Canary title", "Canary body", "Canary passage"):
        assert words not in text
    if form != "zip":
        assert "Taken words." in text and "A passage you cannot see" in text
    seen = _made(form, top, top.community.created_by)
    assert "Canary body." in seen and ("Canary passage." in seen) == (form != "zip")


def test_pictures_are_in_it_for_those_who_see_them(branch):
    top, _under = branch
    for person, expected in ((a_member(of=top.community), 0), (top.community.created_by, 1)):
        content = make("docx", branch_of(top, seen_by=person), person=person).content
        assert len(docx.Document(io.BytesIO(content)).inline_shapes) == expected
        packed = make("zip", branch_of(top, seen_by=person), person=person).content
        archive = zipfile.ZipFile(io.BytesIO(packed))
        assert sum(name.endswith("pump.png") for name in archive.namelist()) == expected


def test_below_a_page_one_does_not_see_comes_below_the_next_above(branch):
    top, under = branch
    placed = {one.page.pk: one for one in branch_of(top, seen_by=a_member(of=top.community))}
    assert (placed[under.pk].depth, placed[under.pk].parent) == (1, top.pk)


def test_an_archive_keeps_places_names_and_links():
    community = a_community()
    top = a_page(in_=community, title="Pumps")
    one = a_page(in_=community, title="Seals", parent=top)
    a_page(in_=community, title="Index", parent=top, body=f"[x](/e/{one.entry.uid}#a) and [[Seals]]")
    content = make("zip", branch_of(top, seen_by=community.created_by), person=community.created_by).content
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = sorted(archive.namelist())
    assert names[1:] == ["pumps/index.md", "pumps/seals.md"] and names[0].startswith("pumps/index-")
    assert b"[x](seals.md#a) and [[Seals]]" in archive.read(names[0])


def test_links_within_a_branch_stay_in_it(branch):
    top, _under = branch
    person = top.community.created_by
    xml = _words("docx", make("docx", branch_of(top, seen_by=person), person=person).content)
    assert "w:anchor=" in xml


def test_a_paper_is_made_for_its_person_and_not_handed_out_when_she_may_no_longer_read_it(branch):
    top, under = branch
    bob = a_member(of=top.community)
    paper = begin_paper(top, "pdf", actor=bob)
    work_on(paper.pk)
    paper = Paper.objects.select_related("person").get(pk=paper.pk)
    assert (paper.state, paper.total) == ("ready", 3) and paper.size > 1000
    assert may_be_fetched(paper)
    set_audience(under.entry, "core", actor=top.community.created_by)
    assert not may_be_fetched(paper)


def test_a_file_that_a_backup_did_not_bring_is_not_offered(branch):
    top, _under = branch
    paper = begin_paper(top, "pdf", actor=top.community.created_by)
    work_on(paper.pk)
    paper.refresh_from_db()
    default_storage.delete(paper.location)
    assert paper.state == "ready" and not may_be_fetched(paper)


def test_a_person_who_left_gets_a_sentence(branch):
    top, _under = branch
    bob = a_member(of=top.community)
    set_audience(top.entry, "members", actor=top.community.created_by)
    paper = begin_paper(top, "pdf", actor=bob)
    Membership.objects.filter(person=bob).delete()
    forget_roles(bob)
    work_on(paper.pk)
    paper.refresh_from_db()
    assert (paper.state, paper.problem) == ("failed", "You can no longer read this page.")


def test_what_a_dead_worker_left_is_begun_again_and_nothing_is_made_twice(branch):
    paper = begin_paper(branch[0], "zip", actor=branch[0].community.created_by)
    Paper.objects.update(state="working")
    assert abandoned() == [paper.pk]
    work_on(paper.pk)
    location = Paper.objects.get(pk=paper.pk).location
    work_on(paper.pk)
    assert Paper.objects.get(pk=paper.pk).location == location


def test_papers_go_after_a_day_with_their_file(branch, django_capture_on_commit_callbacks):
    paper = begin_paper(branch[0], "zip", actor=branch[0].community.created_by)
    work_on(paper.pk)
    location = Paper.objects.get(pk=paper.pk).location
    assert forget_papers() == 0
    Paper.objects.update(created="2020-01-01T00:00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_papers() == 1
    assert not default_storage.exists(location)


def test_a_file_whose_row_went_with_its_page_goes_too(branch):
    paper = begin_paper(branch[0], "zip", actor=branch[0].community.created_by)
    work_on(paper.pk)
    location = Paper.objects.get(pk=paper.pk).location
    Paper.objects.all().delete()
    os.utime(default_storage.path(location), (0, 0))
    forget_papers()
    assert not default_storage.exists(location)


def test_there_is_an_end_to_asking(branch, monkeypatch):
    from practica.content.pages.papers import branch as branches

    ann = branch[0].community.created_by
    with pytest.raises(Invalid):
        begin_paper(branch[0], "exe", actor=ann)
    for _number in range(10):
        begin_paper(branch[0], "pdf", actor=ann)
    with pytest.raises(Invalid, match="10 documents"):
        begin_paper(branch[0], "pdf", actor=ann)
    monkeypatch.setattr(branches, "MOST_PAGES", 2)
    with pytest.raises(Invalid, match="more than 2 pages"):
        branch_of(branch[0], seen_by=ann)


def test_visitors_print_from_their_browser(branch):
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(Refused):
        begin_paper(branch[0], "pdf", actor=AnonymousUser())


def test_passages_of_passages_are_bounded_on_paper_too():
    community = a_community()
    a_page(in_=community, title="Ground", body="\n\n".join(f"## S{number}\n\nWords." for number in range(30)))
    for title, below in (("Third", "Ground"), ("Second", "Third")):
        places = "\n\n".join(f"::include[[{below}#S{number}]]" for number in range(30))
        body = "\n\n".join(f"## S{number}\n\n{places}" for number in range(10))
        a_page(in_=community, title=title, body=body)
    places = "\n\n".join(f"::include[[Second#S{number}]]" for number in range(10))
    first = a_page(in_=community, title="First", body=places)
    page = Page.objects.select_related("entry__community", "entry__author", "type").get(pk=first.pk)

    document, _holds = document_of([Placed(page, 0, None)], person=community.created_by)

    assert str(document.chapters).count("Words.") <= including.MOST_TOGETHER
