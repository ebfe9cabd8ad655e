"""Colours for code: source text → (class, text) runs, from Pygments' lexers.

Only languages people meet here are coloured. A lexer is a pile of regular expressions, and several of them
take time that grows with the square of a long line or of a run of empty lines; code of such a shape, and long
code, is shown without colours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pygments.lexer import Lexer

# Longer blocks are shown without colours; so is what comes after this many characters in one body.
MAX_BLOCK: Final = 8_000
MAX_BODY: Final = 24_000
_TRYING = re.compile(r"[^\n]{400}|\n{20}")

# Name in the Markdown → name of the Pygments lexer. An empty name is known, and shown without colours
# (Java: its lexer takes seconds on words that are no Java).
LANGUAGES: Final = {
    "bash": "bash", "sh": "bash", "shell": "bash", "zsh": "bash", "console": "bash",
    "powershell": "powershell", "ps1": "powershell", "batch": "batch", "bat": "batch",
    "python": "python", "py": "python", "r": "r", "sql": "sql", "json": "json", "yaml": "yaml",
    "yml": "yaml", "toml": "toml", "ini": "ini", "xml": "xml", "html": "html", "css": "css",
    "scss": "scss", "javascript": "javascript", "js": "javascript", "typescript": "typescript",
    "ts": "typescript", "java": "", "kotlin": "kotlin", "c": "c", "cpp": "cpp", "c++": "cpp",
    "csharp": "csharp", "cs": "csharp", "go": "go", "rust": "rust", "ruby": "ruby", "php": "php",
    "perl": "perl", "swift": "swift", "scala": "scala", "matlab": "matlab", "julia": "julia",
    "diff": "diff", "dockerfile": "docker", "docker": "docker", "makefile": "make", "nginx": "nginx",
    "latex": "latex", "tex": "latex", "vb": "vbnet", "vba": "vbnet", "mermaid": "", "text": "",
    "txt": "", "markdown": "", "md": "", "csv": "",
}  # fmt: skip
LANGUAGE_CLASSES: Final = frozenset(f"language-{name}" for name in LANGUAGES)
# Pygments' short class names. Names, punctuation and blanks carry no colour, so they get no span.
_CLASS_NAMES: Final = """
    err esc c ch cm cp cpf c1 cs k kc kd kn kp kr kt l ld m mb mf mh mi il mo s sa sb sc dl sd s2 se sh si sx
    sr s1 ss na nb bp nc nd ne nf fm ni nl nn no nt nv vc vg vi vm nx o ow gd ge gh gi go gp gr gs gt gu
"""
TOKEN_CLASSES: Final = frozenset(_CLASS_NAMES.split())


def coloured(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Runs of ``text`` with the class that colours each, empty for none. Joined, they are ``text``."""
    lexer = _lexer(LANGUAGES.get(language, ""))
    if lexer is None or len(text) > MAX_BLOCK or _TRYING.search(text):
        yield "", text
        return
    names = _class_names()
    name, run = "", ""
    for _, token, value in lexer.get_tokens_unprocessed(text):
        kind = names.get(token)
        if kind is None:
            kind = _nearest(names, token)
        if kind == name:
            run += value
            continue
        if run:
            yield name, run
        name, run = kind, value
    if run:
        yield name, run


@lru_cache(maxsize=64)
def _lexer(name: str) -> Lexer | None:
    if not name:
        return None
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - a tenth of a second; many texts hold no code

    return get_lexer_by_name(name)


@lru_cache(maxsize=1)
def _class_names() -> dict[object, str]:
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 - as above

    return {token: name if name in TOKEN_CLASSES else "" for token, name in STANDARD_TYPES.items()}


def _nearest(names: dict[object, str], token: object) -> str:
    """The class of a token type a lexer made up: that of its nearest known ancestor. Remembered."""
    ancestor = token
    while ancestor not in names:
        ancestor = ancestor.parent  # type: ignore[attr-defined]
    names[token] = names[ancestor]
    return names[token]
