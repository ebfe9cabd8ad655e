"""Which items are pages, which are attached files, and which are left out and why."""

import re
from typing import Literal

from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.site import Site

Role = Literal["page", "file"]

_PAGES = (".md", ".markdown", ".mdx", ".ipynb")
_LEFTOVERS = {"thumbs.db", "desktop.ini", "__macosx"}
_READ = re.compile(r"(?:^|/)(?:_category_\.(?:json|ya?ml)|docusaurus\.config\.\w+|mkdocs\.ya?ml)$")
_BUILDS = re.compile(
    r"(?:^|/)(?:sidebars\.\w+|package(?:-lock)?\.json|yarn\.lock|pnpm-lock\.yaml|babel\.config\.js|tsconfig\.json"
    r"|CNAME|netlify\.toml|requirements[\w.-]*\.txt|Gemfile(?:\.lock)?)$"
)
_CODE_OF_SITE = re.compile(r"\.(?:css|scss|sass|less|js|mjs|cjs|jsx|ts|tsx|html?|j2|map)$", re.IGNORECASE)
_LICENCE = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors|contributors)(?:\.\w+)?$", re.IGNORECASE)


def role_of(path: str, size: int, site: Site) -> Role | Reason:
    """``page``, ``file``, or the reason why the item at ``path`` is left out."""
    parts = path.split("/")
    if (
        any(part.startswith(".") or part.casefold() in _LEFTOVERS for part in parts)
        or "node_modules" in parts
    ):
        return because("skipped.hidden")
    is_page = path.lower().endswith(_PAGES)
    if path == site.config or (site.kind == "docusaurus" and _READ.search(path)):
        return because("skipped.site-read")
    if site.theme and path.startswith(site.theme + "/"):
        return because("skipped.site")
    if (
        site.kind in ("mkdocs", "docusaurus")
        and not is_page
        and (_BUILDS.search(path) or _CODE_OF_SITE.search(path))
    ):
        return because("skipped.site")
    if is_page:
        return "page"
    if _LICENCE.search(path):
        return "file"
    if site.kind == "mkdocs" and not path.startswith(site.docs + "/"):
        return because("skipped.outside-docs", folder=site.docs)
    return "file" if size else because("skipped.empty")
