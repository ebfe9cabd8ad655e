"""YAML and TOML from outside, read within bounds and without ever making an object of theirs."""

import tomllib
from typing import Any

import yaml

_MOST_ALIASES = 50
_DEEPEST = 100
# Too short for more aliases, or for more levels, than we take.
_HARMLESS = 100
_LARGEST = 512 * 1024


class Unreadable(ValueError):
    """The settings cannot be read; the text says where."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that reads unknown tags (``!!python/name:…``) as nothing."""


_Loader.add_constructor(None, lambda loader, node: None)


def read_yaml(text: str) -> Any:
    """The value ``text`` spells. Raises `Unreadable`."""
    if len(text) > _LARGEST:
        raise Unreadable("too long")
    loader = _Loader(text)
    try:
        _refuse_bombs(text)
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise Unreadable(f"line {line}: {error.problem or 'not YAML'}") from error
    except Unreadable:
        raise
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable("not YAML") from error
    finally:
        loader.dispose()


def _refuse_bombs(text: str) -> None:
    """A few lines of aliases can stand for gigabytes once somebody walks through them, and what is nested
    without end ends the process: the C library calls itself for each level and asks no one how deep it is."""
    if len(text) < _HARMLESS:
        return
    depth = aliases = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.AliasEvent):
            aliases += 1
        if aliases > _MOST_ALIASES:
            raise Unreadable("too many aliases")
        if depth > _DEEPEST:
            raise Unreadable("nested too deeply")


def read_toml(text: str) -> Any:
    """The table ``text`` spells. Raises `Unreadable`."""
    if len(text) > _LARGEST:
        raise Unreadable("too long")
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unreadable(str(error)[:120]) from error
