"""How often an answer is right, and silence too: ``python -m benchmarks.answers FOLDER SITE``.

FOLDER holds judged collections; SITE is a site they were brought into
(``python -m benchmarks.relevance FOLDER --keep SITE``; after a change of how text is indexed:
``practica search rebuild``). Every collection's questions are asked in its own community, and as many of the
others' there, where they have no answer. Every quote is looked up in the page's Markdown. ``--learn`` learns
the weights anew and judges each question by a rule learnt without it. With ``PRACTICA_MEANING=on``
the rule with meaning is measured; the site then has to have vectors.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
from collections.abc import Sequence
from pathlib import Path

from benchmarks.answers.asking import Asked, ask, questions
from benchmarks.relevance.filling import IDS
from practica.reach.search.judging.judged import collections
from practica.reach.search.judging.measures import percentile


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--most", type=int, default=200, help="questions of each kind in each community")
    parser.add_argument("--only", nargs="*", help="communities to ask in")
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep what was asked in this file, and use it when there")
    args = parser.parse_args()
    os.environ.update(
        PRACTICA_DATA_DIR=str(args.site.resolve()), DJANGO_SETTINGS_MODULE="practica.config.settings"
    )
    if args.keep and args.keep.exists():
        rows = pickle.loads(args.keep.read_bytes())  # noqa: S301 - our own file
    else:
        rows = list(_asked(args))
        if args.keep:
            args.keep.write_bytes(pickle.dumps(rows))
    if args.learn:
        _learn(rows)
    _report("as the product decides", rows, [bool(row.quotes) for row in rows])
    times = [row.milliseconds for row in rows]
    wrong = [text for row in rows for text in row.invalid]
    print(f"\nprocessor ms: p50 {percentile(times, 0.5):.1f}, p95 {percentile(times, 0.95):.1f}")
    print(
        f"quotes {sum(row.quotes for row in rows)}, of them not in their page: {len(wrong)}",
        *wrong[:20],
        sep="\n",
    )


def _asked(args: argparse.Namespace) -> Sequence[Asked]:
    import django

    django.setup()
    from practica.core.communities.models import Community

    ids = json.loads((args.site / IDS).read_text(encoding="utf-8"))
    every = collections(args.folder, args.part)
    rows = []
    for collection in every:
        if args.only and collection.name not in args.only:
            continue
        community = Community.objects.get(slug=collection.name)
        for query, is_in in questions(every, collection, most=args.most, seed=7):
            rows.append(ask(query, is_in=is_in, community=community, ids=ids))
        print(f"{len(rows)} asked", flush=True)
    return rows


def _learn(rows: Sequence[Asked]) -> None:
    from benchmarks.answers import learning

    names = learning.BY_WORDS if all(row.evidence["near"] is None for row in rows) else learning.WITH_MEANING
    rule = learning.learn([row for row in rows if learning.counts(row)], names)
    weights = ", ".join(f'"{name}": {weight:.2f}' for name, weight in zip(names, rule.weights, strict=True))
    print(f"learnt: of={{{weights}}}, bias={rule.bias:.2f}, least={rule.least:.3f}")
    _report("learnt, each question by a rule learnt without it", rows, learning.held_back(rows, names))


def _report(title: str, rows: Sequence[Asked], answered: Sequence[bool]) -> None:
    print(f"\n{title}")
    print(f"{'community':<18}{'found':>7}{'silent':>9}{'foreign':>9}{'silent':>9}{'quoted':>9}{'first':>9}")
    for name in [*dict.fromkeys(row.community for row in rows), ""]:
        here = [(row, said) for row, said in zip(rows, answered, strict=True) if name in ("", row.community)]
        found = [said for row, said in here if row.is_found]
        foreign = [said for row, said in here if not row.is_in]
        quoted = [row for row, _ in here if row.is_found and row.quotes]
        print(
            f"{name or 'all':<18}{len(found):>7}{_share(not said for said in found):>9}"
            f"{len(foreign):>9}{_share(not said for said in foreign):>9}"
            f"{_share(row.right > 0 for row in quoted):>9}{_share(row.first_is_right for row in quoted):>9}"
        )


def _share(truths: object) -> str:
    every = list(truths)  # type: ignore[call-overload]
    return f"{sum(every) / len(every):.3f}" if every else "-"


if __name__ == "__main__":
    main()
