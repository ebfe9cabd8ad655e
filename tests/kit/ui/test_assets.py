"""The built bundle: names are hashed, files are there, and the first page stays small."""

import json
import re

import pytest

from practica.kit.ui import assets

pytestmark = pytest.mark.skipif(not assets.DIST.exists(), reason="the front end is not built")


def test_every_name_in_the_manifest_leads_to_a_file():
    files = assets.manifest()["files"]

    assert {"app.js", "app.css", "sprite.svg", "favicon.svg", "fonts/inter", "fonts/literata"} <= set(files)
    assert all((assets.DIST / path).is_file() for path in files.values())


def test_a_file_that_is_kept_for_ever_carries_its_hash_in_its_name():
    assert all(re.search(r"-[0-9A-Z]{8}\.\w+$", path) for path in assets.manifest()["files"].values())


def test_base_script_and_styles_stay_within_their_limits():
    built = assets.manifest()

    assert built["sizes"]["js"] <= built["limits"]["js"] == 25 * 1024
    assert built["sizes"]["css"] <= built["limits"]["css"] == 15 * 1024


def test_an_address_is_a_static_address_of_the_hashed_file():
    assert assets.url("app.css") == f"/static/dist/{assets.manifest()['files']['app.css']}"


def test_an_unknown_name_is_a_programming_error():
    with pytest.raises(KeyError):
        assets.url("nothing.js")


def test_nothing_built_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "DIST", tmp_path)
    assets._read.cache_clear()

    with pytest.raises(Exception, match="practica.kit.ui.build"):
        assets.manifest()


def test_the_styles_name_no_side_of_the_screen():
    css = (assets.DIST / assets.manifest()["files"]["app.css"]).read_text()

    assert not re.search(r"[{;](?:margin|padding|border)-(?:left|right)\b|[{;](?:left|right):", css)


def test_the_sprite_holds_every_icon_that_was_asked_for():
    sprite = (assets.DIST / assets.manifest()["files"]["sprite.svg"]).read_text()
    asked = json.loads((assets.DIST.parents[4] / "frontend" / "icons.json").read_text())

    assert all(f'id="i-{name}"' in sprite for name in [*asked, "logo", "question", "page"])
