"""A site of so many entries, written straight into rows: quick to make, and as real to read as a made one.

Sections of text are rendered once by the house's own renderer and put together to pages of some 5 KB, so that
what is stored is what saving would have stored. ``python -m benchmarks.site ENTRIES FILE`` fills the empty
data folder named by ``PRACTICA_DATA_DIR`` and writes the addresses to measure into FILE.
"""

from typing import TypedDict

PASSWORD = "correct horse battery"  # noqa: S105 - of a site that lives for some minutes
THREAD_POSTS = 20
# How many threads are replied to in turn.
REPLIED_TO = 40


class Places(TypedDict):
    """The addresses to measure, and who asks."""

    email: str
    page: str
    edit: str
    community: str
    thread: str
    replies: list[str]
