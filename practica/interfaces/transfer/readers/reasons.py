# ruff: noqa: E501 - a sentence stays on its line, as translators and searches want it
"""Why an item or a whole source was refused, skipped or changed: a stable code and a sentence for a person."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def gettext_noop(message: str) -> str:
    """Mark ``message`` for the catalogue without importing a framework; the caller translates."""
    return message


SENTENCES: dict[str, str] = {
    # the whole source
    "source.not-a-zip": gettext_noop("This file is not a zip archive, or its end is missing."),
    "source.zip-broken": gettext_noop("The list of files inside this zip is damaged. Make the zip anew and try again."),
    "source.empty": gettext_noop("There is nothing to read in here."),
    "source.too-many-items": gettext_noop("There are more than %(limit)s files in here. Import it in parts."),
    "source.too-big": gettext_noop("Unpacked, this is larger than %(limit)s. Import it in parts."),
    "source.too-slow": gettext_noop("Reading this took longer than %(limit)s seconds, so it was stopped."),
    "source.missing": gettext_noop("There is no folder or file at %(path)s."),
    "source.unknown": gettext_noop(
        "Only a folder, a zip file, a git repository or a git bundle can be read. %(path)s is none of them."
    ),
    "source.git-url": gettext_noop("%(url)s is an address. Clone the repository onto the server first, then name its folder."),
    "source.git-no-commits": gettext_noop("This git repository has no commits yet, so there is nothing to import."),
    "source.git-broken": gettext_noop("This git repository cannot be read: %(detail)s"),
    "source.git-linked": gettext_noop("This is a linked work tree or a submodule. Name the main repository instead."),
    "source.git-missing": gettext_noop("The git program is not installed on this server."),
    # one item, refused
    "item.outside": gettext_noop("The name points outside the archive."),
    "item.bad-name": gettext_noop("The name holds characters that no file name may hold."),
    "item.name-too-long": gettext_noop("The name is longer than %(limit)s characters."),
    "item.too-deep": gettext_noop("It lies more than %(limit)s folders deep."),
    "item.duplicate": gettext_noop("Another item has the same name: %(other)s."),
    "item.duplicate-case": gettext_noop("Another item has the same name apart from upper and lower case: %(other)s."),
    "item.link": gettext_noop("It is a link to another file, not a file."),
    "item.special": gettext_noop("It is not an ordinary file."),
    "item.submodule": gettext_noop("It is another git repository inside this one (a submodule)."),
    "item.encrypted": gettext_noop("It is protected with a password."),
    "item.compression": gettext_noop("It is compressed in a way that is not supported."),
    "item.ratio": gettext_noop("It unpacks to %(ratio)s times its size, which only a zip bomb does."),
    "item.too-big": gettext_noop("It is larger than %(limit)s."),
    "item.damaged": gettext_noop("It is damaged inside the archive."),
    "item.slow": gettext_noop("It took longer than %(seconds)s seconds to read, so it was left out."),
    "item.not-understood": gettext_noop("It could not be understood, so it was left out."),
    "item.unreadable": gettext_noop("It cannot be opened."),
    # one item, skipped
    "skipped.hidden": gettext_noop("Hidden files are left out."),
    "skipped.site": gettext_noop("It builds the old site and holds nothing to read."),
    "skipped.site-read": gettext_noop("It was read for order and titles; nothing of it is kept."),
    "skipped.outside-docs": gettext_noop("It lies outside the folder of pages (%(folder)s)."),
    "skipped.empty": gettext_noop("It is empty."),
    # losses on a page
    "lossy.encoding": gettext_noop("The text was not UTF-8; it was read as %(encoding)s."),
    "lossy.characters": gettext_noop("%(count)s characters could not be read and are shown as \N{REPLACEMENT CHARACTER}."),
    "lossy.front-matter": gettext_noop("The lines of settings at the top cannot be read (%(detail)s); they are kept as text."),
    "lossy.front-matter-big": gettext_noop("The settings at the top are too large to read; they are kept as text."),
    "lossy.date": gettext_noop("The date “%(value)s” cannot be read."),
    "lossy.tabs": gettext_noop("Tabs are shown one below the other."),
    "lossy.styling": gettext_noop("Styling (width, alignment, colours) is left out."),
    "lossy.html": gettext_noop("Embedded HTML is left out: %(tags)s."),
    "lossy.mdx": gettext_noop("Components and imports are left out: %(names)s."),
    "lossy.abbreviations": gettext_noop("Abbreviations are listed at the end of the page."),
    "lossy.comments": gettext_noop("Comments are left out."),
    "lossy.embedded-note": gettext_noop("“%(name)s” was shown inside this page; it is now a link."),
    "lossy.block-link": gettext_noop("A link to a single paragraph of “%(name)s” now leads to the page."),
    "lossy.snippet-missing": gettext_noop("The included file %(path)s is not here."),
    "lossy.snippet-circular": gettext_noop("The included file %(path)s includes itself; the second time is left out."),
    "lossy.snippet-address": gettext_noop("The included address %(path)s is not fetched."),
    "lossy.snippet-big": gettext_noop("The included files are larger than %(limit)s together; the rest is left out."),
    "lossy.snippet-section": gettext_noop("The included part %(path)s is not here."),
    "lossy.outputs": gettext_noop("Results of notebook cells that are not text are left out."),
    "lossy.notebook": gettext_noop("This notebook cannot be read; it is kept as an attached file."),
    "lossy.split": gettext_noop("The page is longer than %(limit)s; it was split into %(count)s pages."),
    "lossy.history": gettext_noop("Only the newest %(limit)s versions of %(total)s are kept."),
    "lossy.history-shallow": gettext_noop("The repository holds only the newest part of its history."),
    "lossy.sidebars": gettext_noop("The order in %(path)s is a program and is not read; folders and positions are used."),
    "lossy.template": gettext_noop("Part of the page came from a template of the old site (%(name)s) and is not here."),
    "failed.too-many-parts": gettext_noop("The page is longer than %(limit)s and would become more than %(most)s pages."),
    "failed.too-long": gettext_noop("The page is longer than %(limit)s and has no headings at which to split it."),
    # site settings
    "site.config": gettext_noop("The site settings in %(path)s cannot be read (%(detail)s); folders give the order."),
    "site.nav-missing": gettext_noop("The menu names %(path)s, which is not here."),
    "site.nav-address": gettext_noop("The menu entry “%(title)s” leads to %(url)s and is left out."),
    "site.uncommitted": gettext_noop("The newest commit is read; files that are not committed are left out."),
    # links
    "link.no-page": gettext_noop("Link to %(link)s: no such page."),
    "link.no-file": gettext_noop("Link to %(link)s: no such file."),
    "link.no-folder": gettext_noop("Link to %(link)s: that folder has no page of its own."),
    "link.no-anchor": gettext_noop("Link to %(link)s: the page has no heading “%(anchor)s”."),
    "link.left-out": gettext_noop("Link to %(link)s: that file was left out."),
    "link.outside": gettext_noop("Link to %(link)s: it leads outside the source."),
    "link.malformed": gettext_noop("Link %(link)s has no address."),
    "link.scheme": gettext_noop("Link to %(link)s: this kind of address is not kept."),
    "link.ambiguous": gettext_noop("Link to %(link)s: several pages have this name; the nearest is used."),
    "link.case": gettext_noop("Link to %(link)s: upper and lower case differ from %(path)s."),
    "link.redirected": gettext_noop("Link to %(link)s: the old site sent it on to %(path)s."),
    "link.loose": gettext_noop("Link to %(link)s: read as %(path)s."),
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One sentence about an item: ``code`` is stable for programs, ``params`` fill the sentence."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, passed through ``translate`` (gettext) before its values are filled in."""
        return translate(SENTENCES[self.code]) % dict(self.params)

    def __str__(self) -> str:
        return self.text()


def because(code: str, **params: Any) -> Reason:
    """Make a reason; long values are shortened, since they come from foreign files."""
    return Reason(code, tuple((name, _short(str(value))) for name, value in params.items()))


class SourceRefused(Exception):
    """The whole source cannot be read; ``reason`` says why in one sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class ItemRefused(Exception):
    """One item cannot be read; the rest can. ``reason`` says why in one sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse(code: str, **params: Any) -> SourceRefused:
    """The exception for a source that cannot be read at all."""
    return SourceRefused(because(code, **params))


def _short(value: str, limit: int = 200) -> str:
    printable = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in value)
    return printable if len(printable) <= limit else printable[: limit - 1] + "…"
