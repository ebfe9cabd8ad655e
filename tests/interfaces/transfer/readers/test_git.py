"""A git repository is read with its history, and nothing inside it can act."""

import io
import zipfile
from pathlib import Path

import pytest

from practica.interfaces.transfer.readers.archive import chunks, open_file, open_path
from practica.interfaces.transfer.readers.budget import Budget
from practica.interfaces.transfer.readers.git import GitSource
from practica.interfaces.transfer.readers.plan import read
from practica.interfaces.transfer.readers.reasons import SourceRefused
from tests.interfaces.transfer.readers.sources import a_folder, a_repository, git


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    repository = a_repository(
        tmp_path / "handbook", {"old.md": "# Guide\n\none\ntwo\nthree\nfour\n", "logo.png": b"png"}
    )
    git(repository, "mv", "old.md", "guide.md")
    git(repository, "commit", "-q", "-m", "A better name", author="Bob", at="2022-01-02T03:04:05+00:00")
    a_folder(repository, {"guide.md": "# Guide\n\none\ntwo\nthree\nfour\nfive\n"})
    git(repository, "commit", "-q", "-am", "One more", author="Cem", at="2023-01-02T03:04:05+00:00")
    return repository


def test_history_follows_renames_and_keeps_authors_and_dates(handbook: Path):
    with open_path(handbook) as source:
        material = read(source)
        (guide,) = material.pages
        history = material.history(guide)
        oldest = material.draft_at(guide, history.versions[0])

    assert [(v.author_name, v.at.year, v.message) for v in history.versions] == [
        ("Ann", 2021, "Start"), ("Bob", 2022, "A better name"), ("Cem", 2023, "One more"),
    ]  # fmt: skip
    assert history.versions[0].author_email == "ann@example.org"
    assert "five" not in oldest.body


def test_old_versions_beyond_the_budget_are_a_loss(handbook: Path):
    with open_path(handbook, Budget(versions_per_item=2)) as source:
        material = read(source)
        (loss,) = material.loss_of_history(material.pages[0])
        kept = material.history(material.pages[0]).versions

    assert str(loss) == "Only the newest 2 versions of 3 are kept."
    assert [version.author_name for version in kept] == ["Bob", "Cem"]


def test_a_zip_of_a_repository_a_bare_one_and_a_bundle_read_the_same(handbook: Path, tmp_path: Path):
    git(handbook, "bundle", "create", "-q", str(tmp_path / "all.bundle"), "HEAD", "main")
    git(tmp_path, "clone", "-q", "--bare", str(handbook), str(tmp_path / "bare.git"))
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for file in sorted(handbook.rglob("*")):
            if file.is_file():
                archive.write(file, f"handbook/{file.relative_to(handbook)}")

    def contents(source):
        assert isinstance(source, GitSource)
        return {item.path: b"".join(chunks(item)) for item in source.items()}, len(
            source.histories({"guide.md"})["guide.md"].versions
        )

    with (
        open_path(handbook) as one, open_path(tmp_path / "bare.git") as two,
        open_path(tmp_path / "all.bundle") as three, open_file(zipped) as four,
    ):  # fmt: skip
        assert contents(one) == contents(two) == contents(three) == contents(four)
        assert contents(one)[1] == 3


def test_a_repository_without_commits_gives_a_sentence(tmp_path: Path):
    git(tmp_path, "init", "-q", "-b", "main")

    with pytest.raises(SourceRefused, match="no commits yet"), open_path(tmp_path):
        pass


def test_settings_and_hooks_of_a_repository_do_not_run(handbook: Path, tmp_path: Path):
    trap = tmp_path / "trapped"
    script = a_folder(tmp_path, {"trap.sh": f"#!/bin/sh\ntouch {trap}\n"}) / "trap.sh"
    script.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "core.gitProxy"):
        git(handbook, "config", setting, str(script))
    git(handbook, "config", "diff.evil.textconv", str(script))
    (handbook / ".git" / "info" / "attributes").write_text("*.md diff=evil filter=evil\n")

    with open_path(handbook) as source:
        material = read(source)
        material.history(material.pages[0])

    assert not trap.exists()


def test_links_in_a_repository_are_refused(handbook: Path):
    (handbook / "way-out.md").symlink_to("/etc/passwd")
    git(handbook, "add", ".")
    git(handbook, "commit", "-q", "-m", "Link")

    with open_path(handbook) as source:
        refused = {item.path: str(item.refused) for item in source.items() if item.refused}

    assert refused == {"way-out.md": "It is a link to another file, not a file."}
