"""The sample site: filled once, with everything it promises, and its guest sees her one community."""

import pytest
from django.conf import settings as django_settings

from practica.config.cli import demo_command
from practica.config.demo import build, communities, talk
from practica.config.demo.people import SIGN_INS
from practica.content.collections.models import View
from practica.content.discussions.models import Thread
from practica.content.pages.models import Page
from practica.core.communities.models import Community, JoinRequest
from practica.core.entries.models import Entry, Link, Verification
from practica.core.files.models import FilePart
from practica.core.ledger.models import Delivery, FactRow
from practica.core.people.models import Person
from practica.core.types.models import Value
from practica.interfaces.transfer.models import Import
from practica.reach.gaps.models import Gap
from practica.reach.notifications.models import Notice, OutboxMail
from practica.reach.search import index
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path, monkeypatch):
    """Files and index of its own, pages rendered here, and no look at the tables: they are there."""
    settings.SEARCH_DIR = str(tmp_path / "search")
    settings.IMPORT_PROCESSES = 0
    storage = django_settings.STORAGES["default"]
    settings.STORAGES = {
        **django_settings.STORAGES,
        "default": {**storage, "OPTIONS": {"location": str(tmp_path / "files")}},
    }
    monkeypatch.setattr(demo_command.migrate_command, "stamp_matches", lambda: True)
    yield
    index.close()


def the_person(name: str) -> Person:
    return Person.objects.get(name=name, claimed_by=None)


def test_the_demo_fills_an_empty_site_once(capsys):
    assert demo_command.run(None) == 0

    amara, diego, hanna = (the_person(known.name) for known in SIGN_INS)
    assert "practica-demo-1" in capsys.readouterr().out
    assert amara.is_administrator and amara.is_colleague and not hanna.is_colleague
    assert Person.objects.filter(claimed_by=None).count() == 24
    assert diego.unit.name == "Mechanical" and diego.headline
    assert set(Import.objects.values_list("state", flat=True)) == {Import.State.DONE}
    reliability = Community.objects.get(name=communities.RELIABILITY)
    assert Page.objects.filter(entry__community=reliability, entry__author__name="Mei Tanaka").count() >= 6
    assert Page.objects.count() >= 41
    assert Page.objects.filter(type__name="lesson").count() == 5
    assert View.objects.count() == 9
    stands, doubted = Verification.objects.count(), Entry.objects.filter(verification__isnull=False)
    assert (stands, doubted.exclude(confidence=Entry.Confidence.VALIDATED).count()) == (5, 1)
    assert Value.objects.filter(field__name="worth", number=18400).count() == 1
    assert Thread.objects.count() == 16
    assert Thread.objects.exclude(accepted=None).count() == 5
    assert Thread.objects.filter(entry__title__startswith="Vibration alarms").get().answer_count == 20
    assert Link.objects.broken().filter(source__community=reliability).count() == 1
    assert JoinRequest.objects.visible_to(amara).open().count() == 1
    assert Notice.objects.filter(person=amara).unread().count() in range(4, 12)
    gaps = Gap.objects.with_demand().worth_showing().filter(community=reliability)
    assert sorted(gaps.values_list("state", flat=True))[:2] == ["closed", "in_progress"]
    assert gaps.get(title="vibration limits for vertical pumps").demand == 6
    assert Gap.objects.get(community=None).title == "gate pass for contractors"
    assert FilePart.objects.filter(text__contains="molybdenum").exists()
    assert not Delivery.objects.filter(done_at=None).exists()
    assert not OutboxMail.objects.exists()
    assert index.reader().count() > Entry.objects.out().count() / 2

    before = FactRow.objects.count()
    assert demo_command.run(None) == 0

    assert FactRow.objects.count() == before
    assert "amara@alder.example" in capsys.readouterr().out


def test_the_guest_of_the_demo_sees_the_shared_community_alone():
    demo_command.run(None)
    hanna = the_person("Hanna Koski")

    seen = Community.objects.visible_to(hanna)
    assert [community.name for community in seen] == [communities.STATIONS]
    assert set(Entry.objects.visible_to(hanna).values_list("community", flat=True)) == {seen[0].pk}
    assert not Person.objects.visible_to(hanna).filter(name="Diego Prado").exists()


def test_the_demo_leaves_a_site_with_people_alone(capsys):
    a_colleague("Ann")

    assert demo_command.run(None) == 1

    assert "people of its own" in capsys.readouterr().err
    assert Person.objects.count() == 1


def test_a_demo_broken_off_leaves_nothing(monkeypatch):
    def break_off(people):
        raise KeyboardInterrupt

    monkeypatch.setattr(talk, "post_all", break_off)
    with pytest.raises(KeyboardInterrupt):
        build.build(lambda step: None)

    assert not Person.objects.exists()
    assert not Community.objects.exists()
