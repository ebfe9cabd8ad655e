"""Items whose path vanished and came up elsewhere with the same, or nearly the same, content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from practica.interfaces.transfer.pipeline.plan.traces import Trace, by_part, likeness, near

# Texts this much alike are one text that was changed; of files with one name less will do.
ALIKE = 0.6
ALIKE_OF_A_NAME = 0.3


def moved(appeared: Mapping[str, Trace], vanished: Mapping[str, Trace]) -> dict[str, str]:
    """Former keys by new keys. What is the same goes first, then what is most alike; each is used once."""
    found = _same(appeared, vanished)
    old = {key: trace for key, trace in vanished.items() if key not in set(found.values())}
    new = {key: trace for key, trace in appeared.items() if key not in found}
    found |= _of_a_name(new, old)
    old = {key: trace for key, trace in old.items() if key not in set(found.values())}
    parts = by_part(old)
    alike = [
        (match[1], key, match[0])
        for key, trace in new.items()
        if key not in found and (match := near(trace, parts, old)) and match[1] >= ALIKE
    ]
    taken: set[str] = set()
    for _, key, former in sorted(alike, key=lambda one: (-one[0], one[1])):
        if former not in taken:
            taken.add(former)
            found[key] = former
    return found


def _same(appeared: Mapping[str, Trace], vanished: Mapping[str, Trace]) -> dict[str, str]:
    waiting: dict[str, list[str]] = defaultdict(list)
    for key, trace in vanished.items():
        if trace.content:
            waiting[trace.content].append(key)
    found: dict[str, str] = {}
    # Several with one content: first those that kept their name, then in their order.
    for keeps_name in (True, False):
        for key, trace in appeared.items():
            if key in found:
                continue
            former = waiting.get(trace.content, []) if trace.content else []
            fits = [one for one in former if not keeps_name or _name(one) == _name(key)]
            if fits:
                found[key] = fits[0]
                former.remove(fits[0])
    return found


def _of_a_name(appeared: Mapping[str, Trace], vanished: Mapping[str, Trace]) -> dict[str, str]:
    """Those that went to another folder under their own name, when only one did."""
    old, new = _by_name(vanished), _by_name(appeared)
    found: dict[str, str] = {}
    for name, keys in new.items():
        is_own = name.partition(".")[0] not in ("index", "readme", "_index")
        if is_own and len(keys) == 1 and len(old.get(name, ())) == 1:
            alike = likeness(appeared[keys[0]], vanished[old[name][0]])
            if alike is not None and alike >= ALIKE_OF_A_NAME:
                found[keys[0]] = old[name][0]
    return found


def _by_name(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        found[_name(key)].append(key)
    return found


def _name(key: str) -> str:
    return key.rpartition("/")[2].casefold()
