# ruff: noqa: E501, ISC004 - what a source says and what comes out stand side by side
"""Pages of every convention come out in our Markdown, with each loss named."""

import pytest

from practica.interfaces.transfer.readers.front_matter import Author
from practica.interfaces.transfer.readers.markdown_source import Draft, read_page, title_from
from practica.interfaces.transfer.readers.reasons import ItemRefused
from practica.interfaces.transfer.readers.site import Site
from practica.interfaces.transfer.readers.text import decode

MKDOCS = Site(kind="mkdocs", extensions=frozenset({"mark", "caret", "tilde", "arithmatex", "def_list"}))


def page(
    text: str | bytes, path: str = "page.md", site: Site = MKDOCS, files: dict[str, str] | None = None
) -> Draft:
    raw = text.encode() if isinstance(text, str) else text
    return read_page(raw, path, site, include=(files or {}).get)


def losses(draft: Draft) -> list[str]:
    return [reason.code for reason in draft.reasons]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("---\ntitle: From the top\n---\n# From the top\n\nHello\n", "From the top", "Hello\n"),
        ("# The heading\n\nHello\n", "The heading", "Hello\n"),
        ("The heading\n===========\n\nHello\n", "The heading", "Hello\n"),
        ("---\ntitle: Another\n---\n# The heading\n", "Another", "# The heading\n"),
        ("Hello\n", "Setting up", "Hello\n"),
        ("```\n# not a heading\n```\n", "Setting up", "```\n# not a heading\n```\n"),
    ],
)
def test_the_title_comes_from_the_top_the_heading_or_the_name(text, title, body):
    draft = page(text, path="docs/02-setting_up.md")

    assert (draft.title, draft.body) == (title, body)


def test_front_matter_is_read_in_its_many_spellings():
    draft = page(
        "---\ntitle: T\ndescription: D\ntags: [a, b, a]\ndate: 2021-02-03\nauthors:\n  - Ann <ann@example.org>\n  - name: Bob\n"
        "aliases: [old]\nredirect_from: /older/\nslug: s\nsidebar_position: 3\ndraft: true\n---\nText\n"
    )

    assert (draft.description, draft.tags, draft.slug, draft.order, draft.is_draft) == (
        "D",
        ("a", "b"),
        "s",
        3,
        True,
    )
    assert draft.authors == (Author("Ann", "ann@example.org"), Author("Bob"))
    assert draft.aliases == ("old", "/older/")
    assert draft.created is not None and draft.created.isoformat() == "2021-02-03T00:00:00+00:00"


def test_toml_front_matter_is_read():
    draft = page('+++\ntitle = "T"\ntags = ["x"]\n+++\nText\n')

    assert (draft.title, draft.tags, draft.body) == ("T", ("x",), "Text\n")


@pytest.mark.parametrize(
    "inner",
    [
        "title: [unclosed",
        "a: &a [x]\n" + "\n".join(f"k{n}: *a" for n in range(100)),
        "title: " + "[" * 5000,
    ],
)
def test_unreadable_front_matter_stays_as_text_and_is_a_loss(inner):
    draft = page(f"---\n{inner}\n---\nText\n")

    assert losses(draft) == ["lossy.front-matter"]
    assert draft.body.startswith("```yaml\n") and draft.body.endswith("Text\n")


def test_a_rule_around_a_paragraph_is_not_front_matter():
    assert page("---\n\nJust words.\n\n---\nMore\n").body == "---\n\nJust words.\n\n---\nMore\n"


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        ("Grüße".encode(), []),
        ("Grüße".encode("utf-8-sig"), []),
        ("Grüße".encode("utf-16"), []),
        (
            "Die Straße führt über die Brücke, sagte der Bürgermeister. Schöne Grüße".encode("cp1252"),
            ["lossy.encoding"],
        ),
    ],
)
def test_other_encodings_are_read(raw, codes):
    draft = page(raw)

    assert "Grüße" in draft.body
    assert losses(draft) == codes


def test_one_broken_byte_does_not_change_the_encoding():
    draft = page("Grüße äöü Ärger Öl Übung ßß éé àà".encode() + b"\xff")

    assert losses(draft) == ["lossy.characters"]
    assert "Übung" in draft.body


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("!!! note\n    Body\n", "> [!NOTE]\n> Body\n"),
        ('!!! danger "Mind the gap"\n    Body\n\n    More\n\nAfter\n',
         "> [!CAUTION] Mind the gap\n> Body\n>\n> More\n\nAfter\n"),
        ("!!! example inline end\n    Body\n", "> [!NOTE] Example\n> Body\n"),
        ('??? question "Why <x>?"\n    Body\n', "> [!TOGGLE] Why &lt;x&gt;?\n> Body\n"),
        ('???+ tip "T"\n    Body\n', "> [!TOGGLE] T\n> Body\n"),
        ("1. One\n\n    !!! tip\n        Body\n", "1. One\n\n    > [!TIP]\n    > Body\n"),
        ('!!! note "A"\n    !!! tip "B"\n        Body\n', "> [!NOTE] A\n>\n> > [!TIP] B\n> > Body\n"),
        ("```\n!!! note\n    Body\n```\n", "```\n!!! note\n    Body\n```\n"),
        (":::note Title\n\nBody\n\n:::\n", "> [!NOTE] Title\n> Body\n>\n"),
        ("::::tip[Outer]\n:::danger\nInner\n:::\n::::\n", "> [!TIP] Outer\n>\n> > [!CAUTION]\n> > Inner\n"),
        ("> [!info]- Fold me\n> Body\n", "> [!TOGGLE] Fold me\n> Body\n"),
        ("> [!faq]-\n> Body\n", "> [!TOGGLE] Faq\n> Body\n"),
        ("> [!info]+ Open\n> Body\n", "> [!NOTE] Open\n> Body\n"),
        ('!!! tip "Use `make`"\n    Body\n', "> [!TIP]\n> **Use `make`**\n>\n> Body\n"),
        (":::warning[Mind **this**]\nBody\n:::\n", "> [!WARNING]\n> **Mind this**\n>\n> Body\n"),
        ("> [!WARNING] Ours\n> Body\n", "> [!WARNING] Ours\n> Body\n"),
        ("> [!TOGGLE] Ours **too**\n> Body\n", "> [!TOGGLE] Ours **too**\n> Body\n"),
        ("<details>\n<summary>More</summary>\n\n- One\n\n</details>\n", "> [!TOGGLE] More\n>\n> - One\n>\n"),
        ("Text\n<details open><summary>More</summary>Inside</details>\nAfter\n",
         "Text\n\n> [!TOGGLE] More\n> Inside\n\nAfter\n"),
        ("<details><summary>A</summary>\n<details><summary>B</summary>\nIn\n</details>\n</details>\n",
         "> [!TOGGLE] A\n>\n> > [!TOGGLE] B\n> > In\n"),
        ("> [!note] Seals\n> ---\n> Body\n", "> [!NOTE] Seals\n>\n> ---\n> Body\n"),
        ("> [!note] Seals\n> 2. Second\n", "> [!NOTE] Seals\n>\n> 2. Second\n"),
        ("| a | b |\n|---|---|\n| 1 | <details><summary>A</summary>B</details> |\n",
         "| a | b |\n|---|---|\n| 1 | <details><summary>A</summary>B</details> |\n"),
        ("<details> <summary> A </summary> B </details>\n", "> [!TOGGLE] A\n> B\n"),
        ("- <details><summary>A</summary>\n  B\n  </details>\n- C\n", "- > [!TOGGLE] A\n  > B\n\n- C\n"),
        ("- C\n  - <details><summary>A</summary>\n    B\n    </details>\n",
         "- C\n  - > [!TOGGLE] A\n    > B\n"),
        ("<details>\nNever closed\n", "<details>\nNever closed\n"),
        ("```html\n<details>\n</details>\n```\n", "```html\n<details>\n</details>\n```\n"),
        ("> [!WARNING]\n> Body\n", "> [!WARNING]\n> Body\n"),
        ("Press ++ctrl+alt+del++\n", "Press <kbd>Ctrl</kbd>+<kbd>Alt</kbd>+<kbd>Del</kbd>\n"),
        ("==marked== `==not==` :smile:\n", "<mark>marked</mark> `==not==` :smile:\n"),
        ("H~2~O and x^2^ in ~/home/~user\n", "H<sub>2</sub>O and x<sup>2</sup> in ~/home/~user\n"),
        ("[TOC]\n\nText\n", "Text\n"),
        (r"\(x^2\)" + "\n", "$x^2$\n"),
        ("Term\n:   Meaning\n\n    more\n", "**Term**\n\nMeaning\n\nmore\n"),
        ("${{ secrets.TOKEN }} {input}\n", "${{ secrets.TOKEN }} {input}\n"),
    ],
)  # fmt: skip
def test_blocks_and_marks_come_out_in_our_spelling(written, ours):
    assert page(written).body == ours


@pytest.mark.parametrize(
    ("written", "ours", "code"),
    [
        ('=== "Mac"\n    One\n\n=== "PC"\n    Two\n', "**Mac**\n\nOne\n\n**PC**\n\nTwo\n", "lossy.tabs"),
        ('![a](b.png){ width="300" .x }\n', "![a](b.png)\n", "lossy.styling"),
        ("Quote\n{: .big }\n", "Quote\n", "lossy.styling"),
        ('<img src="a b.png" alt="A" width=20>\n', "![A](a%20b.png)\n", "lossy.styling"),
        (
            '<iframe src="https://example.org/x"></iframe>\n',
            "[https://example.org/x](https://example.org/x)\n",
            "lossy.html",
        ),
        (
            "The HTML page\n\n*[HTML]: Hyper Text\n",
            "The HTML page\n\n- **HTML**: Hyper Text\n",
            "lossy.abbreviations",
        ),
    ],
)
def test_what_cannot_be_kept_is_named(written, ours, code):
    draft = page(written)

    assert (draft.body, losses(draft)) == (ours, [code])


def test_snippets_are_put_in_place_and_circles_end():
    files = {
        "a.md": 'A\n--8<-- "b.md"',
        "b.md": 'B\n--8<-- "a.md"',
        "part.md": "x\n# --8<-- [start:s]\ny\n# --8<-- [end:s]\n",
    }
    draft = page(
        '--8<-- "a.md"\n\n--8<-- "part.md:s"\n\n--8<-- "gone.md"\n\n--8<-- "https://example.org/x"\n',
        files=files,
    )

    assert draft.body == "A\nB\n\ny\n"
    assert losses(draft) == ["lossy.snippet-circular", "lossy.snippet-missing", "lossy.snippet-address"]


def test_snippets_that_double_themselves_are_bounded():
    files = {f"{n}.md": f'--8<-- "{n + 1}.md"\n' * 10 for n in range(12)} | {"12.md": "x" * 10_000}
    draft = page('--8<-- "0.md"\n', files=files)

    assert len(draft.body) < 2_000_000
    assert "lossy.snippet-big" in losses(draft)


def test_obsidian_embeds_comments_and_tags_are_read():
    draft = page(
        "![[shot.png|300]] ![[deck.pdf]] ![[Other]] [[A#^block]] #project/alpha %%hidden%% `#no`\n",
        site=Site(kind="obsidian"),
    )

    assert draft.body == "![shot](shot.png) [deck.pdf](deck.pdf) [[Other]] [[A]] #project/alpha  `#no`\n"
    assert draft.tags == ("project/alpha",)
    assert set(losses(draft)) == {
        "lossy.comments",
        "lossy.styling",
        "lossy.embedded-note",
        "lossy.block-link",
    }


def test_mdx_keeps_its_words_and_names_its_components():
    draft = page(
        "import Tabs from '@theme/Tabs';\n\n<Tabs>\nWords\n</Tabs>\n",
        path="a.mdx",
        site=Site(kind="docusaurus"),
    )

    assert draft.body == "Words\n" or draft.body.strip() == "Words"
    assert losses(draft) == ["lossy.mdx"]


def test_a_notebook_becomes_a_page():
    draft = page(
        '{"cells": [{"cell_type": "markdown", "source": ["# Study\\n", "Text"]}, {"cell_type": "code", "source": "1+1",'
        ' "outputs": [{"data": {"text/plain": "2", "image/png": "aGk="}}]}], "metadata": {}}',
        path="study.ipynb",
    )

    assert (draft.title, draft.body) == ("Study", "Text\n\n```python\n1+1\n```\n\n```text\n2\n```\n")
    assert losses(draft) == ["lossy.outputs"]


def test_a_broken_notebook_is_refused():
    with pytest.raises(ItemRefused):
        page("{", path="study.ipynb")


def test_the_fingerprint_is_that_of_what_a_reader_sees():
    assert page("# A\n\nText\n").fingerprint == page("# A\r\n\r\nText\r\n").fingerprint
    assert page("# A\n\nText\n").fingerprint != page("# A\n\nText.\n").fingerprint


@pytest.mark.parametrize(
    ("path", "title"),
    [("a/02-setting_up.md", "Setting up"), ("Daily/2024-05-01.md", "2024-05-01"), ("a-1-2.md", "A 1 2")],
)
def test_a_page_without_a_title_is_called_like_its_file(path, title):
    assert title_from(path) == title


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Café, naïve", "latin-1"),
        ("Les élèves étaient naïfs, à Noël", "cp1252"),
        ("El niño comió la piña mañana", "cp1252"),
        ("Größe und Maß, über die Brücke", "cp1252"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Привет, мир, это текст", "cp1251"),
    ],
)
def test_a_short_text_in_an_old_encoding_keeps_its_letters(text, encoding):
    assert decode(text.encode(encoding)).text == text
