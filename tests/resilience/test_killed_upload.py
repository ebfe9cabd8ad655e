"""An upload goes on after ``kill -9``: what was acknowledged is here, and what comes out is what was sent."""

from __future__ import annotations

import base64
import hashlib
import random
import threading

from tests.resilience.browser import LOST, Browser
from tests.resilience.site import Site, wait_for
from tests.resilience.soundness import complaints, faults

KILLS = 6
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = "application/offset+octet-stream"
PIECE = 3 * 1024 * 1024


def test_kills_lose_nothing_that_was_acknowledged(site: Site):
    dice, ann = random.Random(5), Browser(site.port, site.scene["lead"]["session"])
    content = dice.randbytes(KILLS * 4 * PIECE + 1)
    address = _begun(ann, site.scene["community"], len(content))
    acknowledged = 0
    for _kill in range(KILLS):
        acknowledged = _send_until_killed(site, ann, address, content, acknowledged, dice)
        site.start()
        here = int(ann.ask("HEAD", address, **TUS).headers["upload-offset"])
        assert acknowledged <= here < len(content)
        acknowledged = here
    while acknowledged < len(content):
        acknowledged = _send(ann, address, content, acknowledged)

    told = ann.get(address).json["file"]

    assert hashlib.sha256(ann.get(told["url"]).content).digest() == hashlib.sha256(content).digest()
    assert site.rows("SELECT count(*) FROM files_storedfile WHERE name = 'big.bin'") == [(1,)]
    assert site.rows("SELECT count(*) FROM files_uploadpiece") == [(0,)]
    site.settle()
    assert faults(site) == {}
    assert not complaints(site)


def test_a_kill_while_the_pieces_become_a_file_leaves_all_or_nothing(site: Site):
    dice, ann = random.Random(6), Browser(site.port, site.scene["lead"]["session"])
    content = dice.randbytes(8 * PIECE)
    address = _begun(ann, site.scene["community"], len(content))
    sent = 0
    while sent < len(content) - PIECE:
        sent = _send(ann, address, content, sent)
    for _kill in range(3):
        # The last piece: the site writes the whole file before it answers.
        _send_until_killed(site, ann, address, content, sent, dice, longest=0.15)
        site.start()
        here = int(ann.ask("HEAD", address, **TUS).headers["upload-offset"])
        assert here in (sent, len(content))
        if here == len(content):
            break
    else:
        assert _send(ann, address, content, sent) == len(content)

    told = ann.get(address).json["file"]

    assert hashlib.sha256(ann.get(told["url"]).content).digest() == hashlib.sha256(content).digest()
    assert faults(site) == {}


def _begun(ann: Browser, community: str, size: int) -> str:
    name = base64.b64encode(b"big.bin").decode()
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"filename {name}"}
    answer = ann.ask("POST", f"/c/{community}/files/uploads", **headers)
    assert answer.status == 201, answer.text
    return str(answer.headers["location"])


def _send(ann: Browser, address: str, content: bytes, offset: int) -> int:
    """Send the next piece; how far the site says it is."""
    piece = content[offset : offset + PIECE]
    answer = ann.ask("PATCH", address, piece, BYTES, **TUS, **{"Upload-Offset": str(offset)})
    assert answer.status == 204, answer.text
    return int(answer.headers["upload-offset"])


def _send_until_killed(
    site: Site,
    ann: Browser,
    address: str,
    content: bytes,
    offset: int,
    dice: random.Random,
    *,
    longest: float = 0.4,
) -> int:
    """Send until everything is killed at some moment; how much was acknowledged by then."""
    killer = threading.Timer(dice.random() * longest, site.kill, ["all"])
    killer.start()
    try:
        while offset < len(content) - 1:
            following = _send(ann, address, content, offset)
            if following >= len(content):
                break
            offset = following
    except LOST:
        pass
    killer.join()
    ann.line.close()  # it may have been killed between two pieces: then nobody has noticed yet
    wait_for(lambda: site.process is None or site.process.poll() is not None, "everything to end")
    return offset
