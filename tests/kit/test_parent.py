"""A process that follows its parent ends when that is killed."""

from __future__ import annotations

import subprocess
import sys
import time

CHILD = (
    "import os, time; from practica.kit.parent import follow; follow({parent}, lambda: os._exit(0)); {then}"
)
PARENT = f"""
import os, subprocess, sys, time
code = {CHILD!r}.format(parent=os.getpid(), then="print(os.getpid(), flush=True); time.sleep(60)")
subprocess.Popen([sys.executable, "-c", code])
time.sleep(60)
"""


def test_a_child_ends_soon_after_its_parent_was_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert int(parent.stdout.readline())
        parent.kill()
        began = time.monotonic()
        # Both write to the same pipe: it ends when the child has ended too.
        assert parent.stdout.read() == b""
        assert time.monotonic() - began < 30
