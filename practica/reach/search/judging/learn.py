"""What the kept clicks teach about the weights of words and meaning, and whether that is more than chance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from practica.reach.search import index
from practica.reach.search.engines.local import mixtures
from practica.reach.search.engines.local.mixtures import Mixture
from practica.reach.search.judging.chance import RARE, p_value
from practica.reach.search.judging.learning import Clicks, Opened, best
from practica.reach.search.judging.models import SearchClick

#: Fewer questions than this cannot tell weights apart: half of them learn, half judge.
NEEDED = 200

_WHOLE = 1000


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How new weights fare on held-back clicks under one correction: mean gains, and how likely by chance."""

    before: float
    after: float
    p: float

    @property
    def is_better(self) -> bool:
        """Better, and by more than chance."""
        return self.after > self.before and self.p < RARE


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of learning. ``reason`` says why the present weights were kept; "" when ``learnt`` is
    better."""

    present: Mixture
    learnt: Mixture | None
    reason: str
    clicks: int
    questions: int
    held_back: int
    by_model: Judgement | None = None
    by_habit: Judgement | None = None


def learn() -> Outcome:
    """Learn from all kept clicks of which the deciding numbers are known, and judge. Changes nothing."""
    return judge(list(_opened()), mixtures.mixture_of(index.directory()))


def judge(opened: Sequence[Opened], present: Mixture) -> Outcome:
    """Learn from one half of the questions; on the other half the new weights have to be better twice."""
    questions = {one.key for one in opened}
    held = {key for key in questions if int(key[-1], 16) % 2}
    figures: dict[str, Any] = {
        "present": present,
        "clicks": len(opened),
        "questions": len(questions),
        "held_back": len(held),
    }
    if len(questions) < NEEDED or not held or held == questions:
        reason = f"clicks of {len(questions)} questions can teach something, {NEEDED} are needed"
        return Outcome(learnt=None, reason=reason, **figures)
    found = best(Clicks([one for one in opened if one.key not in held]), present)
    if found == present:
        return Outcome(learnt=None, reason="no others put more opened hits on top", **figures)
    back = Clicks([one for one in opened if one.key in held])
    before, after = back.gains(present), back.gains(found)
    judgements = []
    for counts in (back.by_model(), back.by_habit()):
        old, new = back.by_question(before * counts), back.by_question(after * counts)
        p = p_value((new - old).tolist())
        judgements.append(Judgement(before=float(old.mean()), after=float(new.mean()), p=p))
    model, habit = judgements
    return Outcome(
        learnt=found,
        reason="" if model.is_better and habit.is_better else _why_not(model, habit),
        by_model=model,
        by_habit=habit,
        **figures,
    )


def use(outcome: Outcome) -> None:
    """Let searches go by what was learnt from now on."""
    assert outcome.learnt is not None and outcome.by_model is not None and outcome.by_habit is not None
    notes = {
        "learnt": timezone.now().astimezone(dt.UTC).isoformat(timespec="seconds"),
        "clicks": outcome.clicks,
        "questions": outcome.questions,
        "held_back": outcome.held_back,
        "before": round(outcome.by_model.before, 4),
        "after": round(outcome.by_model.after, 4),
        "p": round(max(outcome.by_model.p, outcome.by_habit.p), 4),
    }
    mixtures.keep(outcome.learnt, notes, index.directory())


def forget() -> bool:
    """Go back to the weights every site begins with; whether others had been learnt."""
    return mixtures.forget(index.directory())


def _why_not(model: Judgement, habit: Judgement) -> str:
    for judgement in (model, habit):
        if judgement.after <= judgement.before:
            return "the best others put held-back clicks no higher"
    if not model.is_better:
        return f"others put held-back clicks higher by chance only (p = {model.p:.3f})"
    return f"what others gain lies in which places people open, not in what stands there (p = {habit.p:.3f})"


def _opened() -> Iterator[Opened]:
    """Clicks among hits that words and meaning put in order, but for those that were said not to help."""
    rows = SearchClick.objects.filter(covered__isnull=False).exclude(helpful=False).order_by("pk")
    names = ("key", "shown", "covered", "first", "position")
    for key, shown, covered, first, position in rows.values_list(*names).iterator(chunk_size=2000):
        weighed = [(at, row) for at, row in enumerate(shown) if row[1] is not None]
        at = next((n for n, (place, _row) in enumerate(weighed) if first + place == position), None)
        if at is None or len(weighed) < 2:
            continue
        yield Opened(
            key=key,
            said=[row[1] / _WHOLE for _place, row in weighed],
            meant=[row[2] / _WHOLE for _place, row in weighed],
            demoted=[bool(row[3]) for _place, row in weighed],
            covered=covered,
            at=at,
            place=position,
        )
