"""Opening and saving: ``python -m benchmarks.opened FILE.zip`` opens and saves each Markdown file of a zip.

It is opened as people who edit together open it. Nothing may change: the tree that comes out of the live
document is the one that went in, so that the text stays as it was spelled, letter by letter. Then a paragraph
is added, and all lines there were must still be there.
"""

from __future__ import annotations

import sys
import time
import zipfile

from pycrdt import Doc

from practica.kit.markup import BodyRefused, parse, to_markdown
from practica.kit.markup.likeness import to_markdown_like
from practica.kit.markup.ydoc import document_from, from_ydoc, into_ydoc

ADDED = "This was added."


def opened_and_saved(markdown: str, *, added: str = "") -> str:
    """``markdown`` after somebody opened it to edit, wrote a paragraph ``added`` below, and saved it."""
    document: Doc = Doc()
    into_ydoc(parse(markdown), document)
    tree = from_ydoc(document_from([document.get_update()]))
    if added:
        tree["content"].append({"type": "paragraph", "content": [{"type": "text", "text": added}]})
    return to_markdown_like(tree, markdown)


def _lines(markdown: str) -> list[str]:
    return [line for line in markdown.split("\n") if line.strip()]


def main() -> None:
    """Print what changed, which should be nothing."""
    pages = refused = ours = 0
    slowest = 0.0
    changed: list[str] = []
    with zipfile.ZipFile(sys.argv[1]) as source:
        for name in sorted(source.namelist()):
            if not name.endswith((".md", ".markdown")):
                continue
            markdown = source.read(name).decode("utf-8", "replace").replace("\r\n", "\n")
            began = time.perf_counter()
            try:
                after = opened_and_saved(markdown)
            except BodyRefused:
                refused += 1
                continue
            slowest = max(slowest, time.perf_counter() - began)
            pages += 1
            ours += to_markdown(parse(markdown)) == markdown
            if after != markdown:
                changed.append(name)
            elif [
                line for line in _lines(opened_and_saved(markdown, added=ADDED)) if line != ADDED
            ] != _lines(markdown):
                changed.append(f"{name}, with a paragraph added")
    for name in changed:
        print(f"changed: {name}")
    print(
        f"{pages} pages opened and saved, {len(changed)} changed, {refused} too large to be one page; "
        f"{ours} are spelled as we would; the slowest took {slowest * 1000:.0f} ms."
    )
    sys.exit(1 if changed else 0)


if __name__ == "__main__":
    main()
