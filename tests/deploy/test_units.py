"""The units of systemd: that it understands them, and that they are shut in alike."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
# Where things are on a machine that has them installed, and something that is on every machine.
ELSEWHERE = {
    "/srv/practica/.venv/bin/practica": "/bin/true",
    "WorkingDirectory=/srv/practica": "WorkingDirectory=/",
}


def test_systemd_understands_every_line(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed: apt-get install systemd")
    for unit in UNITS:
        text = unit.read_text()
        for here, there in ELSEWHERE.items():
            text = text.replace(here, there)
        (tmp_path / unit.name).write_text(text)

    said = subprocess.run(
        [program, "verify", *(str(tmp_path / unit.name) for unit in UNITS)], capture_output=True, text=True
    )

    ours = [line for line in said.stderr.splitlines() if "practica" in line]
    assert (said.returncode, ours) == (0, [])


def test_the_backup_is_shut_in_as_the_site_is():
    site, backup = (_shut_in(DEPLOY / name) for name in ("practica.service", "practica-backup.service"))
    assert site == backup
    assert {"ProtectSystem=strict", "CapabilityBoundingSet=", "NoNewPrivileges=yes"} <= site


def _shut_in(unit: Path) -> set[str]:
    lines = unit.read_text().splitlines()
    return {
        line
        for line in lines
        if re.match(r"(Protect|Private|Restrict|NoNew|Capability|SystemCall|Lock|UMask|ReadWrite)", line)
    }
