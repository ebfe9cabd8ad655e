"""``practica search eval``: how good search is here, by a set of judged queries."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings

from practica.config.cli.import_command import acting_person
from practica.core.communities.models import Community
from practica.reach.search.judging.asking import Report, judge
from practica.reach.search.judging.chance import p_value
from practica.reach.search.judging.judged import BadSet, Collection, collections
from practica.reach.search.judging.measures import mean
from practica.reach.search.judging.slips import with_slips

_HEADING = (
    f"{'collection':<20}{'asked':>7}{'nDCG@10':>9}{'95 % interval':>17}{'MRR@10':>9}{'R@100':>9}{'empty':>7}"
    f"{'p50 ms':>8}{'p95 ms':>8}"
)


def add(parser: argparse.ArgumentParser) -> None:
    """Which set, asked how, by whom."""
    parser.add_argument("folder", metavar="DIR", help="a judged collection, or a folder of several")
    parser.add_argument("--part", default="dev", help="queries.PART.jsonl and qrels.PART.tsv; default: dev")
    parser.add_argument("--queries", type=_count, default=0, metavar="N", help="ask so many of them only")
    parser.add_argument("--as", dest="person", metavar="EMAIL", help="who asks; default: an administrator")
    parser.add_argument("--community", metavar="SLUG", help="look in this community only")
    parser.add_argument(
        "--typos", type=_count, default=0, metavar="N", help="put a slip of the finger into N words of each"
    )
    parser.add_argument("--words-alone", action="store_true", help="as if meaning were off")
    parser.add_argument("--per-query", metavar="FILE", help="write nDCG@10 of each query there")
    parser.add_argument("--against", metavar="FILE", help="compare with what --per-query wrote before")
    parser.add_argument("--json", action="store_true", help="for a program")


def _count(text: str) -> int:
    """A number of things as typed; a refusal with a sentence when it is none."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 0 on.")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Ask, and print the figures; 1 with a sentence when the set cannot be used."""
    try:
        # Read first: whoever has mistyped a name learns it before all queries are asked.
        earlier = _read(Path(args.against)) if args.against else {}
        reports = _judge(args)
        if args.per_query:
            Path(args.per_query).write_text(json.dumps(_gains(reports)), encoding="utf-8")
    except (BadSet, LookupError, OSError) as problem:
        print(problem.args[0] if isinstance(problem, LookupError) else problem, file=sys.stderr)
        return 1
    change = _change(earlier, _gains(reports)) if args.against else None
    if args.json:
        figures = [report.figures() for report in reports]
        told = {"collections": figures, "mean_ndcg@10": round(mean([one.ndcg for one in reports]), 4)}
        print(json.dumps(told | ({"change": change} if change else {}), ensure_ascii=False, indent=1))
    else:
        _print(reports)
        if change:
            print(_changed(change))
    return 0


def _judge(args: argparse.Namespace) -> list[Report]:
    folder = Path(args.folder)
    if not folder.is_dir():
        raise BadSet(f"There is no folder {folder}.")
    found = collections(folder, args.part)
    if not found:
        raise BadSet(f"There is no queries.{args.part}.jsonl in {folder}, nor in a folder in it.")
    community = None
    if args.community:
        community = Community.objects.filter(slug=args.community).first()
        if community is None:
            raise LookupError(f"There is no community “{args.community}”.")
    person = acting_person(args.person, community)
    if args.words_alone:
        settings.MEANING = False
    return [_one(collection, args, person=person, community=community) for collection in found]


def _one(collection: Collection, args: argparse.Namespace, **who: Any) -> Report:
    typed = partial(with_slips, words=args.typos) if args.typos > 0 else str
    return judge(collection, most=args.queries, typed=typed, **who)


def _gains(reports: list[Report]) -> dict[str, float]:
    """nDCG@10 by query; with the collection's name in front where there are several."""
    one = len(reports) == 1
    return {
        (name if one else f"{report.name}/{name}"): score.ndcg
        for report in reports
        for name, score in report.scores.items()
    }


def _read(path: Path) -> dict[str, float]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in rows.items()}
    except (ValueError, TypeError, AttributeError):
        raise BadSet(f"{path} is not what --per-query writes.") from None


def _change(earlier: dict[str, float], now: dict[str, float]) -> dict[str, Any]:
    differences = [now[name] - earlier[name] for name in now if name in earlier]
    if not differences:
        return {"queries": 0}
    return {
        "queries": len(differences),
        "mean_difference": round(mean(differences), 4),
        "p_value": round(p_value(differences), 4),
        "better": sum(one > 1e-9 for one in differences),
        "worse": sum(one < -1e-9 for one in differences),
    }


def _print(reports: list[Report]) -> None:
    print(_HEADING)
    for report in reports:
        told = report.figures()
        low, high = told["ndcg@10_ci95"]
        print(
            f"{report.name:<20}{told['queries']:>7}{told['ndcg@10']:>9.4f}{f'{low:.3f} to {high:.3f}':>17}"
            f"{told['mrr@10']:>9.4f}{told['recall@100']:>9.4f}{told['empty']:>7}"
            f"{told['latency_ms']['p50']:>8.1f}{told['latency_ms']['p95']:>8.1f}"
        )
    if len(reports) > 1:
        print(f"{'mean':<27}{mean([one.ndcg for one in reports]):>9.4f}")
    for report in reports:
        if report.matched.missing:
            print(f"{report.name}: {report.matched.sentence()}")
        if report.left_out:
            print(f"{report.name}: {report.left_out} queries left out, for none of their answers is here.")


def _changed(change: dict[str, Any]) -> str:
    if not change["queries"]:
        return "None of these queries was asked before: nothing to compare."
    return (
        f"Against before: {change['mean_difference']:+.4f} nDCG@10 over {change['queries']} queries "
        f"({change['better']} better, {change['worse']} worse), p = {change['p_value']:.4f}."
    )
