"""What kind of site a source is, and what its settings say of order, titles and addresses."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal

from practica.interfaces.transfer.readers.docusaurus import folder_settings
from practica.interfaces.transfer.readers.front_matter import as_position
from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.settings import Unreadable, read_yaml

Kind = Literal["mkdocs", "docusaurus", "obsidian", "plain"]
ReadText = Callable[[str], str | None]

_CATEGORY = re.compile(r"(?:^|/)_category_\.(?:json|ya?ml)$")
_DEEPEST_MENU = 12
_LONGEST_MENU = 20_000


@dataclass(frozen=True)
class MenuEntry:
    """A line of a menu: a page (``path``), a section (``entries``), or both unset for what was left out."""

    title: str = ""
    path: str = ""
    entries: tuple["MenuEntry", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything the settings say; paths are those of items."""

    kind: Kind = "plain"
    config: str = ""
    root: str = ""
    docs: str = ""
    menu: tuple[MenuEntry, ...] = ()
    redirects: dict[str, str] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()
    snippet_folders: tuple[str, ...] = ("",)
    theme: str = ""
    tags_page: str = ""
    site_url: str = ""
    repo_url: str = ""
    folders: dict[str, tuple[str, float | None]] = field(default_factory=dict)
    notes: tuple[Reason, ...] = ()

    def menu_titles(self) -> dict[str, str]:
        """The title the menu gives each page it names."""
        return dict(_titles(self.menu))


def read_site(paths: Collection[str], read: ReadText) -> Site:
    """Recognise the site from the names of its items; ``read`` gives the text of one, or None."""
    config = _shallowest(paths, ("mkdocs.yml", "mkdocs.yaml"))
    if config:
        return _mkdocs(config, set(paths), read)
    docusaurus = _shallowest(paths, tuple(f"docusaurus.config.{end}" for end in ("js", "ts", "mjs", "cjs")))
    categories = sorted(path for path in paths if _CATEGORY.search(path))
    if docusaurus or categories:
        return _docusaurus(docusaurus, categories, paths, read)
    if any(path.startswith(".obsidian/") or "/.obsidian/" in path for path in paths):
        return Site(kind="obsidian")
    return Site()


def _mkdocs(config: str, paths: set[str], read: ReadText) -> Site:
    root = _folder(config)
    try:
        values = read_yaml(read(config) or "")
    except Unreadable as error:
        unread = because("site.config", path=config, detail=error)
        return Site(kind="mkdocs", config=config, root=root, docs=_join(root, "docs"), notes=(unread,))
    values = values if isinstance(values, dict) else {}
    docs = _join(root, _text(values.get("docs_dir")) or "docs")
    plugins, extensions = _named(values.get("plugins")), _named(values.get("markdown_extensions"))
    theme = _mapping(values.get("theme"))
    snippets = extensions.get("snippets", {}).get("base_path")
    bases = [
        _join(root, _text(base)) for base in (snippets if isinstance(snippets, list) else [snippets or "."])
    ]
    notes: list[Reason] = []
    return Site(
        kind="mkdocs",
        config=config,
        root=root,
        docs=docs,
        menu=_menu(values.get("nav"), docs, paths, notes),
        redirects=_redirects(plugins.get("redirects", {}).get("redirect_maps"), docs),
        extensions=frozenset(extensions),
        snippet_folders=tuple(dict.fromkeys([*bases, root, docs])),
        theme=_join(root, _text(theme.get("custom_dir"))) if _text(theme.get("custom_dir")) else "",
        tags_page=_join(docs, _text(plugins.get("tags", {}).get("tags_file"))) if "tags" in plugins else "",
        site_url=_text(values.get("site_url")),
        repo_url=_text(values.get("repo_url")),
        notes=tuple(notes),
    )


def _docusaurus(config: str, categories: list[str], paths: Collection[str], read: ReadText) -> Site:
    root = _folder(config)
    notes: list[Reason] = []
    folders: dict[str, tuple[str, float | None]] = {}
    for path in categories:
        try:
            values = folder_settings(read(path) or "")
        except Unreadable as error:
            notes.append(because("site.config", path=path, detail=error))
            continue
        position = values.get("position")
        folders[_folder(path)] = (
            _text(values.get("label")), as_position(position),
        )  # fmt: skip
    sidebars = _shallowest(paths, ("sidebars.js", "sidebars.ts"))
    if sidebars:
        notes.append(because("lossy.sidebars", path=sidebars))
    docs = _join(root, "docs")
    has_docs = any(path.startswith(docs + "/") for path in paths)
    settings = (read(config) or "") if config else ""
    address = re.search(r"\burl:\s*['\"]([^'\"]+)", settings)
    return Site(
        kind="docusaurus", config=config, root=root, docs=docs if has_docs else root, folders=folders,
        site_url=address[1] if address else "", notes=tuple(notes),
    )  # fmt: skip


def _menu(
    value: Any,
    docs: str,
    paths: set[str],
    notes: list[Reason],
    depth: int = 0,
    count: list[int] | None = None,
) -> tuple[MenuEntry, ...]:
    entries: list[MenuEntry] = []
    count = [0] if count is None else count
    for line in value if isinstance(value, list) and depth < _DEEPEST_MENU else ():
        count[0] += 1
        if count[0] > _LONGEST_MENU:
            # Aliases make a few lines stand for millions.
            break
        pairs = line.items() if isinstance(line, dict) else [("", line)]
        for title, target in pairs:
            title = _text(title)
            if isinstance(target, list):
                entries.append(MenuEntry(title, "", _menu(target, docs, paths, notes, depth + 1, count)))
            elif isinstance(target, str) and ("://" in target or target.startswith("mailto:")):
                notes.append(because("site.nav-address", title=title or target, url=target))
            elif isinstance(target, str):
                path = _join(docs, target)
                if path in paths:
                    entries.append(MenuEntry(title, path))
                else:
                    notes.append(because("site.nav-missing", path=target))
    return tuple(entries)


def _titles(entries: tuple[MenuEntry, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in entries:
        found += [(entry.path, entry.title)] if entry.path and entry.title else []
        found += _titles(entry.entries)
    return found


def _redirects(value: Any, docs: str) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {
        _join(docs, old): target if "://" in target else _join(docs, target.split("#")[0])
        for old, target in value.items()
        if isinstance(old, str) and isinstance(target, str)
    }


def _named(value: Any) -> dict[str, dict[str, Any]]:
    """A list of names, some with options, as options by name, without the name of the collection."""
    found: dict[str, dict[str, Any]] = {}
    lines = [{name: options} for name, options in value.items()] if isinstance(value, dict) else value
    for line in lines if isinstance(lines, list) else ():
        for name, options in line.items() if isinstance(line, dict) else [(line, {})]:
            if isinstance(name, str):
                found[name.removeprefix("pymdownx.").removeprefix("material/")] = (
                    options if isinstance(options, dict) else {}
                )
    return found


def _shallowest(paths: Collection[str], names: tuple[str, ...]) -> str:
    found = [path for path in paths if path.rsplit("/", 1)[-1] in names and path.count("/") <= 2]
    return min(found, key=lambda path: (path.count("/"), path), default="")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _join(folder: str, name: str) -> str:
    parts: list[str] = [part for part in folder.split("/") if part]
    for part in PurePosixPath(name.replace("\\", "/")).parts:
        if part == ".." and parts:
            parts.pop()
        elif part not in ("/", ".", ".."):
            parts.append(part)
    return "/".join(parts)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    if isinstance(value, int) and value.bit_length() > 256:
        return ""
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
