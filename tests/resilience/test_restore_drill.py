"""A backup made while people write comes back elsewhere as a site one can work on."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resilience.browser import Browser
from tests.resilience.scene import FILE, PASSWORD
from tests.resilience.site import Site, wait_for
from tests.resilience.soundness import complaints, faults


@pytest.fixture
def elsewhere(tmp_path: Path, shared: Path) -> Iterator[Site]:
    """An empty folder on another machine, as it were."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = Site(folder, compiled=shared / "compiled")
    yield other
    other.stop()


def parts_of(backup: Path) -> dict[str, bytes]:
    """What a backup holds but for the hour it was made, by name."""
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held["manifest.json"] = json.dumps(json.loads(held["manifest.json"]) | {"made": ""}).encode()
    return held


def test_a_backup_made_while_people_write_comes_back_as_a_site(site: Site, elsewhere: Site, tmp_path: Path):
    scene, backup = site.scene, tmp_path / "all.zip"
    page = scene["members"][0]["page"]
    confirmed: list[int] = []
    enough = threading.Event()

    def write() -> None:
        member = Browser(site.port, scene["members"][0]["session"])
        while not enough.is_set():
            answer = member.send(
                "PATCH", f"/pages/{page}", version=len(confirmed) + 1, body=f"Text {len(confirmed)}"
            )
            assert answer.status == 200, answer.text
            confirmed.append(answer.json["version"])
            enough.wait(0.02)

    writing = threading.Thread(target=write)
    writing.start()
    wait_for(lambda: confirmed, "something to be written")
    before = confirmed[-1]
    made = site.practica("backup", str(backup))
    during = confirmed[-1]
    enough.set()
    writing.join()
    assert made.returncode == 0, made.stderr
    assert during > before, "Nobody wrote during the backup."

    restored = elsewhere.practica("restore", str(backup))
    assert restored.returncode == 0, restored.stderr
    assert "Nothing stops this site." in elsewhere.practica("check").stdout
    again = elsewhere.practica("backup", str(tmp_path / "again.zip"))
    assert again.returncode == 0, again.stderr
    assert parts_of(tmp_path / "again.zip") == parts_of(backup)
    assert faults(elsewhere) == {}

    elsewhere.start()
    ann = Browser(elsewhere.port)
    assert ann.sign_in(scene["lead"]["email"], PASSWORD).status == 302
    came_back = ann.get(f"/api/pages/{page}").json
    assert before <= came_back["version"] <= during + 1
    assert came_back["body"] == f"Text {came_back['version'] - 2}"
    assert ann.get(came_back["url"]).status == 200
    assert ann.get(scene["file"]).content == FILE
    wait_for(lambda: ann.get("/api/search?q=page+of+all").json["total"], "the index to be made anew")
    assert not complaints(elsewhere)
    assert not complaints(site)
