"""Reading the environment: every setting a site may change starts with ``PRACTICA_``."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

PREFIX = "PRACTICA_"


class Misconfigured(SystemExit):
    """A setting cannot be used; the message is one sentence that says which and why."""


def text(name: str, default: str = "") -> str:
    """The value of ``PRACTICA_<name>``, or ``default``."""
    return os.environ.get(PREFIX + name, default)


def flag(name: str, default: bool = False) -> bool:
    """A yes or no: 1, true, yes, on mean yes."""
    value = text(name)
    return value.strip().lower() in ("1", "true", "yes", "on") if value else default


def number(name: str, default: int) -> int:
    """A whole number. Raises Misconfigured for anything else."""
    value = text(name).strip()
    if value and not (value.isascii() and value.isdecimal()):
        raise Misconfigured(f"{PREFIX}{name} is “{value}”; write a whole number, such as {default}.")
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def data_dir() -> Path:
    """Where one-machine installs keep everything: ``PRACTICA_DATA_DIR``, else ``var`` where we stand."""
    path = Path(text("DATA_DIR", "var")).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key() -> str:
    """The signing key: from the environment, else made once and kept in the data folder (mode 600)."""
    if given := text("SECRET_KEY"):
        return given
    kept = data_dir() / "secret-key"
    if not kept.exists():
        try:
            handle = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return kept.read_text().strip()
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def database() -> dict[str, object]:
    """Django's database settings from ``PRACTICA_DATABASE_URL`` (``postgres://…`` or ``sqlite:///path``)."""
    url = text("DATABASE_URL")
    if not url:
        return sqlite(data_dir() / "practica.sqlite3")
    parts = urlsplit(url)
    if parts.scheme in ("sqlite", "sqlite3"):
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise Misconfigured(
            f"PRACTICA_DATABASE_URL begins with {parts.scheme}://; use postgres:// or sqlite://."
        )
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(query),
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite as we run it: write-ahead log, every commit on disk, writers wait their turn."""
    return {
        "ENGINE": "practica.kit.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;"
                "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def file_storage() -> dict[str, object]:
    """Where files go: a folder, or ``PRACTICA_FILES_URL=s3://bucket/prefix?endpoint=https://…``."""
    url = text("FILES_URL")
    if not url:
        return {
            "BACKEND": "practica.kit.storage.DurableFileStorage",
            "OPTIONS": {"location": str(data_dir() / "files")},
        }
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "file":
        return {
            "BACKEND": "practica.kit.storage.DurableFileStorage",
            "OPTIONS": {"location": unquote(parts.path)},
        }
    if parts.scheme != "s3":
        raise Misconfigured(f"PRACTICA_FILES_URL begins with {parts.scheme}://; use file:// or s3://.")
    options: dict[str, object] = {
        "bucket_name": parts.netloc.rpartition("@")[2],
        "location": parts.path.strip("/"),
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
    }
    if "endpoint" in query:
        options["endpoint_url"] = query["endpoint"]
    if "region" in query:
        options["region_name"] = query["region"]
    return {"BACKEND": "practica.kit.s3.RangedS3Storage", "OPTIONS": options}
