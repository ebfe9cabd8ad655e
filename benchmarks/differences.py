"""``python -m benchmarks.differences``: what comparing two 100 KB versions of a page costs."""

from __future__ import annotations

import random
import time

from practica.kit.markup import blame, differences

SIZE = 100_000
ROUNDS = 5
WORDS = "the pump seal fails early when flush plan is wrong and nobody checks pressure before start".split()  # noqa: SIM905

_dice = random.Random(4)


def main() -> None:
    """Print the least CPU milliseconds of some rounds for each way two versions can differ."""
    old = _document()
    print("| two versions of 100 KB | CPU ms |\n| --- | --- |")
    for name, new in _cases(old).items():
        print(f"| {name} | {_least(lambda new=new: differences(_text(old), _text(new))):.1f} |")
    versions = [(number, _text(_touched(old))) for number in range(100, 0, -1)]
    print(f"| who wrote which passage, 100 versions | {_least(lambda: blame(versions)):.1f} |")


def _cases(old: list[str]) -> dict[str, list[str]]:
    moved = _touched(old)
    moved[120:120] = moved[20:40]
    del moved[20:40]
    every = [" ".join(w if _dice.random() > 0.1 else f"{w}x" for w in block.split(" ")) for block in old]
    line = _text(old).replace("\n", " ")
    return {
        "twenty blocks changed": _touched(old),
        "twenty blocks changed, twenty moved": moved,
        "a tenth of all words changed": every,
        "another text": _document(),
        "one line of 100 KB": [line.replace("pressure", "heat")],
    }


def _least(work: object) -> float:
    tries = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()  # type: ignore[operator]
        tries.append(time.process_time() - began)
    return min(tries) * 1000


def _document() -> list[str]:
    blocks: list[str] = []
    while sum(len(block) + 2 for block in blocks) < SIZE:
        kind = _dice.random()
        if kind < 0.1:
            blocks.append(f"## {_sentence()[:40]}")
        elif kind < 0.25:
            blocks.append("\n".join(f"- {_sentence()[:80]}" for _ in range(6)))
        elif kind < 0.32:
            rows = "\n".join(f"| {_sentence()[:20]} | {_dice.randint(1, 99)} |" for _ in range(10))
            blocks.append(f"| part | bar |\n|---|---|\n{rows}")
        else:
            blocks.append(_sentence())
    return blocks


def _sentence() -> str:
    return " ".join(
        _dice.choice(WORDS) + ("" if _dice.random() < 0.7 else str(_dice.randint(1, 400)))
        for _ in range(_dice.randint(20, 120))
    )


def _touched(old: list[str]) -> list[str]:
    new = list(old)
    for place in _dice.sample(range(len(new)), 20):
        words = new[place].split(" ")
        words[len(words) // 2] = f"changed{_dice.randint(1, 99)}"
        new[place] = " ".join(words)
    return new


def _text(blocks: list[str]) -> str:
    return "\n\n".join(blocks)


if __name__ == "__main__":
    main()
