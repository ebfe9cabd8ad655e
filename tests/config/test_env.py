"""What stands in the environment is read, or refused with a sentence that names the setting."""

import pytest

from practica.config import env


def test_a_number_is_read_and_its_default_is_used(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PRACTICA_WEB_THREADS", " 8 ")

    assert (env.number("WEB_THREADS", 4), env.number("LIVE_PORT", 0)) == (8, 0)


@pytest.mark.parametrize("value", ["many", "-1", "4.5", "²"])
def test_what_is_no_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, value: str):
    monkeypatch.setenv("PRACTICA_WEB_THREADS", value)

    with pytest.raises(env.Misconfigured, match="PRACTICA_WEB_THREADS is “.*”; write a whole number"):
        env.number("WEB_THREADS", 4)
