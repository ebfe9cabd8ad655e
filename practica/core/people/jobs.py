"""What the worker does for people: lists brought in, also torn ones; sessions that ended forgotten."""

from __future__ import annotations

from django_tasks import task

from practica.core.people.actions.lists import bring_in_all
from practica.core.people.models import PeopleList
from practica.core.people.sessions import SessionStore
from practica.kit.jobs import at_start, every


@task()
def bring_in_list(list_id: int) -> None:
    """Bring in a list; twice changes nothing."""
    people_list = PeopleList.objects.select_related("brought_by").filter(pk=list_id).first()
    if people_list is not None and people_list.state == PeopleList.State.APPLYING:
        bring_in_all(people_list)


@at_start(name="people.resume_lists")
def resume_lists() -> None:
    """Go on with lists that were under way when the worker stopped."""
    for people_list in PeopleList.objects.filter(state=PeopleList.State.APPLYING):
        bring_in_list.enqueue(people_list.pk)


# A session that nobody used for its 60 days stays a row until somebody deletes it.
every(3600, name="people.forget_sessions")(SessionStore.clear_expired)
