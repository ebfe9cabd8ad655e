"""The one Markdown parser of the house: GFM with our wiki links, mentions, maths and comments.

Raw HTML is tokenised inline only, so that Markdown between ``<details>`` tags is still Markdown;
what becomes of each tag is decided where the tree is built.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.reference import reference
from markdown_it.rules_inline import StateInline, image, link

from practica.kit.markup.addresses import is_allowed, normalise, scheme_of

# More opening brackets than any line that was meant for reading.
MAX_BRACKETS = 2_000

_InlineRule = Callable[[StateInline, bool], bool]

WIKI = re.compile(r"\[\[([^\[\]\n|]{1,300})(?:\|([^\[\]\n|]{1,300}))?\]\]")
MENTION = re.compile(r"@\[([^\[\]\n\\]{1,200})\]\(user:([\w-]{1,64})\)")
MATH = re.compile(r"\$(?![\s$])((?:[^$\\\n]|\\[^\n]){1,2000})(?<!\s)\$(?![\d$])")
_URL_REST = re.compile(r"://[^\s<>\[\]`|\\\"]{1,2000}")
_DROPPED_BLOCK = re.compile(r"<(!--|script(?=[\s>])|style(?=[\s>]))", re.IGNORECASE)


class _Dialect(MarkdownIt):
    """A MarkdownIt that asks our own rules about addresses instead of percent-encoding them."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        return normalise(url)

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        return link

    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        # A refused address stays as the text its author typed, except data:, which is a wall of letters:
        # it is taken as a link here and dropped by the tree, so that only its words stay.
        return is_allowed(url) or scheme_of(url) == "data"


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """The parser, built once a process. It keeps no state between texts."""
    markdown = _Dialect("default", {"html": True, "linkify": False, "typographer": False})
    markdown.disable(["linkify", "html_block", "replacements", "smartquotes"])
    markdown.block.ruler.at("reference", _reference)
    stops_paragraph: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("fence", "math_block", _math_block, stops_paragraph)
    markdown.block.ruler.before("fence", "dropped_block", _dropped_block, stops_paragraph)
    markdown.inline.ruler.at("link", _unless_crowded(link))
    markdown.inline.ruler.at("image", _unless_crowded(image))
    markdown.inline.ruler.before("link", "wiki", _wiki)
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.inline.ruler.before("link", "math_inline", _math_inline)
    markdown.inline.ruler.before("link", "bare_link", _bare_link)
    for letter in "@$:":
        markdown.inline.add_terminator_char(letter)
    return markdown


def _unless_crowded(rule: _InlineRule) -> _InlineRule:
    """``rule``, but not in a line of so many opening brackets that matching them would take seconds."""

    def guarded(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] not in "[!":
            return False
        counted, count = state.env.get("practica_brackets", ("", 0))
        if counted is not state.src:
            count = state.src.count("[")
            state.env["practica_brackets"] = (state.src, count)
        return count <= MAX_BRACKETS and rule(state, silent)

    return guarded


def _wiki(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    found = WIKI.match(state.src, state.pos, state.posMax)
    if not found or not found[1].strip():
        return False
    if not silent:
        token = state.push("wiki", "", 0)
        token.meta = {"target": found[1].strip(), "label": (found[2] or "").strip()}
    state.pos = found.end()
    return True


def _mention(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("@[", state.pos):
        return False
    found = MENTION.match(state.src, state.pos, state.posMax)
    if not found or not found[1].strip():
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.meta = {"label": found[1].strip(), "id": found[2]}
    state.pos = found.end()
    return True


def _math_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    # "US$5 and A$6": a dollar that ends a word opens nothing.
    if state.pos and state.src[state.pos - 1].isalnum():
        return False
    found = MATH.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("math_inline", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    """``https://…`` written out becomes a link. Reached at the colon; the scheme is pending text."""
    if silent or state.src[state.pos] != ":" or state.linkLevel:
        return False
    scheme = next((name for name in ("https", "http") if state.pending.endswith(name)), "")
    if not scheme or state.pending[: -len(scheme)][-1:].isalnum():
        return False
    found = _URL_REST.match(state.src, state.pos, state.posMax)
    rest = _without_trailing_punctuation(found[0]) if found else ""
    if len(rest) <= 3:
        return False
    state.pending = state.pending[: -len(scheme)]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": normalise(scheme + rest)}
    state.push("text", "", 0).content = scheme + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_trailing_punctuation(url: str) -> str:
    """GFM's rule: a full stop after a link, or a bracket around it, is not part of it."""
    while url:
        if url[-1] in "?!.,:;*_~'$@" or url[-1] == ")" and url.count(")") > url.count("("):
            url = url[:-1]
        else:
            break
    return url


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Link definitions as in CommonMark, but ``[^1]: …`` is a footnote and stays text."""
    if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    return reference(state, start, end, silent)


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """``$$`` to ``$$``, on one line or many."""
    if not state.src.startswith("$$", _start_of(state, start)) or state.is_code_block(start):
        return False
    first = _line(state, start)
    if len(first) > 4 and first.endswith("$$"):
        close, tex = start, first[2:-2]
    else:
        found = _line_that(state, start, end, "math", lambda line: line.endswith("$$"))
        if found is None:
            return False
        close = found
        inner = state.getLines(start + 1, close, state.blkIndent, False)
        tex = "\n".join(part for part in (first[2:], inner.strip("\n"), _line(state, close)[:-2]) if part)
    if not tex.strip() or "$$" in tex:
        return False
    if not silent:
        token = state.push("math_block", "", 0)
        token.block, token.content, token.map = True, tex.strip(), [start, close + 1]
        state.line = close + 1
    return True


def _dropped_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Comments, scripts and style sheets that stand on lines of their own leave no trace."""
    opened = _DROPPED_BLOCK.match(state.src, _start_of(state, start))
    if not opened or state.is_code_block(start):
        return False
    first = _line(state, start)
    closing = "-->" if opened[1] == "!--" else f"</{opened[1].lower()}>"
    if closing in first.lower():
        close = start
    else:
        found = _line_that(state, start, end, closing, lambda line: closing in line.lower())
        if found is None:
            return False
        close = found
    last = _line(state, close).lower()
    if last[last.index(closing) + len(closing) :].strip():
        return False
    if not silent:
        state.line = close + 1
    return True


def _start_of(state: StateBlock, number: int) -> int:
    return state.bMarks[number] + state.tShift[number]


def _line(state: StateBlock, number: int) -> str:
    return state.src[_start_of(state, number) : state.eMarks[number]].rstrip()


def _line_that(
    state: StateBlock, start: int, end: int, name: str, holds: Callable[[str], bool]
) -> int | None:
    """The first line after ``start``, in the same container, for which ``holds``.

    A search that finds nothing is remembered: a text of openers without closers stays linear.
    """
    nothing_until = state.env.setdefault("practica_no_close", {})
    if start < nothing_until.get(name, -1):
        return None
    for number in range(start + 1, end):
        if state.sCount[number] < state.blkIndent and _line(state, number):
            end = number
            break
        if holds(_line(state, number)):
            return number
    nothing_until[name] = end
    return None
