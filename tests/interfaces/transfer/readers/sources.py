"""Small foreign sources, made on the spot."""

import io
import os
import subprocess
import zipfile
from pathlib import Path


def a_zip(files: dict[str, str | bytes]) -> io.BytesIO:
    """A zip with ``files`` by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made


def a_folder(place: Path, files: dict[str, str | bytes]) -> Path:
    """A directory with ``files`` by relative path."""
    for name, content in files.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return place


def git(
    repository: Path, *arguments: str, author: str = "Ann", at: str = "2021-03-04T05:06:07+00:00"
) -> None:
    """Run git in ``repository`` as ``author`` at a given time."""
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", author), ("EMAIL", f"{author.lower()}@example.org"), ("DATE", at))
    }
    nothing = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-C", str(repository), *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **who, **nothing})


def a_repository(place: Path, files: dict[str, str | bytes]) -> Path:
    """A git repository with one commit by Ann."""
    a_folder(place, files)
    git(place, "init", "-q", "-b", "main")
    git(place, "add", ".")
    git(place, "commit", "-q", "-m", "Start")
    return place
