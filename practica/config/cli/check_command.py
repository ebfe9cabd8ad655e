"""``practica check``: what is wrong with this installation, one sentence each."""

from __future__ import annotations

import argparse
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from practica.config import env
from practica.config.listening import listen
from practica.core.files.sweeping import missing, unnamed
from practica.core.people.queries import home_organisation
from practica.reach.search.meaning import choosing


def add(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(args: argparse.Namespace) -> int:
    """Print each problem; 1 when there is one that stops the site."""
    faults = [str(problem.msg) for problem in run_checks() if problem.level >= 40]
    faults += _database() + _files()
    warnings = _warnings()
    for sentence in faults:
        print(f"✗ {sentence}")
    for sentence in warnings:
        print(f"! {sentence}")
    if not faults:
        print("✓ Nothing stops this site.")
    return 1 if faults else 0


def _database() -> list[str]:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as problem:  # noqa: BLE001 - whatever the driver says is what the person needs
        return [f"The database does not answer: {problem}"]
    return [f"{len(missing)} changes to the tables are missing: run practica migrate."] if missing else []


def _files() -> list[str]:
    try:
        name = default_storage.save("check/probe", ContentFile(b"probe"))
        default_storage.delete(name)
    except Exception as problem:  # noqa: BLE001 - as above
        return [f"Files cannot be kept: {problem}"]
    return []


def _bytes() -> list[str]:
    """Rows and bytes belong together; a kill between the two leaves bytes, never a row without."""
    found = []
    if gone := missing():
        names = ", ".join(stored.name for stored in gone[:3])
        found.append(
            f"The bytes of {len(gone)} or more files are not in the store ({names}): bring a backup back."
        )
    if count := sum(1 for _location in unnamed()):
        found.append(
            f"{count} stored pieces belong to no file. The worker removes them when they are a day old."
        )
    return found


def _warnings() -> list[str]:
    found = []
    if settings.DEBUG:
        found.append("PRACTICA_DEBUG is on; switch it off where others can reach this site.")
    home = home_organisation() if not _database() else None
    found += _bytes() if not _database() + _files() else []
    if settings.SIGN_UP == "open" and home and not home.email_domains and not settings.DEBUG:
        found.append(
            f"Anyone who signs up counts as a colleague at {home.name}: set PRACTICA_SIGN_UP=invited, and "
            "bring a list that says who is one."
        )
    if problem := choosing.problem():
        found.append(f"Search goes by words alone. {problem}")
    found += _services()
    found += _live()
    if settings.SITE_URL.startswith("http://") and "127.0.0.1" not in settings.SITE_URL:
        found.append("PRACTICA_SITE_URL begins with http://; passwords travel in the clear.")
    return found


def _services() -> list[str]:
    """Services of others that this site would ask, and that nobody answers for now."""
    named = {
        settings.EMBEDDINGS_URL: "Search goes by words alone, new texts wait",
        settings.ANSWERS_URL: "Answers are quotes alone",
    }
    found = []
    for url, effect in named.items():
        place = urlsplit(url)
        if not place.hostname:
            continue
        try:
            port = place.port or (443 if place.scheme == "https" else 80)
            socket.create_connection((place.hostname, port), timeout=3).close()
        except (OSError, ValueError) as problem:
            found.append(f"{effect}: the service at {place.hostname} cannot be reached ({problem}).")
    return found


def _live() -> list[str]:
    """Whether co-editing could listen, or does."""
    host, port = env.text("HOST", "127.0.0.1"), settings.LIVE_PORT or env.number("PORT", 8000) + 1
    if settings.LIVE_URL == "off":
        return []
    try:
        listen(host, port).close()
    except OSError as problem:
        if not _is_ours(host, port):
            place = f"{host}:{port} ({problem.strerror})"
            return [f"Co-editing cannot listen on {place}; name another port with PRACTICA_LIVE_PORT."]
    return []


def _is_ours(host: str, port: int) -> bool:
    """Whether a site of ours listens there. Asking begins its process if there is none; it ends again."""
    own = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - compared, not listened on
    try:
        with socket.create_connection((own, port), timeout=5) as line:
            line.sendall(b"GET /alive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            line.settimeout(20)
            return b"practica live" in b"".join(iter(lambda: line.recv(4096), b""))
    except OSError:
        return False
