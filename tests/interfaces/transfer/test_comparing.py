"""What people wrote beside what the source says: seen by who leads, and by nobody else."""

from __future__ import annotations

import pytest

from practica.content.pages.actions import save
from practica.content.pages.models import Page
from practica.interfaces.transfer.models import Import, ImportItem, Waiting
from tests.builders import a_colleague
from tests.builders.imports import a_plan, an_import, brought_in

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = {"oil.md": "# Oil\n\nChange the oil.\n", "a.md": "# A\n\nx\n"}
SECOND = FIRST | {"oil.md": "# Oil\n\nChange the oil every year.\n"}


def edited_and_renewed() -> tuple[Import, ImportItem]:
    first = an_import(FIRST)
    oil = Page.objects.get(entry__title="Oil")
    save(oil, title="Oil", body="Change our oil.", started_from=1, actor=first.started_by)
    again = an_import(SECOND, by=first.started_by, into=first.community)
    return again, ImportItem.objects.select_related("import_run").get(import_run=again, path="oil.md")


def test_both_texts_can_be_compared_from_the_ledger(client):
    again, item = edited_and_renewed()
    client.force_login(again.started_by)
    shown = client.get(item.compare_url)
    assert (item.result, shown.status_code) == ("skipped", 200)
    assert (shown.context["page"].body, shown.context["new"].body.strip()) == (
        "Change our oil.",
        "Change the oil every year.",
    )
    assert not shown.context["differences"].is_empty


def test_who_edits_between_plan_and_import_can_compare_too(client):
    first = an_import(FIRST)
    plan = a_plan(SECOND, by=first.started_by, into=first.community)
    oil = Page.objects.get(entry__title="Oil")
    save(oil, title="Oil", body="Change our oil.", started_from=1, actor=first.started_by)
    brought_in(plan)
    client.force_login(first.started_by)
    item = ImportItem.objects.select_related("import_run").get(import_run=plan, path="oil.md")
    assert client.get(item.compare_url).status_code == 200
    assert Page.objects.get(entry__title="Oil").body == "Change our oil."


def test_nobody_else_compares(client):
    _, item = edited_and_renewed()
    client.force_login(a_colleague())
    assert client.get(item.compare_url).status_code == 404


def test_lines_without_two_texts_have_nothing_to_compare(client):
    again, item = edited_and_renewed()
    client.force_login(again.started_by)
    other = ImportItem.objects.get(import_run=again, path="a.md")
    assert other.compare_url == ""
    address = item.compare_url.replace(f"/{item.position}/", f"/{other.position}/")
    assert client.get(address).status_code == 404
    assert Waiting.objects.count() == 1
