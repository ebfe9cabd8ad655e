"""``practica check``: what keeps search from what it could do is said in one sentence each."""

from __future__ import annotations

import argparse
import shutil
import socket
from pathlib import Path

import pytest

from practica.config.cli import check_command
from practica.reach.search.meaning import bundled, choosing
from tests.builders import a_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(capsys, settings, tmp_path):
    """What the command says."""
    settings.LIVE_URL = "off"
    choosing.forget()

    def run():
        assert check_command.run(argparse.Namespace()) == 0
        return capsys.readouterr().out

    yield run
    choosing.forget()


@pytest.fixture
def own(tmp_path, settings):
    """A folder with a model of the site's own."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "model.onnx").symlink_to(bundled.model_file())
    shutil.copy(Path(bundled.__file__).parent / "vocab.txt", folder)
    settings.MEANING, settings.MODEL_DIR = True, str(folder)
    return folder


def test_a_model_of_ones_own_that_is_none_is_noticed(check, own):
    (own / "model.onnx").unlink()
    (own / "model.onnx").write_text("version https://git-lfs.github.com/spec/v1")

    assert "Search goes by words alone. The model" in check()


def test_a_model_of_ones_own_that_runs_is_no_matter(check, own):
    assert "words alone" not in check()


def test_a_service_that_cannot_be_reached_is_named(check, settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        # Bound and not listening: nobody answers there, and nobody else takes it.
        settings.ANSWERS_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"

        assert "Answers are quotes alone: the service at 127.0.0.1 cannot be reached" in check()


def test_a_service_that_listens_is_no_matter(check, settings):
    with socket.create_server(("127.0.0.1", 0)) as there:
        settings.ANSWERS_URL = f"http://127.0.0.1:{there.getsockname()[1]}/v1"

        assert "cannot be reached" not in check()


def test_an_open_site_is_told_only_what_somebody_can_do(check, settings):
    a_colleague()
    settings.SIGN_UP = "open"

    said = check()

    # Nothing in the product gives an organisation its e-mail domains.
    assert "set PRACTICA_SIGN_UP=invited" in said and "domains" not in said
