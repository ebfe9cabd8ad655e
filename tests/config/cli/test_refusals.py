"""What cannot be done is said in one sentence, with exit code 1."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError

from practica.config.cli import export_command, main, serve_command
from tests.builders import a_colleague, a_community

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_backup_into_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = tmp_path / "nowhere" / "all.zip"

    code = main(["backup", str(target)])

    told = capsys.readouterr().err
    assert (code, told) == (1, f"The backup cannot be written to {target}: No such file or directory.\n")


def test_an_export_into_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    a_community("Pumps", led_by=a_colleague("Ann"))
    target = tmp_path / "nowhere" / "pumps.zip"

    code = main(["export", "pumps", str(target)])

    told = capsys.readouterr().err
    assert (code, told) == (1, f"The archive cannot be written to {target}: No such file or directory.\n")


def test_a_backup_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "gone.zip"

    code = main(["restore", str(source)])

    assert (code, capsys.readouterr().err) == (1, f"There is no file {source}.\n")


@pytest.fixture
def taken() -> Iterator[tuple[int, int]]:
    """The ports of a site that is served by somebody else, and of its co-editing."""
    with socket.socket() as pages, socket.socket() as live:
        for one in (pages, live):
            one.bind(("127.0.0.1", 0))
            one.listen()
        yield pages.getsockname()[1], live.getsockname()[1]


def test_a_site_that_is_served_already(
    taken: tuple[int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    port, live_port = taken
    monkeypatch.setenv("PRACTICA_LIVE_PORT", str(live_port))
    monkeypatch.setattr(serve_command, "PATIENCE", 0)
    monkeypatch.setattr(serve_command, "LAST_ANSWERS", 0)

    code = main(["serve", "--no-migrate", "--port", str(port), "--live-port", str(live_port)])

    assert code == 1
    assert f"Something else serves 127.0.0.1:{port} already." in capsys.readouterr().err


def test_a_database_without_tables(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def find_nothing(args: object) -> int:
        raise OperationalError("no such table: communities_community")

    monkeypatch.setattr(export_command, "run", find_nothing)

    code = main(["export", "pumps", "pumps.zip"])

    told = capsys.readouterr().err
    assert code == 1 and "Traceback" not in told
    assert told.startswith("The database cannot be used: no such table") and "practica migrate" in told


def test_a_table_that_is_missing_is_told_from_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def ask(words: str) -> Callable[[object], int]:
        def run(args: object) -> int:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(words)
            return 0

        return run

    monkeypatch.setattr(export_command, "run", ask("SELECT 1 FROM not_there"))
    assert main(["export", "pumps", "pumps.zip"]) == 1
    assert "not_there" in capsys.readouterr().err

    if connection.vendor == "postgresql":
        monkeypatch.setattr(export_command, "run", ask("SELECT 1 FROM"))
        with pytest.raises(ProgrammingError):
            main(["export", "pumps", "pumps.zip"])


def _of_its_own(folder: Path, *, at_once: str = "") -> dict[str, str]:
    """The environment of a site in ``folder``, whatever database the tests have; it is that site's alone."""
    site = {"PRACTICA_DATA_DIR": str(folder / "site"), "PRACTICA_DATABASE_URL": "", "PRACTICA_REDIS_URL": ""}
    return os.environ | site | {"PYTHONUNBUFFERED": at_once}


def test_who_stops_reading_the_output_gets_no_trace(tmp_path: Path):
    (tmp_path / "index.md").write_text("# Notes\n")
    command = f"{sys.executable} -m practica.config.cli check | true; exit ${{PIPESTATUS[0]}}"
    environment = _of_its_own(tmp_path)
    subprocess.run([sys.executable, "-m", "practica.config.cli", "migrate"], env=environment, check=True)

    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("at_once", "code"), [("1", 141), ("", 1)])
def test_who_stops_reading_is_not_told_that_all_is_well(tmp_path: Path, at_once: str, code: int):
    """Neither where that ended the work, nor where the work found something wrong."""
    command = f"{sys.executable} -m practica.config.cli check | true; exit ${{PIPESTATUS[0]}}"
    environment = _of_its_own(tmp_path, at_once=at_once)

    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (code, "")
