"""Contour lines made from a name."""

import re

from practica.kit.ui.cover import contours


def test_the_same_name_always_has_the_same_landscape():
    first = contours("Reliability & Maintenance")
    contours.cache_clear()

    assert contours("Reliability & Maintenance") == first


def test_two_names_differ():
    assert contours("Data Practice") != contours("Safety Leads")


def test_a_cover_is_small_and_only_path_data():
    for name in [
        "Reliability & Maintenance",
        "x",
        "",
        "安全 и <script>",
        *(f"community {n}" for n in range(60)),
    ]:
        thin, main = contours(name)

        assert thin and main
        assert len(thin) + len(main) < 6 * 1024 - 300
        assert re.fullmatch(r"[Mq\d\s-]+", thin + main)
