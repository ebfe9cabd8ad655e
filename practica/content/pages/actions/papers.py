"""Putting a branch on paper: asked for by a person, done by the worker, fetched within a day."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from practica.content.pages import access
from practica.content.pages.models import Page, Paper
from practica.content.pages.papers.branch import branch_of
from practica.core.entries.models import Entry
from practica.core.files.background import KEPT_FOR
from practica.core.files.sweeping import forget_old
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

FOLDER = "papers"
#: Papers one person may have in the making or waiting to be fetched.
MOST_PAPERS = 10


@transaction.atomic
def begin_paper(page: Page, form: str, *, actor: Person) -> Paper:
    """Ask for the branch of ``page`` in the form ``form``. Raises Invalid for a form there is not, a branch
    too large, or too many asked for already."""
    demand(access.can_print(actor, page), _("Sign in to take pages along."))
    if form not in Paper.Form.values:
        raise Invalid(_("There is no such form."), field="form")
    if Paper.objects.filter(person=actor).count() >= MOST_PAPERS:
        raise Invalid(
            _("You have %(most)d documents waiting. They go after a day; fetch what you have first.")
            % {"most": MOST_PAPERS}
        )
    total = len(branch_of(page, seen_by=actor))
    language = translation.get_language() or ""
    return Paper.objects.create(person=actor, page=page, form=form, total=total, language=language)


def work_on(paper_id: int) -> None:
    """Make the file of a paper that waits, as its person may read the pages now. (No actor: she has asked.)

    Once only: whoever finds it in another state leaves it alone.
    """
    mine = Paper.objects.filter(pk=paper_id, state=Paper.State.WAITING)
    if not mine.update(state=Paper.State.WORKING, done=0):
        return
    paper = Paper.objects.select_related("person", "page__entry__community", "page__type").get(pk=paper_id)
    with translation.override(paper.language or None):
        try:
            _make(paper)
        except Invalid as problem:
            _end(paper, problem=str(problem))
        except Exception:
            _end(paper, problem=_("This document could not be made. Try again, or a smaller branch."))
            raise


def _make(paper: Paper) -> None:
    person = paper.person
    rows = Page.objects.visible_to(person).select_related("entry__community", "entry__author", "type")
    page = rows.filter(pk=paper.page_id).first()
    if page is None or not person.is_active:
        raise Invalid(_("You can no longer read this page."))

    def tell(done: int, total: int) -> None:
        if done % 5 == 0 or done == total:
            Paper.objects.filter(pk=paper.pk).update(done=done, total=total)

    # Here: what sets paper is loaded by who prints, not at every start.
    from practica.content.pages.papers.making import make

    made = make(paper.form, branch_of(page, seen_by=person), person=person, tell=tell)
    location = default_storage.save(f"{FOLDER}/{paper.uid}", ContentFile(made.content))
    paper.holds, paper.size = sorted(made.holds), len(made.content)
    _end(paper, location=location)


def _end(paper: Paper, *, location: str = "", problem: str = "") -> None:
    state = Paper.State.READY if location else Paper.State.FAILED
    kept = {"location": location, "problem": problem[:300], "holds": paper.holds, "size": paper.size}
    if not Paper.objects.filter(pk=paper.pk).update(state=state, **kept) and location:
        # Thrown away while it was made.
        default_storage.delete(location)


def may_be_fetched(paper: Paper) -> bool:
    """Whether its file is there and its person may still read all that is in it; else nobody gets it."""
    # A file made before a backup was brought in is not in it.
    if paper.state != Paper.State.READY or not default_storage.exists(paper.location):
        return False
    return Entry.objects.visible_to(paper.person).filter(pk__in=paper.holds).count() == len(paper.holds)


@transaction.atomic
def discard_paper(paper: Paper, *, actor: Person) -> None:
    """Throw a paper of one's own away."""
    demand(paper.person_id == actor.pk, _("This document is not yours."))
    _throw_away([paper])


def forget_papers() -> int:
    """Throw away what nobody fetched within a day; return how many."""
    old = list(Paper.objects.filter(created__lt=timezone.now() - KEPT_FOR)[:500])
    _throw_away(old)
    # Also those whose rows went before, with their person or their page.
    forget_old(FOLDER, kept_for=KEPT_FOR)
    return len(old)


def _throw_away(papers: list[Paper]) -> None:
    Paper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    kept = [paper.location for paper in papers if paper.location]

    def forget() -> None:
        for location in kept:
            default_storage.delete(location)

    transaction.on_commit(forget)


def abandoned() -> list[int]:
    """Papers whose worker died at them, put back to wait; and those that wait."""
    Paper.objects.filter(state=Paper.State.WORKING).update(state=Paper.State.WAITING)
    return list(Paper.objects.filter(state=Paper.State.WAITING).values_list("pk", flat=True))
