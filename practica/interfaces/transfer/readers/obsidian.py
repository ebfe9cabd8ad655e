"""Obsidian: embeds, callouts, comments and tags in the running text."""

import re
from urllib.parse import quote

from practica.interfaces.transfer.readers.callouts import callout, toggle
from practica.interfaces.transfer.readers.lines import in_prose, marked
from practica.interfaces.transfer.readers.mkdocs.inline import mark
from practica.interfaces.transfer.readers.reasons import Reason, because

_CALLOUT = re.compile(r"^(\s*(?:>\s*)*)>\s*\[!([A-Za-z][\w-]*)\](?:\|[^\]]*)?([+-]?)[ \t]*(.*)$")
# What a line right behind the head would not be read as: a rule would make a heading of it.
_NEEDS_A_GAP = re.compile(r"\s*(?:>\s*)*> ?(?:-+|=+|\d{1,9}[.)]\s.*| {4}.*)[ \t]*$")
_EMBED = re.compile(r"!\[\[([^\[\]|#\n]+)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_BLOCK_LINK = re.compile(r"(?<!!)\[\[([^\[\]|#\n]*)#\^[^\[\]|\n]+(\|[^\[\]\n]*)?\]\]")
_COMMENT = re.compile(r"%%.*?%%", re.DOTALL)
_BLOCK_NAME = re.compile(r"(?<![ \t])[ \t]++\^[A-Za-z0-9-]+[ \t]*$")
_TAG = re.compile(r"(?<![\w/#&(\[])#([A-Za-z_À-ɏ][\w/-]*)")
_PICTURE = re.compile(r"\.(?:png|jpe?g|jpe|gif|svg|webp|avif|bmp)$", re.IGNORECASE)


def callouts(text: str) -> str:
    """``text`` with callouts of any kind (GitHub's too) in our five, those that are folded as toggles;
    harmless for every source."""
    if "[!" not in text:
        return text
    done: list[str] = []
    each = list(marked(text))
    following = [line for line, _code in each[1:]] + [""]
    for (line, code), after in zip(each, following, strict=True):
        found = None if code else _CALLOUT.match(line)
        if found:
            before, word, folded, title = found.groups()
            if word.casefold() == "toggle":
                lines = toggle(title.strip(), [])
            elif folded == "-":
                lines = toggle(title.strip() or word.replace("-", " ").capitalize(), [])
            else:
                lines = callout(word, title.strip() or None, [])
            if len(lines) > 1 or _NEEDS_A_GAP.match(after):
                lines.append(">")
            done += [before + one for one in lines]
        else:
            done.append(line)
    return "\n".join(done)


def convert(text: str, losses: list[Reason]) -> tuple[str, tuple[str, ...]]:
    """``text`` in our spelling and the tags found in it."""
    if "%%" in text:
        text, removed = _without_comments(text)
        if removed:
            losses.append(because("lossy.comments"))
    text = in_prose(text, lambda part: _BLOCK_NAME.sub("", mark(part)))
    text = in_prose(text, lambda part: _EMBED.sub(lambda found: _embed(found, losses), part))
    text = in_prose(text, lambda part: _BLOCK_LINK.sub(lambda found: _block_link(found, losses), part))
    tags: dict[str, None] = {}
    in_prose(text, lambda part: _collect(part, tags))
    return text, tuple(tags)


def _embed(found: re.Match[str], losses: list[Reason]) -> str:
    name, part, label = found[1].strip(), found[2] or "", (found[3] or "").strip()
    if _PICTURE.search(name):
        if re.fullmatch(r"\d+(?:x\d+)?", label):
            losses.append(because("lossy.styling"))
            label = ""
        return f"![{label or name.rsplit('/', 1)[-1].rsplit('.', 1)[0]}]({quote(name, safe='/')})"
    if "." in name.rsplit("/", 1)[-1] and not name.endswith(".md"):
        return f"[{label or name.rsplit('/', 1)[-1]}]({quote(name, safe='/')})"
    losses.append(because("lossy.embedded-note", name=name))
    return f"[[{name}{part}|{label or name}]]" if label else f"[[{name}{part}]]"


def _block_link(found: re.Match[str], losses: list[Reason]) -> str:
    losses.append(because("lossy.block-link", name=found[1] or "this page"))
    label = found[2] or ""
    return f"[[{found[1]}{label}]]" if found[1] else label.strip("|")


def _without_comments(text: str) -> tuple[str, bool]:
    """Comments may cross lines, so they are cut between stretches of code."""
    done: list[str] = []
    prose: list[str] = []
    removed = False

    def flush() -> None:
        nonlocal removed
        if prose:
            shorter, count = _COMMENT.subn("", "\n".join(prose))
            removed = removed or bool(count)
            done.append(shorter)
            prose.clear()

    for line, code in marked(text):
        if code:
            flush()
            done.append(line)
        else:
            prose.append(line)
    flush()
    return "\n".join(done), removed


def _collect(part: str, tags: dict[str, None]) -> str:
    for found in _TAG.finditer(part):
        if not re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", found[1]):
            tags.setdefault(found[1].rstrip("/-"), None)
    return part
