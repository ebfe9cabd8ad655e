"""Callouts: the many kinds other systems know, in the five of ours; and toggles, which fold."""

import re

_KINDS = {
    "NOTE": "note info abstract summary tldr question help faq example quote seealso todo default secondary",
    "TIP": "tip hint success check done",
    "IMPORTANT": "important",
    "WARNING": "warning attention caution",
    "CAUTION": "danger error failure fail missing bug",
}
_OURS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
# The word itself tells no more than our own label does.
_PLAIN = {
    "note",
    "info",
    "tip",
    "important",
    "warning",
    "caution",
    "danger",
    "default",
    "secondary",
    "note-alt",
}
# What stands behind the kind of a callout is its title as long as it is words and nothing else.
_WORDS_ALONE = re.compile(r"(?!.*(?:://|www\.))[^*_`\[\]<>\\$&~=@|]+")


def kind_of(word: str) -> str:
    """Our callout for another system's ``word``; an unknown one is a NOTE."""
    # In capitals it is ours already; in small letters a “caution” of others is what we call a warning.
    return word if word in _KINDS else _OURS.get(word.casefold(), "NOTE")


def callout(word: str, title: str | None, body: list[str], indent: str = "") -> list[str]:
    """The lines of a callout; ``title`` is None when the source gave none, empty when it wanted none."""
    shown = (
        (word.replace("-", " ").capitalize() if word.casefold() not in _PLAIN else "")
        if title is None
        else title
    )
    if shown.casefold() == kind_of(word).casefold():
        shown = ""
    if shown and not _WORDS_ALONE.fullmatch(shown):
        # Marks and links are no title; they lead the callout's own text.
        return _quoted(
            f"[!{kind_of(word)}]", [_bold(shown), *([""] if body else []), *_trimmed(body)], indent
        )
    return _quoted(f"[!{kind_of(word)}] {shown}", _trimmed(body), indent)


def toggle(summary: str, body: list[str], indent: str = "") -> list[str]:
    """The lines of a toggle: ``summary`` stays in sight, ``body`` folds."""
    return _quoted(f"[!TOGGLE] {summary}", _trimmed(body), indent)


def _quoted(head: str, body: list[str], indent: str) -> list[str]:
    # Only words may follow the head at once: a line of dashes would make a heading of it.
    gap = [""] if body and not body[0][:1].isalpha() and not body[0].startswith("**") else []
    return [f"{indent}> {line}".rstrip() for line in [head.rstrip(), *gap, *body]]


def _bold(title: str) -> str:
    return f"**{title.strip().replace('**', '')}**"


def _trimmed(body: list[str]) -> list[str]:
    while body and not body[0].strip():
        body = body[1:]
    return body
