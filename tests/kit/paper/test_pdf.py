"""PDF: everything a text can hold, nothing it could do, and an end to what would take for ever."""

import io
import random

import pypdf
import pytest
from PIL import Image

from practica.kit.markup import to_markdown
from practica.kit.paper import pdf
from practica.kit.paper.pdf import PaperFailed, write_pdf, write_pngs
from tests.kit.markup.hard_documents import a_document as a_tree
from tests.kit.paper.documents import a_document


def _read(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


EVERYTHING = """Words **bold** _it_ ~~no~~ `co` <mark>m</mark> H<sub>2</sub>O <kbd>Ctrl</kbd> [out](https://example.org)

## Heading

> [!WARNING] Isolate first
> Under pressure.

| a | b |
| --- | --: |
| c1 | c2 |

- one
  - two

3. three

- [x] done

> said

$$
\\sum_{i=0}^n \\left(\\frac{x_i}{2}\\right)^2 + \\hat{y} \\begin{matrix}1 & 2\\end{matrix} \\sqrt[3]{z}
$$

```python
close("valve")
```

![A picture](pic.png)

> [!TOGGLE] More
> hidden words

::include[[Other]]

---

@[Mei](user:mei) and $\\unknowncommand{$
"""


def test_everything_a_text_can_hold_is_set():
    text = _read(write_pdf(a_document(EVERYTHING)))
    for words in (
        "bold", "Heading", "Isolate first", "Under pressure", "c2", "3.", "three", "said", "hidden words",
        "A passage you cannot see", "@Mei", "Choosing a pump seal", "Reliability", "1 / 1",
    ):  # fmt: skip
        assert words in text


def test_a_branch_has_contents_with_page_numbers_and_marks_to_jump_to():
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(a_document("One.", "## In it\n\nTwo. [[p0]]", "Three."))))
    contents = reader.pages[1].extract_text()
    assert "Contents" in contents and "Chapter 1" in contents and "Chapter 2" in contents
    marks = str(list(reader.outline))
    assert "Chapter 1" in marks and "In it" in marks


def test_links_lead_out_and_within_and_nowhere_when_there_is_no_such_place():
    reader = pypdf.PdfReader(
        io.BytesIO(write_pdf(a_document("[x](https://example.org/y) [[p1]] [[gone]]", "Two.")))
    )
    annotations = str([note.get_object() for page in reader.pages for note in page.get("/Annots", [])])
    assert "https://example.org/y" in annotations and "/Dest" in annotations


CODE = [
    '#panic("x")', "#{1+1}", "\\u{41}", "@label <label>", "*b* _i_ $x$ `r`", "]", '#include "/etc/passwd"',
    '"); #read("/etc/passwd"); ("', "// comment", "/* c", "= Heading", "- x", "\\", "#let x = 1", "~", "[[",
    "${x}",
]  # fmt: skip


@pytest.mark.parametrize("evil", CODE)
def test_words_that_look_like_typst_stay_words(evil):
    body = f"```\n{evil}\n```"
    document = a_document(body, title=f"T {evil}", place=f"P {evil}")
    assert "".join(evil.split())[:12] in "".join(_read(write_pdf(document)).split())


def test_hard_documents_are_set():
    trees = [a_tree(seed) for seed in range(60)]
    assert write_pdf(a_document(*(to_markdown(tree) for tree in trees)))


_dice = random.Random(4)
BAD = {
    "a line of 100 KB": "x" * 100_000,
    "zalgo": "".join(c + "".join(chr(_dice.randint(0x300, 0x36F)) for _ in range(40)) for c in "zalgo") * 100,
    "mixed directions": "\u202eabc שלום مرحبا \u202d def " * 1500,
    "quotes forty deep": "> " * 38 + "deep",
    "lists twenty deep": "".join("  " * level + "- x\n" for level in range(19)),
    "ten thousand cells": "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n" + ("|" + "b|" * 100 + "\n") * 98,
    "code without an end": "```python\n" + "x=" * 40_000 + "\n```",
    "fractions in fractions": "$$\n" + "\\frac{1}{" * 35 + "1" + "}" * 35 + "\n$$",
    "invisible letters": "\u00ad\u200b\u200d" * 5_000,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_input_is_set_all_the_same(body):
    assert write_pdf(a_document(body)).startswith(b"%PDF")


def test_what_takes_too_long_is_stopped_with_a_sentence():
    with pytest.raises(PaperFailed, match="too large"):
        # Ten seconds' work where it was written: too much for one on any machine.
        write_pdf(a_document(*(["word " * 18_000] * 72)), seconds=1)


def test_too_little_memory_is_a_sentence_too(monkeypatch):
    monkeypatch.setattr(pdf, "_MEMORY", 60 * 1024**2)
    with pytest.raises(PaperFailed):
        write_pdf(a_document("Words."))


def test_a_word_wider_than_paper_may_break():
    pages = write_pngs(a_document("y" * 400))
    with Image.open(io.BytesIO(pages[0])) as page:
        edge = page.convert("L").crop((page.width - 40, page.height // 4, page.width, page.height // 2))
        assert edge.getextrema()[0] == 255
