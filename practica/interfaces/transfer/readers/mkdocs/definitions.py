"""Definition lists (``Term`` and ``:   meaning``) as a bold term with its meaning below."""

import re

from practica.interfaces.transfer.readers.lines import CodeWatch, indented_block

_MEANING = re.compile(r"^:[ ]{1,3}(.*)$")


def convert(text: str) -> str:
    """``text`` with definition lists as paragraphs; no word is lost."""
    if "\n:" not in text:
        return text
    done: list[str] = []
    lines, at, watch = text.split("\n"), 0, CodeWatch()
    while at < len(lines):
        found = None if watch.is_code(lines[at]) else _MEANING.match(lines[at])
        at += 1
        if not found:
            done.append(lines[at - 1])
            continue
        _embolden_term(done)
        rest, at = indented_block(lines, at, 4)
        done += ["", found[1].strip(), *rest]
    return "\n".join(done)


def _embolden_term(done: list[str]) -> None:
    while done and not done[-1].strip():
        done.pop()
    if (
        done
        and not done[-1].lstrip().startswith(("**", "#", "<", ">", "-", "*", "|", "`"))
        and len(done[-1]) < 200
    ):
        done[-1] = f"**{done[-1].strip()}**"
