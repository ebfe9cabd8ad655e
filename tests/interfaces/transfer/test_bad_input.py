"""Broken and hostile sources: a clear sentence each, the item in the ledger, the rest imported."""

from __future__ import annotations

import io
import multiprocessing
import subprocess
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.interfaces.transfer import actions, queries
from practica.interfaces.transfer.models import Import, ImportItem
from practica.interfaces.transfer.pipeline import apart, rendering
from practica.interfaces.transfer.pipeline.work import work_on
from practica.kit.access import Invalid
from tests.builders import a_colleague
from tests.builders.imports import a_plan, a_zip_of, an_import
from tests.interfaces.transfer import deadly
from tests.interfaces.transfer.readers.sources import a_repository, git

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = {"good.md": "# Good\n\nWords.\n"}


def outcome(imported: Import, path: str) -> tuple[str, str]:
    item = ImportItem.objects.get(import_run=imported, path=path)
    return item.result, " ".join(item.sentences)


def adds_up(imported: Import) -> bool:
    return imported.items_in == sum(queries.counts(imported).values())


def test_a_broken_zip_is_refused_in_one_sentence():
    imported = a_plan(a_zip_of(GOOD)[:-40])
    assert imported.state == Import.State.FAILED
    assert imported.problem_sentence == "This file is not a zip archive, or its end is missing."
    assert not Community.objects.exists()


def test_an_empty_upload_is_refused_in_one_sentence():
    assert a_plan(b"").problem_sentence == "This file is not a zip archive, or its end is missing."


def test_a_damaged_item_fails_alone():
    content = bytearray(a_zip_of({"bad.png": bytes(range(256)) * 40, **GOOD}))
    at = content.index(b"bad.png") + 60
    content[at : at + 30] = b"\x00" * 30
    imported = an_import(bytes(content))
    assert outcome(imported, "bad.png") == ("failed", "It is damaged inside the archive.")
    assert Page.objects.get().entry.title == "Good"
    assert adds_up(imported)


def test_a_bomb_is_left_packed():
    imported = an_import({"bomb.md": b"0" * 30_000_000, **GOOD})
    result, why = outcome(imported, "bomb.md")
    assert result == "failed"
    assert "zip bomb" in why
    assert Page.objects.count() == 1


def test_a_file_of_two_gigabytes_is_named_and_left():
    made = io.BytesIO(a_zip_of({"big.bin": b"x" * 100, **GOOD}))
    with zipfile.ZipFile(made) as archive:
        at = archive.getinfo("big.bin").header_offset
    content = bytearray(made.getvalue())
    central = content.index(b"PK\x01\x02")
    size = (2 * 1024**3 - 1).to_bytes(4, "little")
    content[at + 22 : at + 26] = size
    content[central + 24 : central + 28] = size
    imported = an_import(bytes(content))
    assert outcome(imported, "big.bin") == ("failed", "It is larger than 64 MB.")
    assert Page.objects.count() == 1


def test_a_too_large_upload_is_refused_before_it_is_kept(settings):
    settings.IMPORT_MOST_BYTES = 50
    with pytest.raises(Invalid, match="larger than 50 bytes"):
        a_plan(GOOD)
    assert not Import.objects.exists()


def test_names_that_lead_outside_stay_outside():
    imported = an_import({"../../etc/passwd.md": "# Root\n", "docs/../../up.md": "# Up\n", **GOOD})
    failed = ImportItem.objects.filter(import_run=imported, result="failed")
    assert {" ".join(item.sentences) for item in failed} == {"The name points outside the archive."}
    assert Page.objects.get().entry.title == "Good"
    assert adds_up(imported)


def test_other_encodings_are_read_and_said():
    imported = an_import({"latin.md": "# Größe\n\nÄpfel über Öl.\n".encode("cp1252"), **GOOD})
    result, why = outcome(imported, "latin.md")
    assert result == "lossy"
    assert "not UTF-8" in why
    assert Page.objects.filter(entry__title="Größe").exists()


def test_unreadable_front_matter_is_kept_as_text():
    imported = an_import({"yaml.md": "---\ntitle: [open\n---\n# Title\n\nWords.\n", **GOOD})
    result, why = outcome(imported, "yaml.md")
    assert result == "lossy"
    assert "cannot be read" in why
    assert "title: [open" in Page.objects.get(entry__title="Title").body


def test_circular_snippets_end():
    files = {
        "mkdocs.yml": "site_name: x\nmarkdown_extensions: [pymdownx.snippets]\n",
        "docs/a.md": '# A\n\n--8<-- "docs/b.md"\n',
        "docs/b.md": '# B\n\n--8<-- "docs/a.md"\n',
    }
    imported = an_import(files)
    result, why = outcome(imported, "docs/a.md")
    assert (result, Page.objects.count()) == ("lossy", 2)
    assert "includes itself" in why


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names_are_listed_and_come_in_once():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("a.md", "a.md", "A.md", "good.md"):
            archive.writestr(name, f"# {name}\n\nWords.\n")
    imported = an_import(made.getvalue())
    assert queries.counts(imported) | {"created": 2, "failed": 2} == queries.counts(imported)
    assert adds_up(imported)


def test_pages_with_the_same_title_both_come_in():
    an_import({"x/same.md": "# Same\n\nOne.\n", "y/same.md": "# Same\n\nTwo.\n"})
    assert Page.objects.filter(entry__title="Same").count() == 2


def test_a_page_that_is_too_large_is_split_and_said():
    parts = "".join(f"## Part {n}\n\n{'words ' * 8000}\n\n" for n in range(4))
    imported = an_import({"long.md": f"# Long\n\n{parts}", **GOOD})
    result, why = outcome_of_first(imported, "long.md")
    assert result == "lossy"
    assert "split into" in why
    assert adds_up(imported)


def outcome_of_first(imported: Import, path: str) -> tuple[str, str]:
    item = ImportItem.objects.get(import_run=imported, path=path, is_item=True)
    return item.result, " ".join(item.sentences)


def test_a_body_the_house_cannot_take_fails_alone():
    imported = an_import({"nested.md": "# Nested\n\n" + ">" * 300 + " deep\n", **GOOD})
    assert ImportItem.objects.get(import_run=imported, path="nested.md").result in (
        "failed",
        "lossy",
        "created",
    )
    assert Page.objects.filter(entry__title="Good").exists()
    assert imported.state == Import.State.DONE


def test_a_page_below_one_that_failed_stands_further_up(monkeypatch):
    real = apart.render
    monkeypatch.setattr(
        apart, "render", lambda order: apart.Piece(problem="slow") if "hang" in order.body else real(order)
    )
    imported = an_import(
        {"care/index.md": "# Care\n\nhang\n", "care/seals.md": "# Seals\n\nWords.\n", **GOOD}
    )
    assert outcome(imported, "care/index.md")[0] == "failed"
    assert Page.objects.get(entry__title="Seals").parent is None
    assert outcome(imported, "care/seals.md")[0] == "lossy"


def test_a_tree_that_is_too_deep_is_flattened_and_said():
    path = "/".join(f"d{n}" for n in range(16))
    imported = an_import({f"{path}/leaf.md": "# Leaf\n\nWords.\n", **GOOD})
    assert outcome(imported, f"{path}/leaf.md")[0] == "lossy"
    assert Page.objects.filter(entry__title="Leaf").exists()


def test_a_repository_without_commits_is_refused_in_one_sentence(tmp_path: Path):
    git(tmp_path, "init", "-q")
    imported = a_plan(tmp_path)
    assert (
        imported.problem_sentence == "This git repository has no commits yet, so there is nothing to import."
    )


def test_a_repository_brings_its_history_with_authors_and_dates(tmp_path: Path):
    repository = a_repository(tmp_path, {"a.md": "# A\n\nFirst.\n"})
    (repository / "a.md").write_text("# A\n\nSecond.\n")
    git(repository, "commit", "-qam", "Say it better", author="Bob", at="2022-01-02T03:04:05+00:00")
    an_import(repository)
    page = Page.objects.get(entry__title="A")
    revisions = list(page.revisions.order_by("number"))
    assert [(r.number, r.author.name, r.body.strip(), r.created.year) for r in revisions] == [
        (1, "Ann", "First.", 2021),
        (2, "Bob", "Second.", 2022),
    ]
    assert (page.version, page.entry.author.name, page.entry.created.year, page.entry.changed.year) == (
        2,
        "Ann",
        2021,
        2022,
    )
    assert revisions[1].reason == "Say it better"


def test_a_page_says_how_much_of_a_very_long_history_came_along(tmp_path: Path):
    repository = a_repository(tmp_path, {"a.md": "# A\n\nFirst.\n"})
    commits = [
        f"commit refs/heads/main\ncommitter Bob <bob@example.org> {1_640_000_000 + number} +0000\n"
        f"data 5\nAgain\n{'' if number else 'from refs/heads/main^0' + chr(10)}"
        f"M 100644 inline a.md\ndata <<END\n# A\n\nText {number}.\nEND\n\n"
        for number in range(200)
    ]
    command = ["git", "-C", str(repository), "fast-import", "--quiet"]
    subprocess.run(command, input="".join(commits).encode(), check=True)

    imported = an_import(repository)

    assert Page.objects.get(entry__title="A").version == 200
    assert outcome(imported, "a.md") == ("lossy", "Only the newest 200 versions of 201 are kept.")


def test_a_page_older_than_its_repository_keeps_the_day_it_names(tmp_path: Path):
    days = {"old.md": "2019-05-06", "new.md": "2024-05-06"}
    an_import(a_repository(tmp_path, {name: f"---\ndate: {day}\n---\nText.\n" for name, day in days.items()}))
    created = dict(Entry.objects.filter(kind="page").values_list("title", "created__year"))
    assert created == {"Old": 2019, "New": 2021}


def test_a_commit_later_the_page_has_one_version_more(tmp_path: Path):
    repository = a_repository(tmp_path, {"a.md": "# A\n\nFirst.\n"})
    first = an_import(repository)
    (repository / "a.md").write_text("# A\n\nSecond.\n")
    git(repository, "commit", "-qam", "Say it better", author="Bob", at="2022-01-02T03:04:05+00:00")
    an_import(repository, by=first.started_by, into=first.community)
    newest = Page.objects.get(entry__title="A").revisions.order_by("-number").first()
    assert (newest.number, newest.author.name, newest.reason) == (2, "Bob", "Say it better")


def test_a_folder_is_packed_without_believing_its_names():
    ann = a_colleague()
    sent = [
        ("docs/a.md", SimpleUploadedFile("a.md", b"# A\n\nx")),
        ("docs/../../b.md", SimpleUploadedFile("b.md", b"# B")),
    ]
    location = actions.keep_folder(sent, actor=ann)
    imported = actions.begin(
        label="docs", location=location, founding={"name": "Folder"}, runs_at_once=True, actor=ann
    )
    work_on(imported.pk)
    assert [page.entry.title for page in Page.objects.select_related("entry")] == ["A"]


def test_a_body_that_kills_its_process_costs_itself_only(monkeypatch):
    monkeypatch.setattr(rendering.apart, "render", deadly.render)
    orders = [apart.Order(body, {}, {}, "http://x") for body in ("one", "die", "two")]
    renders = rendering.Apart(2)
    try:
        pieces = renders.finish(renders.begin(orders), orders)
    finally:
        renders.close()
    assert [piece.problem for piece in pieces] == ["", "renderer", ""]
    assert "one" in pieces[0].html


def test_a_process_that_died_costs_the_batches_after_it_nothing(monkeypatch):
    monkeypatch.setattr(rendering.apart, "render", deadly.render)
    deaths, next_ones, last_ones = (
        [apart.Order(body, {}, {}, "http://x") for body in bodies]
        for bodies in (("die", "one"), ("two",), ("three",))
    )
    renders = rendering.Apart(1)
    try:
        dying, waiting = renders.begin(deaths), renders.begin(next_ones)
        pieces = renders.finish(dying, deaths)
        ahead = renders.begin(last_ones)
        pieces += renders.finish(waiting, next_ones)
        assert "three" in ahead[0].result(timeout=120).html
    finally:
        renders.close()
    assert [piece.problem for piece in pieces] == ["renderer", "", ""]


@pytest.mark.parametrize("told", [OSError("handle is closed"), RuntimeError("cannot schedule new futures")])
def test_a_pool_that_breaks_while_a_body_is_handed_over_costs_nothing(monkeypatch, told):
    class Breaking(ProcessPoolExecutor):
        """The first one breaks at its second body, as the library tells it then."""

        handed = 0

        def submit(self, *given):
            Breaking.handed += 1
            if Breaking.handed == 2:
                raise told
            return super().submit(*given)

    monkeypatch.setattr(rendering, "ProcessPoolExecutor", Breaking)
    orders = [apart.Order(f"body {number}", {}, {}, "http://x") for number in range(3)]
    renders = rendering.Apart(1)
    try:
        pieces = renders.finish(renders.begin(orders), orders)
    finally:
        renders.close()
    assert [f"body {number}" in piece.html for number, piece in enumerate(pieces)] == [True] * 3


def test_processes_end_before_new_ones_take_memory_too(monkeypatch):
    monkeypatch.setattr(rendering, "BODIES_PER_POOL", 5)
    renders = rendering.Apart(2)
    batches = [[apart.Order(f"body {n} {m}", {}, {}, "http://x") for m in range(3)] for n in range(2)]
    others = set(multiprocessing.active_children())
    try:
        first = renders.begin(batches[0])
        former = set(multiprocessing.active_children()) - others
        second = renders.begin(batches[1])
        assert former
        assert not any(process.is_alive() for process in former)
        assert all(one.done() for one in first)
        assert "body 1 2" in renders.finish(second, batches[1])[2].html
    finally:
        renders.close()


def test_processes_are_renewed_without_losing_a_body(monkeypatch):
    monkeypatch.setattr(rendering, "BODIES_PER_POOL", 5)
    renders = rendering.Apart(1)
    batches = [[apart.Order(f"body {n} {m}", {}, {}, "http://x") for m in range(3)] for n in range(4)]
    try:
        pending = [renders.begin(orders) for orders in batches]
        pieces = [renders.finish(*pair) for pair in zip(pending, batches, strict=True)]
    finally:
        renders.close()
    assert [f"body {n} {m}" in pieces[n][m].html for n in range(4) for m in range(3)] == [True] * 12
