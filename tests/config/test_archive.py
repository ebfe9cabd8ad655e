"""A backup brings back the same rows and files, into an empty place only."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection

from practica.config.archive.backup import backup
from practica.config.archive.restore import RestoreRefused, restore
from practica.config.archive.rows import columns_of, lines, models_to_keep
from practica.core.communities.models import Community
from practica.core.files.models import StoredFile
from practica.reach.search import index
from practica.reach.search.engines.local import mixtures
from tests.builders import a_colleague, a_community, a_file, a_member, settle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> StoredFile:
    """A community with a member and a file, and all reactions done."""
    ann = a_colleague("Ann Ünïcode")
    community = a_community("Pumps – seals", led_by=ann)
    a_member(of=community)
    stored = a_file(in_=community, by=ann, content=b"\x00\x01 bytes of all kinds \xff")
    settle()
    return stored


def _rows() -> dict[str, list[bytes]]:
    return {model._meta.label: list(lines(model)) for model in models_to_keep()}


def _empty() -> None:
    for stored in StoredFile.objects.all():
        default_storage.delete(stored.location)
    call_command("flush", interactive=False, verbosity=0)


def test_the_same_rows_and_files_come_back(scene: StoredFile, tmp_path: Path):
    before = _rows()
    backup(tmp_path / "all.zip")
    _empty()
    restore(tmp_path / "all.zip")
    assert _rows() == before
    assert default_storage.open(scene.location).read() == b"\x00\x01 bytes of all kinds \xff"


def test_what_search_has_learnt_comes_back(scene: StoredFile, tmp_path: Path):
    mixtures.keep(mixtures.Mixture(words=0.25), {"clicks": 700}, index.directory())
    backup(tmp_path / "all.zip")
    _empty()
    mixtures.forget(index.directory())

    restore(tmp_path / "all.zip")

    assert mixtures.mixture_of(index.directory()).words == 0.25
    assert mixtures.notes_of(index.directory())["clicks"] == 700
    mixtures.forget(index.directory())


def test_the_rest_of_a_restore_seals_with_the_key_that_came_back(
    scene: StoredFile, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("PRACTICA_SECRET_KEY", raising=False)
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret-key").write_text("the key of before")
    backup(tmp_path / "all.zip")
    _empty()
    (tmp_path / "secret-key").write_text("made for an empty place")

    restore(tmp_path / "all.zip")

    assert settings.SECRET_KEY == (tmp_path / "secret-key").read_text() == "the key of before"


def test_new_rows_after_a_restore_take_free_numbers(scene: StoredFile, tmp_path: Path):
    backup(tmp_path / "all.zip")
    _empty()
    restore(tmp_path / "all.zip")
    assert a_community("Another one").pk > max(
        Community.objects.exclude(name="Another one").values_list("pk", flat=True)
    )


def test_restore_refuses_a_place_that_is_not_empty(scene: StoredFile, tmp_path: Path):
    backup(tmp_path / "all.zip")
    with pytest.raises(RestoreRefused, match="empty database"):
        restore(tmp_path / "all.zip")


def test_restore_refuses_what_is_no_backup(tmp_path: Path):
    (tmp_path / "no.zip").write_bytes(b"not a zip")
    with pytest.raises(RestoreRefused, match="not a backup"):
        restore(tmp_path / "no.zip")


def test_what_cannot_be_read_is_not_called_no_backup(tmp_path: Path):
    with pytest.raises(RestoreRefused, match="cannot be read: Is a directory"):
        restore(tmp_path)


def test_restore_refuses_a_damaged_backup_and_leaves_the_place_empty(scene: StoredFile, tmp_path: Path):
    backup(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as whole:
        at = whole.getinfo("rows/people.Person.jsonl").header_offset + 80
    damaged = bytearray((tmp_path / "all.zip").read_bytes())
    damaged[at] ^= 0xFF
    (tmp_path / "all.zip").write_bytes(damaged)
    _empty()
    with pytest.raises(RestoreRefused):
        restore(tmp_path / "all.zip")
    assert not Community.objects.exists()


def test_a_backup_is_for_its_owner_alone(scene: StoredFile, tmp_path: Path):
    backup(tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0


def test_a_missing_file_is_named_and_the_rest_is_kept(scene: StoredFile, tmp_path: Path):
    default_storage.delete(scene.location)
    counts = backup(tmp_path / "all.zip")
    assert counts["missing"] == 1
    assert scene.location in zipfile.ZipFile(tmp_path / "all.zip").read("manifest.json").decode()


def test_every_table_is_in_the_backup():
    tables = {model._meta.db_table for model in models_to_keep()}
    left_out = set(connection.introspection.table_names()) - tables
    assert left_out <= {
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "sqlite_sequence",
    }
    assert all(columns_of(model) for model in models_to_keep())
