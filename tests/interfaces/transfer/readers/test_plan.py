# ruff: noqa: E501, ISC004 - what a source says and what comes out stand side by side
"""A source becomes a plan: a tree of pages, attached files, what is left out, and where links lead."""

import os

import pytest

from practica.interfaces.transfer.readers.archive import open_file, open_path
from practica.interfaces.transfer.readers.links import Link, rewrite
from practica.interfaces.transfer.readers.plan import Material, read
from tests.interfaces.transfer.readers.sources import a_folder, a_zip

MKDOCS = """
site_name: Handbook
site_url: https://docs.example.org/hb/
repo_url: https://github.com/acme/handbook
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:materialx.emoji.twemoji
plugins:
  - redirects:
      redirect_maps: {old.md: guide/start.md}
nav:
  - Home: index.md
  - Guide:
      - guide/index.md
      - First steps: guide/start.md
      - Deep:
          - Well: guide/deep/well.md
  - Gone: gone.md
  - Away: https://example.org
"""
SITE = {
    "mkdocs.yml": MKDOCS,
    "LICENCE": "free",
    "setup.py": "x",
    "docs/index.md": "# Welcome\n",
    "docs/guide/index.md": "# The guide\n",
    "docs/guide/start.md": "## Install it\n\n## Install it\n\n## Über {#over}\n",
    "docs/guide/deep/well.md": "water\n",
    "docs/guide/extra.md": "more\n",
    "docs/img/Plan.png": b"png",
    "docs/css/extra.css": "x",
    ".github/x.md": "x",
}


def material_of(files: dict[str, str | bytes]) -> Material:
    with open_file(a_zip(files)) as source:
        return read(source)


def tree(material: Material) -> list[tuple[str, str | None]]:
    titles = {page.key: page.title for page in material.pages}
    return [(page.title, titles.get(page.parent or "")) for page in material.pages]


def test_every_item_is_a_page_a_file_or_left_out_with_a_reason():
    material = material_of(SITE)

    assert material.counts() == {"pages": 5, "attachments": 2, "skipped": 4, "failed": 0}
    assert sum(material.counts().values()) == material.items_in == len(SITE)
    assert {one.path: one.outcome.reasons[0].code for one in material.left} == {
        "mkdocs.yml": "skipped.site-read", "setup.py": "skipped.outside-docs",
        "docs/css/extra.css": "skipped.site", ".github/x.md": "skipped.hidden",
    }  # fmt: skip


def test_the_menu_of_mkdocs_gives_order_titles_and_sections():
    material = material_of(SITE)

    assert tree(material) == [
        ("Home", None), ("The guide", None), ("First steps", "The guide"), ("Deep", "The guide"),
        ("Well", "Deep"), ("Extra", "The guide"),
    ]  # fmt: skip
    assert [note.code for note in material.notes] == ["site.nav-missing", "site.nav-address"]


def test_without_a_menu_folders_are_pages_in_natural_order():
    material = material_of(
        {
            "README.md": "# Top",
            "b/2 two.md": "x",
            "b/10 ten.md": "x",
            "a/index.md": "# Alpha",
            "a/x.md": "x",
            "b/pic.png": b"p",
        }
    )

    assert tree(material) == [
        ("Top", None), ("Alpha", None), ("X", "Alpha"), ("B", None), ("Two", "B"), ("Ten", "B"),
    ]  # fmt: skip


def test_docusaurus_positions_and_labels_give_the_order():
    material = material_of(
        {
            "docusaurus.config.js": "url: 'https://d.example.org'", "docs/b.md": "---\nsidebar_position: 1\n---\nx",
            "docs/a.md": "x", "docs/deep/_category_.json": '{"label": "Deep end", "position": 2}', "docs/deep/c.md": "x",
        }
    )  # fmt: skip

    assert tree(material) == [("B", None), ("Deep end", None), ("C", "Deep end"), ("A", None)]


@pytest.mark.parametrize(
    ("target", "kind", "key", "anchor"),
    [
        ("start.md", "page", "docs/guide/start.md", ""),
        ("./start", "page", "docs/guide/start.md", ""),
        ("start/", "page", "docs/guide/start.md", ""),
        ("../index.md", "page", "docs/index.md", ""),
        ("../guide/", "page", "docs/guide/index.md", ""),
        ("/guide/start/", "page", "docs/guide/start.md", ""),
        ("start.md#install-it", "page", "docs/guide/start.md", "install-it"),
        ("start.md#install-it_1", "page", "docs/guide/start.md", "install-it-1"),
        ("start.md#over", "page", "docs/guide/start.md", "über"),
        ("start.md#uber", "page", "docs/guide/start.md", "über"),
        ("../old.md", "page", "docs/guide/start.md", ""),
        ("../img/Plan.png", "file", "docs/img/Plan.png", ""),
        ("../../img/Plan.png", "file", "docs/img/Plan.png", ""),
        ("../img/plan.PNG?raw=true", "file", "docs/img/Plan.png", ""),
        ("%73tart.md", "page", "docs/guide/start.md", ""),
        ("https://docs.example.org/hb/guide/start/", "page", "docs/guide/start.md", ""),
        ("https://github.com/acme/handbook/blob/main/docs/guide/start.md", "page", "docs/guide/start.md", ""),
        ("https://example.org/x", "outside", "", ""),
        ("mailto:ann@example.org", "outside", "", ""),
    ],
)
def test_links_are_understood_as_the_old_site_did(target, kind, key, anchor):
    material = material_of(SITE)
    extra = next(page for page in material.pages if page.path.endswith("extra.md"))

    found = material.resolve(Link(target, "link"), extra)

    assert (found.kind, found.key, found.anchor, found.problem) == (kind, key, anchor, None)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        ("tools/pandas.md", "Link to tools/pandas.md: no such page."),
        ("nothing.png", "Link to nothing.png: no such file."),
        ("../../../../etc/passwd", "Link to ../../../../etc/passwd: it leads outside the source."),
        ("start.md#nowhere", "Link to start.md#nowhere: the page has no heading “nowhere”."),
        ("../css/extra.css", "Link to ../css/extra.css: that file was left out."),
        ("javascript:alert(1)", "Link to javascript:alert(1): this kind of address is not kept."),
    ],
)
def test_a_broken_link_says_why(target, sentence):
    material = material_of(SITE)
    extra = next(page for page in material.pages if page.path.endswith("extra.md"))

    assert str(material.resolve(Link(target, "link"), extra).problem) == sentence


@pytest.mark.parametrize(
    ("target", "key", "anchor"),
    [
        ("Note", "near/Note.md", ""),
        ("far/Note", "far/Note.md", ""),
        ("note#The End", "near/Note.md", "the-end"),
        ("#Here", "near/from.md", "here"),
        ("Second name", "far/Other.md", ""),
    ],
)
def test_wiki_links_find_the_nearest_note(target, key, anchor):
    material = material_of(
        {
            "near/from.md": "# From\n\n## Here\n", "near/Note.md": "# N\n\n## The End\n", "far/Note.md": "x",
            "far/Other.md": "---\naliases: [Second name]\n---\nx",
        }
    )  # fmt: skip
    page = next(page for page in material.pages if page.path == "near/from.md")

    found = material.resolve(Link(target, "wiki"), page)

    assert (found.key, found.anchor, found.problem) == (key, anchor, None)


@pytest.mark.parametrize("kind", ["picture", "link"])
def test_a_vault_finds_pictures_and_files_by_their_name_alone(kind):
    material = material_of(
        {
            ".obsidian/app.json": "{}", "Daily/from.md": "x", "att/Red one.png": b"p", "Daily/near/plan.pdf": b"p",
            "att/plan.pdf": b"p",
        }
    )  # fmt: skip
    page = next(page for page in material.pages if page.path == "Daily/from.md")

    assert material.resolve(Link("red%20one.png", kind), page).key == "att/Red one.png"
    assert material.resolve(Link("plan.pdf", kind), page).key == "Daily/near/plan.pdf"
    assert material.resolve(Link("gone.png", kind), page).problem


@pytest.mark.parametrize(
    ("target", "key"),
    [
        ("/docs/intro/two", "docs/01-intro/02-two.mdx"),
        ("./two", "docs/01-intro/02-two.mdx"),
        ("../intro/two/#deep", "docs/01-intro/02-two.mdx"),
        ("/docs/hi", "docs/01-intro/hello.md"),
        ("/docs/intro/welcome", "docs/01-intro/near.md"),
        ("/docs/2024-01-02-news", "docs/2024-01-02-news.md"),
    ],
)
def test_docusaurus_addresses_without_numbers_and_with_their_own_names_are_understood(target, key):
    material = material_of(
        {
            "docusaurus.config.js": "x", "docs/01-intro/02-two.mdx": "## Deep\n", "docs/2024-01-02-news.md": "x",
            "docs/01-intro/hello.md": "---\nslug: /hi\n---\nx", "docs/01-intro/near.md": "---\nslug: welcome\n---\nx",
        }
    )  # fmt: skip
    page = next(page for page in material.pages if page.path == "docs/01-intro/hello.md")

    found = material.resolve(Link(target, "link"), page)

    assert (found.key, found.problem, found.note) == (key, None, None)


def test_a_page_made_to_hold_others_is_as_old_as_the_oldest_of_them(tmp_path):
    a_folder(tmp_path, {"top/deep/new.md": "x", "top/deep/old.md": "x", "top/mid.md": "x"})
    for name, moment in {
        "top/deep/new.md": 3_000_000,
        "top/deep/old.md": 1_000_000,
        "top/mid.md": 2_000_000,
    }.items():
        os.utime(tmp_path / name, (moment, moment))
    with open_path(tmp_path) as source:
        pages = read(source).pages

    ages = {page.title: page.modified.timestamp() for page in pages}

    assert ages == {"Top": 1_000_000, "Deep": 1_000_000, "New": 3_000_000, "Old": 1_000_000, "Mid": 2_000_000}


def test_a_long_page_is_split_and_links_find_the_part():
    sections = "".join(f"## Part {n}\n\n" + "words and words\n" * 3000 + "\n" for n in range(4))

    with open_file(a_zip({"long.md": f"# Long\n\nIntro\n\n{sections}", "short.md": "x"})) as source:
        material = read(source)
        first, *others = [page for page in material.pages if page.path == "long.md"]
        short = next(page for page in material.pages if page.path == "short.md")
        found = material.resolve(Link("long.md#part-2", "link"), short)
        sizes = [len(material.draft(page).body) for page in (first, *others)]

    assert [page.parent for page in others] == ["long.md"] * 4
    assert (found.key, found.anchor, found.problem) == ("long.md#part-4", "", None)
    assert first.reasons[0].code == "lossy.split"
    assert max(sizes) < 100 * 1024


def test_a_long_page_without_headings_fails_with_a_sentence_and_the_rest_is_read():
    material = material_of({"long.md": "word " * 30_000, "short.md": "x"})

    assert material.counts() == {"pages": 1, "attachments": 0, "skipped": 0, "failed": 1}
    assert "no headings at which to split" in str(material.left[0].outcome.reasons[0])


def test_links_are_rewritten_where_they_stand_and_nothing_else():
    body = (
        '[a](x.md "T") ![b](p q.png) `[c](x.md)` [[Wiki|w]] <a href="h.md">h</a> [`code`](y_(z).md)\n\n'
        "```\n[d](x.md)\n```\n\n[ref]: r.md 'R'\n\n@[Ann](user:1) [^1]: note\n"
    )
    seen: list[str] = []

    def change(link: Link) -> str | None:
        seen.append(link.target)
        return f"[{link.label}](/w)" if link.kind == "wiki" else "/new"

    assert rewrite(body, change) == (
        '[a](/new "T") ![b](/new) `[c](x.md)` [w](/w) <a href="/new">h</a> [`code`](/new)\n\n'
        "```\n[d](x.md)\n```\n\n[ref]: /new 'R'\n\n@[Ann](user:1) [^1]: note\n"
    )
    assert sorted(seen) == ["Wiki", "h.md", "p q.png", "r.md", "x.md", "y_(z).md"]
