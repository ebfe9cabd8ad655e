"""Text: Markdown in, trees, safe HTML, outlines, links and search passages out.

A *body* is the Markdown of a page or post; a *tree* is the same as nested nodes; *safe HTML* has passed the
allow list and is the only HTML of people's text that may be shown. Nothing here needs Django.
"""

from practica.kit.markup.blame import Passage, blame
from practica.kit.markup.blocks import blocks_of
from practica.kit.markup.diff import Differences, Row, differences
from practica.kit.markup.html import DEFAULT_WORDS, to_html
from practica.kit.markup.limits import MAX_BYTES, BodyRefused, TooLarge
from practica.kit.markup.links import Link, LinkResolver, Target, as_words, links, rewrite
from practica.kit.markup.merge import Hunk, Merged, hunks, merge, put_in
from practica.kit.markup.outline import Heading, anchor_of, outline, slug
from practica.kit.markup.parse import parse
from practica.kit.markup.passages import first_words, passages, sections
from practica.kit.markup.plain import count_words, plain_text, summary
from practica.kit.markup.render import Rendered, render
from practica.kit.markup.safe import SafeHtml
from practica.kit.markup.serialize import to_markdown
from practica.kit.markup.spoken import spoken_handles, with_mentions
from practica.kit.markup.tree import Node

__all__ = [
    "DEFAULT_WORDS",
    "MAX_BYTES",
    "BodyRefused",
    "Differences",
    "Heading",
    "Hunk",
    "Link",
    "LinkResolver",
    "Merged",
    "Node",
    "Passage",
    "Rendered",
    "Row",
    "SafeHtml",
    "Target",
    "TooLarge",
    "anchor_of",
    "as_words",
    "blame",
    "blocks_of",
    "count_words",
    "differences",
    "first_words",
    "hunks",
    "links",
    "merge",
    "outline",
    "parse",
    "passages",
    "plain_text",
    "put_in",
    "render",
    "rewrite",
    "sections",
    "slug",
    "spoken_handles",
    "summary",
    "to_html",
    "to_markdown",
    "with_mentions",
]
