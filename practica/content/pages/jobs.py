"""What the worker does for pages: branches put on paper, places elsewhere asked for their names."""

from __future__ import annotations

from django_tasks import task

from practica.content.pages.actions.naming import learn_names
from practica.content.pages.actions.papers import abandoned, forget_papers, work_on
from practica.kit.jobs import at_start, every


@task()
def make_paper(paper_id: int) -> None:
    """Make the file of a paper."""
    work_on(paper_id)


@task()
def name_cards() -> None:
    """As a job: other sites may take their time. Goes on until none is left that may be asked."""
    while learn_names():
        pass


@at_start(name="pages.papers")
def take_up_again() -> None:
    """Go on with papers whose worker died."""
    for pk in abandoned():
        make_paper.enqueue(pk)


every(3600, name="pages.forget_papers")(forget_papers)
