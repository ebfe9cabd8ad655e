"""What a page elsewhere is called: letters only, whatever it sends."""

import time

import pytest

from practica.kit.titles import LONGEST_TITLE, title_in


@pytest.mark.parametrize(
    ("page", "title", "about"),
    [
        (b"<title> Pump \n seals &amp; oil</title>", "Pump seals & oil", ""),
        (
            b'<title>T</title><meta property=og:title content="It\'s one"><meta name=description content=Of>',
            "It's one",
            "Of",
        ),
        ("<meta charset=iso-8859-1><title>Prüfen</title>".encode("iso-8859-1"), "Prüfen", ""),
        ("<meta charset=nonsense><title>Prüfen</title>".encode(), "Prüfen", ""),
        ("<title>\u202eevil\u0007</title>".encode(), "evil", ""),
        (b"<title><script>alert(1)</script></title>", "", ""),
        (b"\xff\xfe\x00nothing", "", ""),
    ],
)
def test_a_title_is_read_as_letters(page, title, about):
    named = title_in(page)
    assert (named.title, named.about) == (title, about)


def test_a_long_title_is_cut_and_a_page_of_traps_takes_no_time():
    began = time.perf_counter()
    traps = b"<meta " * 20_000 + b"<title>" * 10_000 + b"<meta content='" * 5_000
    title_in(traps)
    assert len(title_in(b"<title>" + b"a" * 900 + b"</title>").title) == LONGEST_TITLE
    assert time.perf_counter() - began < 1
