"""Our own empty git directory over foreign objects: of theirs only commits, trees and blobs are read.

Configuration, hooks, references to other stores and work trees of the foreign repository are never looked at.
"""

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from practica.interfaces.transfer.readers.archive.items import Item, chunks
from practica.interfaces.transfer.readers.budget import Budget, say_bytes
from practica.interfaces.transfer.readers.git.commands import run
from practica.interfaces.transfer.readers.reasons import refuse

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REFERENCE = re.compile(r"ref: (refs/[\w./+@-]{1,200})\s*")
_OBJECT = re.compile(
    r"objects/(?:([0-9a-f]{2})/([0-9a-f]{38}(?:[0-9a-f]{24})?)|pack/(pack-[0-9a-f]{40,64}\.(?:pack|idx)))"
)
_LONGEST_REFERENCES = 8 * 1024 * 1024
_LONGEST_CONFIG = 64 * 1024
_ORIGIN = re.compile(r"""^\s*\[remote\s+"origin"\]""")
_URL = re.compile(r"^\s*url\s*=\s*(\S{1,1000})\s*$")


@dataclass(frozen=True)
class Mirror:
    """A git directory of our own: ``head`` is the commit read, ``objects`` where its objects lie.

    ``remote`` tells repositories apart by where they were cloned from; it is a hash, for an address may hold
    a password. Empty when it was cloned from nowhere.
    """

    git_dir: Path
    head: str
    objects: Path | None
    shallow: bool
    remote: str = ""


def over_directory(repository: Path, scratch: Path) -> Mirror:
    """A mirror over a repository on this machine, bare or with a work tree; its files are only read."""
    inside = repository / ".git"
    if inside.is_file():
        raise refuse("source.git-linked")
    git_dir = inside if inside.is_dir() else repository
    return _made(scratch, lambda name: _small_file(git_dir / name), git_dir / "objects")


def over_items(items: Iterable[Item], scratch: Path, budget: Budget) -> Mirror:
    """A mirror over the ``.git`` folder among ``items``; files are named by the hashes we matched."""
    small: dict[str, bytes] = {}
    total = 0
    store = scratch / "theirs"
    for item in items:
        name = item.path.removeprefix(".git/")
        if name == item.path or item.refused:
            continue
        total += item.size
        if total > budget.total_bytes:
            raise refuse("source.too-big", limit=say_bytes(budget.total_bytes))
        if matched := _OBJECT.fullmatch(name):
            folder, loose, pack = matched.groups()
            _write(store / ("pack" if pack else folder) / (pack or loose), chunks(item))
        elif name in ("HEAD", "packed-refs", "shallow", "config") or name.startswith("refs/"):
            small[name] = b"".join(chunks(item, _LONGEST_REFERENCES))
    return _made(scratch, lambda name: small.get(name, b""), store)


def over_bundle(bundle: BinaryIO, scratch: Path, seconds: float) -> Mirror:
    """A mirror holding what a git bundle carries."""
    git_dir = scratch / "mirror"
    own_copy = scratch / "bundle"
    bundle.seek(0)
    with own_copy.open("wb") as copy:
        shutil.copyfileobj(bundle, copy)
    _lay_out(git_dir, "0" * 40)
    listed = run(git_dir, "bundle", "list-heads", str(own_copy), seconds=seconds).decode("utf-8", "replace")
    heads = {name: commit for commit, _, name in (line.partition(" ") for line in listed.splitlines())}
    usual = ("HEAD", "refs/heads/main", "refs/heads/master", *heads)
    head = next((heads[name] for name in usual if name in heads), "")
    if not _HASH.fullmatch(head):
        raise refuse("source.git-no-commits")
    # HEAD must not name a commit that is not there yet.
    _lay_out(git_dir, head, written="ref: refs/heads/none")
    run(git_dir, "bundle", "unbundle", str(own_copy), seconds=seconds)
    (git_dir / "HEAD").write_text(head + "\n")
    return Mirror(git_dir, head, None, shallow=False)


def looks_like_repository(directory: Path) -> bool:
    """Whether ``directory`` has a ``.git`` or is a bare repository itself."""
    return (directory / ".git").exists() or all(
        (directory / name).exists() for name in ("HEAD", "objects", "refs")
    )


def _made(scratch: Path, read: Callable[[str], bytes], objects: Path) -> Mirror:
    head = _head_commit(read)
    if not head:
        raise refuse("source.git-no-commits")
    git_dir = scratch / "mirror"
    _lay_out(git_dir, head)
    shallow = [line for line in _text(read("shallow")).split() if _HASH.fullmatch(line)]
    if shallow:
        (git_dir / "shallow").write_text("\n".join(shallow) + "\n")
    return Mirror(git_dir, head, objects, bool(shallow), _remote(_text(read("config")[:_LONGEST_CONFIG])))


def _lay_out(git_dir: Path, head: str, written: str = "") -> None:
    for folder in ("objects", "refs"):
        (git_dir / folder).mkdir(parents=True, exist_ok=True)
    long_hashes = "\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"
    short_hashes = "\trepositoryformatversion = 0\n"
    (git_dir / "config").write_text(
        "[core]\n\tbare = true\n" + (long_hashes if len(head) == 64 else short_hashes)
    )
    (git_dir / "HEAD").write_text((written or head) + "\n")


def _head_commit(read: Callable[[str], bytes]) -> str:
    """The commit HEAD names, found without git: loose reference first, then the packed ones."""
    name = "HEAD"
    for _ in range(5):
        content = _text(read(name)).strip()
        if _HASH.fullmatch(content):
            return content
        reference = _REFERENCE.fullmatch(content)
        if not reference or ".." in reference[1]:
            break
        name = reference[1]
        if not read(name):
            break
    for line in _text(read("packed-refs")).splitlines():
        commit, _, packed = line.partition(" ")
        if packed == name and _HASH.fullmatch(commit):
            return commit
    return ""


def _remote(config: str) -> str:
    """The address of ``origin`` as a hash: read as text, never as settings."""
    inside = False
    for line in config.splitlines():
        if line.lstrip().startswith("["):
            inside = bool(_ORIGIN.match(line))
        elif inside and (found := _URL.match(line)):
            place = re.sub(r"^[a-z+]+://|\.git/?$|/$", "", found[1].casefold()).rpartition("@")[2]
            return hashlib.sha256(place.replace(":", "/").encode("utf-8", "replace")).hexdigest()[:32]
    return ""


def _small_file(file: Path) -> bytes:
    if not file.is_file() or file.is_symlink():
        return b""
    with file.open("rb") as opened:
        return opened.read(_LONGEST_REFERENCES)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _write(file: Path, pieces: Iterable[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        opened.writelines(pieces)
