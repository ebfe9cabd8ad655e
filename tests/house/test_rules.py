"""The rules of the house, from the syntax trees: rows are loaded by sight and changed by actions only."""

from __future__ import annotations

import ast
import re
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


# What speaks to the outside, reads XML, or starts programs, by the only modules that may.
ONLY_IN = {
    ("urllib.request", "http.client", "smtplib", "ftplib", "aiohttp"): (
        "kit/fetch.py",
        "reach/search/services.py",
        "reach/notifications/actions/outbox.py",
    ),
    ("xml", "lxml", "defusedxml"): (
        "core/files/extract/",
        "interfaces/transfer/tables/reading/workbook.py",
        # These write only.
        "kit/markup/maths.py",
        "kit/paper/formulas.py",
    ),
    ("subprocess",): (
        "config/cli/",
        "core/files/extract/apart.py",
        "interfaces/transfer/readers/git/commands.py",
        "kit/paper/pdf.py",
    ),
    ("pickle", "marshal", "shelve"): (),
}


def test_what_is_dangerous_is_imported_where_it_is_bounded():
    for names, places in ONLY_IN.items():
        for path in ROOT.rglob("*.py"):
            if str(path.relative_to(ROOT)).startswith(places):
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                found = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found += [one.name for one in node.names] if isinstance(node, ast.Import) else []
                bad = [
                    one for one in found if any(one == name or one.startswith(f"{name}.") for name in names)
                ]
                assert not bad, f"{path} imports {bad[0]}"


def test_nothing_a_person_wrote_is_run_or_spread_into_a_call():
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            assert getattr(node.func, "id", "") not in ("eval", "exec", "compile", "__import__"), path
            for keyword in node.keywords:
                spread = ast.unparse(keyword.value) if keyword.arg is None else ""
                assert not re.match(r"request\.(POST|GET|data|FILES|COOKIES|headers)", spread), (path, spread)


# The only places where letters become elements: what our own server wrote, and what was pasted and cleaned.
MAKES_ELEMENTS = {
    "elements/server.ts", "elements/uploads.ts", "elements/hits.ts", "editor/views/maths.ts",
    "editor/paste/index.ts", "editor/paste/html.ts", "boost.ts",
}  # fmt: skip


def test_scripts_make_elements_of_letters_in_few_places_and_never_write_into_the_page():
    folder = ROOT.parent / "frontend"
    for path in folder.rglob("*.ts"):
        name = path.relative_to(folder).as_posix()
        if name.startswith("node_modules"):
            continue
        text = path.read_text()
        written = (
            r"\.(inner|outer)HTML\s*=(?!=)|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function"
        )
        assert not re.search(written, text), path
        if name not in MAKES_ELEMENTS:
            assert "parseFromString" not in text and "createContextualFragment" not in text, path


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
