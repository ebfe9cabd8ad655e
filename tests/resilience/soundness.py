"""Whether the rows of a site fit each other: nothing half, nothing twice, every counter what it counts."""

from __future__ import annotations

from tests.resilience.site import Site

# Each asks for rows that must not be.
FAULTS = {
    "entries without what they are the envelope of": """
        SELECT e.uid, e.kind FROM entries_entry e
        WHERE NOT EXISTS (SELECT 1 FROM pages_page p WHERE p.entry_id = e.id AND e.kind = 'page')
          AND NOT EXISTS (SELECT 1 FROM discussions_thread t WHERE t.entry_id = e.id
                          AND e.kind IN ('question', 'discussion'))
          AND NOT EXISTS (SELECT 1 FROM files_storedfile f WHERE f.entry_id = e.id AND e.kind = 'file')""",
    "pages whose last version is not kept": """
        SELECT p.entry_id, p.version FROM pages_page p
        LEFT JOIN pages_revision last ON last.page_id = p.id AND last.number = p.version
        WHERE p.version <> (SELECT count(*) FROM pages_revision r WHERE r.page_id = p.id)
           OR last.body IS NOT p.body""",
    "entries that were not published exactly once": """
        SELECT e.uid FROM entries_entry e WHERE 1 <> (
            SELECT count(*) FROM ledger_fact f WHERE f.entry_id = e.id AND f.name = 'EntryPublished')""",
    "threads that miscount their replies": """
        SELECT t.entry_id, t.answer_count FROM discussions_thread t
        WHERE t.answer_count <> (SELECT count(*) FROM discussions_post p
                                 WHERE p.thread_id = t.id AND p.kind IN ('answer', 'reply'))""",
    "posts that miscount their votes": """
        SELECT p.uid, p.vote_count FROM discussions_post p
        WHERE p.vote_count <> (SELECT count(*) FROM discussions_postvote v WHERE v.post_id = p.id)""",
    "rows that name rows which are not there": "PRAGMA foreign_key_check",
    "what SQLite says is broken": "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
}


def faults(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """The first rows of each fault there is; empty when the site is sound."""
    found = {name: site.rows(question)[:5] for name, question in FAULTS.items()}
    found["files whose bytes are not there"] = [
        (place,)
        for place, size in site.rows("SELECT location, size FROM files_storedfile")
        if not (kept := site.folder / "files" / place).exists() or kept.stat().st_size != size
    ]
    return {name: rows for name, rows in found.items() if rows}


def complaints(site: Site) -> list[str]:
    """Lines of the log that tell of something that should not happen, however often processes are killed."""
    signs = ("database is locked", "Traceback", "[error", "[critical")
    return [line for line in site.log.splitlines() if any(sign in line for sign in signs)]
