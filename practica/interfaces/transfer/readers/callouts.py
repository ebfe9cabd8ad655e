"""Callouts: the many kinds other systems know, in the five of ours."""

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
    lines = [f"[!{kind_of(word)}]"]
    if shown:
        lines += [_bold(shown), *([""] if body else [])]
    return [f"{indent}> {line}".rstrip() for line in lines + _trimmed(body)]


def _bold(title: str) -> str:
    return title if title.startswith("**") else f"**{title.strip()}**"


def _trimmed(body: list[str]) -> list[str]:
    while body and not body[0].strip():
        body = body[1:]
    return body
