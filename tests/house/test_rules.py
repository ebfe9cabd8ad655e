"""The rules of the house, from the syntax trees: rows are loaded by sight and changed by actions only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "practica"
# Doors that people open: here every row is loaded by sight.
DOORS = ("views", "api", "tools", "sockets")
WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
}


def _files(*parts: str) -> list[Path]:
    """Modules called one of ``parts``, and all inside packages called so (not the app ``interfaces.api``)."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        names = {*path.relative_to(ROOT).parts[2:-1], path.stem}
        if names & set(parts):
            found.append(path)
    return found


def _attribute_chains(tree: ast.AST) -> Iterator[list[str]]:
    """Each call as its chain of names, but for what is handed to the loader that asks for sight itself."""
    loaded = {
        id(inner)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "get_visible_or_404"
        for inner in ast.walk(call)
        if inner is not call
    }
    for node in ast.walk(tree):
        if id(node) in loaded:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            names, at = [], node.func
            while isinstance(at, ast.Attribute | ast.Call):
                if isinstance(at, ast.Attribute):
                    names.append(at.attr)
                    at = at.value
                else:
                    at = at.func
            yield names[::-1]


@pytest.mark.parametrize("path", _files(*DOORS), ids=lambda p: str(p.relative_to(ROOT)))
def test_doors_load_rows_by_sight(path: Path):
    for chain in _attribute_chains(ast.parse(path.read_text())):
        if "objects" in chain:
            after = chain[chain.index("objects") + 1 :]
            seen = {"visible_to", "listed_for", "binned_for", "joined_by"} & set(after)
            assert seen or after[0] in ("select_related", "prefetch_related", "all", "model"), (
                f"{path}: {'.'.join(chain)}"
            )


@pytest.mark.parametrize(
    "path", _files(*DOORS, "forms", "queries", "search", "notices"), ids=lambda p: str(p.relative_to(ROOT))
)
def test_only_actions_write(path: Path):
    for chain in _attribute_chains(ast.parse(path.read_text())):
        if "objects" in chain:
            assert not WRITES & set(chain), f"{path} writes: {'.'.join(chain)}"


def test_text_becomes_html_in_one_place():
    for path in ROOT.rglob("*.py"):
        text = path.read_text()
        if "kit/markup" not in str(path) and "kit/ui" not in str(path):
            assert "mark_safe(" not in text, path
        for banned in (
            "pickle.load",
            "yaml.load(",
            ".raw(",
            ".extra(",
            "csrf_exempt",
            "import requests",
            "import httpx",
        ):
            assert banned not in text, f"{path} uses {banned}"


def test_templates_never_call_text_safe():
    for path in ROOT.rglob("*.html"):
        assert "|safe" not in path.read_text(), path
        assert "autoescape off" not in path.read_text(), path


def test_templates_hold_no_inline_script():
    for path in ROOT.rglob("*.html"):
        text = path.read_text()
        assert " onclick=" not in text and " onsubmit=" not in text and "javascript:" not in text, path


def test_every_file_says_what_it_is_for():
    for path in ROOT.rglob("*.py"):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text())
            assert ast.get_docstring(tree), path


def test_layout_uses_logical_sides():
    physical = (
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "text-align: left",
        "text-align: right",
    )
    for path in (ROOT.parent / "frontend").rglob("*.css"):
        if "node_modules" not in path.parts:
            for word in physical:
                assert word not in path.read_text(), f"{path} uses {word}"


def test_the_repository_speaks_of_the_project_alone():
    lock = ROOT.parent / "frontend" / "package-lock.json"
    assert '"resolved"' not in lock.read_text()
    for path in (ROOT.parent / "requirements").glob("*.txt"):
        assert "://" not in path.read_text(), path
