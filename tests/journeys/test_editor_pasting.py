"""What other programs put on the clipboard arrives as what it was there."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import OpenAs
from tests.journeys.writing import markdown_of, paste, start_page

WORD_ITEM = (
    "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:{of} level1 lfo1'><![if !supportLists]>"
    "<span style='mso-list:Ignore'>{sign}"
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>"
    "<![endif]>{words}<o:p></o:p></p>"
)
# Numbers right below dots are a list of their own.
WORD_LISTS = "".join(
    WORD_ITEM.format(of=of, sign=sign, words=words)
    for of, sign, words in (("l0", "·", "dot"), ("l0", "·", "dots"), ("l1", "1.", "one"), ("l1", "2.", "two"))
)
WORD_TABLE = (
    "<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Part</p></td><td>Torque</td><td>Note</td>"
    "</tr><tr><td rowspan=2><p class=MsoNormal>Bolt</p></td><td>85 Nm</td><td>dry</td></tr>"
    "<tr><td>70 Nm</td><td>oiled</td></tr><tr><td colspan=2>All</td><td>crosswise</td></tr></table>"
)
BOX = (
    '<li dir="ltr" role="checkbox" aria-checked="{ticked}" aria-level="1">'
    '<img src="data:image/png;base64,iVBORw0KGgo=" alt="box" aria-roledescription="checkbox" />'
    '<p dir="ltr" role="presentation">'
    "<span>{words}</span></p></li>"
)
GOOGLE_DOC = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<p dir="ltr"><span>Hand over</span></p><br /><ul>'
    + BOX.format(ticked="true", words="done")
    + BOX.format(ticked="false", words="open")
    + '</ul><br /><div dir="ltr"><table><tbody><tr><td><p dir="ltr"><span>Who</span></p></td><td><ul>'
    '<li dir="ltr">'
    "<p><span>pump</span></p></li><li><p>valve</p></li></ul></td></tr></tbody></table></div>"
    '</b><br class="Apple-interchange-newline">'
)
GOOGLE_SHEET = (
    "<google-sheets-html-origin><table><tbody><tr><td>Name</td><td>Paper</td></tr><tr><td>Ann</td>"
    '<td data-sheets-hyperlink="https://example.org/x"><a class="in-cell-link" href="https://example.org/x">manual</a>'
    "</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("html", "text", "written"),
    [
        (WORD_LISTS, "dot", "- dot\n- dots\n\n1. one\n2. two"),
        (
            WORD_TABLE,
            "Part",
            (
                "| Part | Torque | Note |\n| --- | --- | --- |\n| Bolt | 85 Nm | dry |\n"
                "|  | 70 Nm | oiled |\n| All |  | crosswise |"
            ),
        ),
        (
            GOOGLE_DOC,
            "Hand over",
            "Hand over\n\n- [x] done\n- [ ] open\n\n| Who | pump<br>valve |\n| --- | --- |",
        ),
        (
            GOOGLE_SHEET,
            "Name\tPaper\nAnn\tmanual",
            "| Name | Paper |\n| --- | --- |\n| Ann | [manual](https://example.org/x) |",
        ),
    ],
    ids=["lists of Word", "joined cells of Word", "checklist of Google Docs", "links of Google Sheets"],
)
def test_what_other_programs_copy_arrives_as_it_was_there(
    open_as: OpenAs, html: str, text: str, written: str
) -> None:
    page = open_as("diego")
    start_page(page, "From elsewhere")

    paste(page, html=html, text=text)

    assert re.sub(r"\n+$", "", markdown_of(page)) == written
