"""What the documents promise exists: every setting is described once, and links lead somewhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from practica.kit.markup import outline, parse

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
COMMANDS = ROOT / "docs" / "reference" / "command-line.md"
API = ROOT / "docs" / "how-to" / "use-the-api.md"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_DESCRIBED = re.compile(r"^\| `PRACTICA_([A-Z_]+)` \|", re.MULTILINE)
_PATH = re.compile(r"`((?:practica|tests|frontend|deploy|scripts|benchmarks|requirements)/[\w./-]*)`")
# Rooms and files that an explanation makes up.
_EXAMPLES = ("practica/content/polls", "tests/content/polls", "practica/x/", "tests/x/")
_LARGEST_PICTURE = 120 * 1024


def _read_by_the_code() -> set[str]:
    """Every NAME the floor that reads the environment asks for, as ``text("NAME")`` or another kind."""
    names = set()
    for path in (ROOT / "practica" / "config").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            asked_of_env = (
                not isinstance(node.func, ast.Attribute) or getattr(node.func.value, "id", "") == "env"
            )
            if called in ("text", "flag", "number", "words") and asked_of_env:
                names.add(node.args[0].value)
    return names


def test_every_setting_is_described():
    assert _read_by_the_code() - set(_DESCRIBED.findall(SETTINGS.read_text())) == set()


def test_every_described_setting_is_read():
    assert set(_DESCRIBED.findall(SETTINGS.read_text())) - _read_by_the_code() == set()


def test_no_setting_is_described_twice():
    described = _DESCRIBED.findall(SETTINGS.read_text())
    assert len(described) == len(set(described))


def test_every_command_is_described():
    from practica.config.cli.main import COMMANDS as known

    described = set(re.findall(r"^## practica ([a-z]+)", COMMANDS.read_text(), re.MULTILINE))
    assert described == set(known)


def test_every_group_of_the_api_is_named():
    from practica.interfaces.api.collect import api

    below = [path.removeprefix("/api/").split("/") for path in api.get_openapi_schema()["paths"]]
    shared = ("communities", "entries")
    inside = {"/".join(parts[:3]) for parts in below if parts[0] in shared and len(parts) > 2}
    groups = {parts[0] for parts in below} - {"entries"} | inside - {"communities/{slug}/membership"}
    named = set(re.findall(r"`([a-z-]+(?:/\{\w+\}(?:/[a-z-]+)?)?)`", API.read_text()))
    named |= {group.partition("/{")[0] for group in named}
    assert groups - named == set()


def test_every_named_target_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(), re.MULTILINE))
        assert named <= targets, f"{page.name} names {named - targets}"


def _links(page: Path) -> Iterator[str]:
    text = _CODE.sub("", _FENCE.sub("", page.read_text()))
    for address in _LINK.findall(text):
        if not re.match(r"[a-z]+:", address):
            yield address


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page: Path):
    for address in _links(page):
        name, _hash, anchor = address.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), f"{page.name} links to {address}, which is not there"
        if anchor:
            headings = {heading.id for heading in outline(parse(target.read_text()))}
            assert f"h-{anchor}" in headings, f"{page.name} links to {address}, a heading that is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_are_there(page: Path):
    for name in _PATH.findall(_FENCE.sub("", page.read_text())):
        assert name.startswith(_EXAMPLES) or (ROOT / name).exists(), f"{page.name} names {name}"


def test_every_document_is_linked_from_another():
    linked = {
        (page.parent / address.partition("#")[0]).resolve()
        for page in PAGES
        for address in _links(page)
        if address.partition("#")[0]
    }
    for page in ROOT.glob("docs/**/*.md"):
        assert page.resolve() in linked or (page.parent.resolve() in linked), f"nobody links to {page}"


def test_pictures_of_documents_are_small():
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture.suffix == ".png" and picture.stat().st_size <= _LARGEST_PICTURE, picture


def test_every_picture_is_shown():
    shown = "".join(page.read_text() for page in PAGES)
    for picture in (ROOT / "docs" / "images").iterdir():
        assert f"images/{picture.name}" in shown, f"nobody shows {picture.name}"
