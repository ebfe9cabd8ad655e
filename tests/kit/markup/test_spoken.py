"""``@handle`` in plain words becomes a mention where it is words, and nothing else changes."""

import pytest

from practica.kit.markup import links, parse, spoken_handles, with_mentions

NAMES = {"amara": "Amara Nwosu", "ann-lee": "Ann [x] Lee"}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("@amara have a look", "@[Amara Nwosu](user:amara) have a look"),
        ("Ask @Amara, then @amara.", "Ask @[Amara Nwosu](user:amara), then @[Amara Nwosu](user:amara)."),
        ("@amara: the pump?", "@[Amara Nwosu](user:amara): the pump?"),
        ("- **(@ann-lee)**\n\n| a |\n|---|\n| @amara |", None),
        ("* one\n* @amara\n", "* one\n* @[Amara Nwosu](user:amara)\n"),
    ],
)
def test_a_known_handle_in_words_is_a_mention(source, told):
    written = with_mentions(source, NAMES)

    assert told is None or written == told
    assert {link.kind for link in links(parse(written))} == {"mention"}


@pytest.mark.parametrize(
    "source",
    [
        "@nobody was here",
        "write to x@amara, josé@amara or @amara.example or https://a.example/@amara",
        "`@amara` and [ask @amara](https://a.example) and $@amara$",
        "```py\n@amara\ndef f(): ...\n```",
        "    @amara\n",
        r"\@amara is the handle",
        "@[Amara](user:amara)",
        "[[Ask @amara]]",
        "@amara-nwosu and @amaras",
        "@amara \ue000",
    ],
)
def test_everything_else_stays_letter_by_letter(source):
    assert with_mentions(source, NAMES) == source


def test_handles_are_asked_for_in_lower_case():
    assert spoken_handles("@Amara, `@code` and x@y.example") == {"amara"}
