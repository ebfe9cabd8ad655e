"""Texts made to keep a reader busy for ever: each ends soon, with a sentence, and the rest is read."""

import io
import json
import time
import unicodedata
import zipfile

import pytest

from practica.interfaces.transfer.readers import plan
from practica.interfaces.transfer.readers.archive import open_file
from practica.interfaces.transfer.readers.budget import Budget
from practica.interfaces.transfer.readers.links import links
from practica.interfaces.transfer.readers.patience import at_most
from practica.interfaces.transfer.readers.plan import Material, read
from practica.interfaces.transfer.readers.reasons import ItemRefused
from tests.interfaces.transfer.readers.sources import a_zip

SIZE = 200_000
PATIENCE = 10
MKDOCS = (
    "markdown_extensions: [pymdownx.mark, pymdownx.caret, pymdownx.tilde, pymdownx.arithmatex, def_list]\n"
)
CONVENTIONS = {
    "mkdocs": ({"mkdocs.yml": MKDOCS}, "docs/bad.md", "docs/good.md"),
    "docusaurus": ({"docusaurus.config.js": "x"}, "docs/bad.mdx", "docs/good.md"),
    "obsidian": ({".obsidian/app.json": "{}"}, "bad.md", "good.md"),
}


def again(words: str, size: int = SIZE) -> str:
    return words * (size // len(words))


def after(start: str, words: str, size: int = SIZE) -> str:
    return start + again(words, size)


HOSTILE = {
    "brackets": again("["),
    "double brackets": again("[["),
    "round brackets": again("("),
    "stars": "*" * 100_000,
    "blanks": again(" ") + "x",
    "tabs": again("\t") + "x",
    "blanks in a div": after("<div", " "),
    "dashes": again("-") + "x",
    "ticks of every length": "a".join("`" * n for n in range(1, 600)),
    "maths": again("\\("),
    "comments": again("{/*"),
    "comments of a vault": again("%% "),
    "imports": after("import ", "a from "),
    "addresses": after("<a ", "href="),
    "marks": after("<a ", "id=a "),
    "one long attribute": after("<img ", "a") + ">",
    "attributes in attributes": after("x){a=b", "#c"),
    "a heading of brackets": after("# ", "["),
    "a heading of blanks": after("# x", " ") + "x",
    "a heading of hashes": after("# ", " #") + "x",
    "a heading of braces": after("# ", "{"),
    "headings of one name": again("# a\n\n", 50_000),
    "fences of notes": again(":::note\n", 60_000),
    "notes in notes": again(":::note\n", 20_000) + again(":::\n", 10_000),
    "lists in lists": "\n".join("  " * min(n, 300) + "- a" for n in range(1_000)),
    "quotes in quotes": ">" * 10_000 + " x",
    "admonitions in admonitions": "\n".join("    " * n + "!!! note" for n in range(300)),
    "blanks where something folds": after("<details>\n<", " ") + "x\n</details>\n",
    "folds never closed": again("<details>\n"),
    "folds in folds": again("<details>\n", 10_000) + again("</details>\n", 11_000),
    "folds of summaries never closed": again("<details>\n<summary>\n</details>\n", 60_000),
    "callouts": again("> [!note] a\n> ---\n\n", 60_000),
    "link ends": again("](b)"),
    "pictures": again("!["),
    "definitions": again("a\n: b\n\n", 60_000),
}


@pytest.mark.parametrize("kind", CONVENTIONS)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_seconds_at_most(name: str, kind: str):
    settings, bad, good = CONVENTIONS[kind]
    material, took = a_reading({**settings, bad: HOSTILE[name], good: "# Good\n\nWords.\n"})
    assert took < PATIENCE
    assert "item.slow" not in {reason.code for left in material.left for reason in left.outcome.reasons}
    assert good in {page.path for page in material.pages}
    assert material.items_in == sum(material.counts().values())


def a_reading(files: dict[str, str | bytes], budget: Budget | None = None) -> tuple[Material, float]:
    started = time.process_time()
    with open_file(a_zip(files), budget or Budget(ratio=100_000)) as source:
        material = read(source, budget or Budget(ratio=100_000))
        for page in material.pages:
            links(material.draft(page).body)
    return material, time.process_time() - started


def why(material: Material, path: str) -> str:
    left = next(one for one in material.left if one.path == path)
    return " ".join(str(reason) for reason in left.outcome.reasons)


def test_a_line_of_five_megabytes_is_left_with_a_sentence():
    material, took = a_reading({"bad.md": again("[[", 5_000_000), "good.md": "# Good\n"})
    assert took < PATIENCE
    assert "no headings at which to split it" in why(material, "bad.md")
    assert [page.path for page in material.pages] == ["good.md"]


def test_a_text_of_nothing_but_headings_is_not_cut_into_thousands_of_pages():
    material, took = a_reading({"bad.md": again("## a\n\nb\n\n", 200_000), "good.md": "# Good\n"})
    assert took < PATIENCE * 2
    assert "would become more than 500 pages" in why(material, "bad.md")


@pytest.mark.parametrize(
    "top",
    [
        "title: " + "x" * 1_000_000,
        "a: " + "[" * 60_000,
        "- " * 30_000,
        "{" * 60_000,
        "? " * 30_000,
        "a0: &a0 [x, x]\n"
        + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 22))
        + "tags: *a21\ndate: *a21\nauthors: *a21\n",
        "title: 0x" + "f" * 20_000,
        "weight: 1" + "0" * 400,
        "weight: .nan",
        "date: 99999999999",
        "title: !!python/object/apply:os.system [id]",
    ],
    ids=["1 MB", "flow", "lists", "maps", "keys", "bomb", "hex", "huge", "nan", "date", "object"],
)  # fmt: skip
def test_hostile_front_matter_costs_the_page_nothing_but_itself(top: str):
    material, took = a_reading({"bad.md": f"---\n{top}\n---\n# Bad\n\nWords.\n", "good.md": "# Good\n"})
    assert took < PATIENCE
    assert "good.md" in {page.path for page in material.pages}
    assert material.items_in == sum(material.counts().values()) == 2


def test_a_menu_of_aliases_is_cut_short():
    level = "".join(f"m{n}: &m{n} [{', '.join([f'*m{n - 1}'] * 4)}]\n" for n in range(1, 11))
    material, took = a_reading(
        {"mkdocs.yml": f"m0: &m0 [a.md, b.md]\n{level}nav: [x: *m10]\n", "docs/a.md": "# A\n"}
    )
    assert took < PATIENCE
    assert [page.path for page in material.pages if page.path] == ["docs/a.md"]


def test_thousands_of_snippets_are_cut_short():
    files = {
        "mkdocs.yml": "markdown_extensions: [pymdownx.snippets]\n",
        "docs/a.md": '--8<-- "docs/big.txt"\n' * 50_000,
        "docs/big.txt": "words " * 500_000,
    }
    material, took = a_reading(files)
    assert took < PATIENCE
    page = next(page for page in material.pages if page.path == "docs/a.md")
    assert any(reason.code == "lossy.snippet-big" for reason in page.reasons)


@pytest.mark.parametrize(
    "notebook",
    ["[" * 100_000, '{"cells": [{"source": ' + "1" * 10_000 + "}]}", json.dumps({"cells": [[]] * 1_000})],
    ids=["deep", "number", "odd"],
)
def test_a_hostile_notebook_costs_itself_only(notebook: str):
    material, took = a_reading({"bad.ipynb": notebook, "good.md": "# Good\n"})
    assert took < PATIENCE
    assert "good.md" in {page.path for page in material.pages}


def test_names_without_measure_or_alike_are_listed_and_the_rest_read():
    made = io.BytesIO()
    accented = unicodedata.normalize("NFC", "é.md")
    with zipfile.ZipFile(made, "w") as archive:
        for name in (
            "a" * 4_000 + ".md",
            accented,
            unicodedata.normalize("NFD", accented),
            "É.md",
            "good.md",
        ):
            archive.writestr(name, "# x\n")
    with open_file(made) as source:
        codes = [item.refused.code if item.refused else "" for item in source.items()]
    assert codes == ["item.name-too-long", "", "item.duplicate", "item.duplicate-case", ""]


def test_what_still_takes_too_long_is_stopped_and_the_rest_read(monkeypatch):
    real = plan.read_page

    def slow(raw, path, *rest, **more):
        while "bad" in path:
            pass
        return real(raw, path, *rest, **more)

    monkeypatch.setattr(plan, "read_page", slow)
    material, _ = a_reading_of_one_pass({"bad.md": "x", "good.md": "# Good\n"}, Budget(item_seconds=1.5))
    assert why(material, "bad.md") == "It took longer than 1.5 seconds to read, so it was left out."
    assert [page.path for page in material.pages] == ["good.md"]


def a_reading_of_one_pass(files: dict[str, str | bytes], budget: Budget) -> tuple[Material, float]:
    with open_file(a_zip(files), budget) as source:
        return read(source, budget), 0.0


def test_an_alarm_that_was_set_before_still_rings():
    import signal

    rung: list[int] = []
    former = signal.signal(signal.SIGALRM, lambda number, frame: rung.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try:
        with pytest.raises(ItemRefused), at_most(0.1):
            while True:
                pass
        time.sleep(0.1)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former)
    assert rung
