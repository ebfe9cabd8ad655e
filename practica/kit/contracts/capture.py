"""How one app turns what was said into a page another app owns, without the two knowing each other.

The app that owns pages registers a maker; whoever has something worth keeping calls :func:`make_page`.
"""

from __future__ import annotations

from typing import Any, Protocol


class Maker(Protocol):
    """Creates a published page and returns its entry.

    Runs inside the caller's transaction, asks for the right of ``actor`` itself, and keeps ``author`` as
    the one who wrote it. ``source_entry`` is what it was made from: the page takes over its audience and
    links to it at the foot, so that the link is kept like any other.
    """

    def __call__(
        self, *, community: Any, title: str, body: str, author: Any, source_entry: Any, actor: Any
    ) -> Any: ...


_maker: list[Maker] = []


def register_maker(maker: Maker) -> None:
    """Let ``maker`` make the pages of this site. The last one registered does."""
    _maker[:] = [maker]


def make_page(*, community: Any, title: str, body: str, author: Any, source_entry: Any, actor: Any) -> Any:
    """A new page in ``community`` with ``body`` (Markdown) as its text; returns its entry.

    Raises RuntimeError when no app of this site makes pages.
    """
    if not _maker:
        raise RuntimeError("No app has registered a maker of pages.")
    return _maker[0](
        community=community, title=title, body=body, author=author, source_entry=source_entry, actor=actor
    )
