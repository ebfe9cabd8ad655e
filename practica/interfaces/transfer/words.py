# ruff: noqa: E501 - a sentence stays on its line, as translators and searches want it
"""The sentences of a ledger: kept as code and values, spoken in the language of who reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop

from practica.interfaces.transfer.readers.reasons import SENTENCES, Reason

MOST = 60

OWN: dict[str, str] = {
    "edited-here": gettext_noop("It was edited here since the last import, so it is left as it is. Compare both and take over what you need."),
    "binned-here": gettext_noop("It was deleted here since the last import, so it stays deleted."),
    "moved": gettext_noop("It was %(old)s before; the page and everything that links to it stay."),
    "placed": gettext_noop("It stands elsewhere in the source now, and so it does here."),
    "moved-here": gettext_noop("It was moved here since the last import, so it stays where it is; the source puts it elsewhere."),
    "source.unlike": gettext_noop("Hardly anything in it is like what came from “%(label)s” before. Make sure that this is what you want."),
    "source.other": gettext_noop("It is not like anything that was imported here before, so it is taken for a new source and changes nothing of the others."),
    "undo.placed": gettext_noop("It has its former place and path again."),
    "undo.community": gettext_noop("The community it had started is removed too: nobody had joined or written there."),
    "undo.community-kept": gettext_noop("The community stays: %(why)s"),
    "why.members": gettext_noop("others have joined."),
    "why.entries": gettext_noop("something in it is not from this import, or was changed since."),
    "why.imports": gettext_noop("other imports went there."),
    "why.changed": gettext_noop("it was changed or people were invited since."),
    "gone": gettext_noop("It is no longer in the source. The page here stays until you delete it."),
    "same-bytes": gettext_noop("It has the same content as %(other)s and is kept once."),
    "same-key": gettext_noop("Another item became the same page."),
    "title-cut": gettext_noop("The title was longer than %(limit)s characters and is cut."),
    "too-deep": gettext_noop("It stood deeper than %(limit)s levels and stands further up now."),
    "draft": gettext_noop("The source marks it as a draft, so only the core group sees it."),
    "co-authors": gettext_noop("Also written by %(names)s; a page names one author first."),
    "slow": gettext_noop("It took longer than %(seconds)s seconds to render, so it was left out."),
    "renderer": gettext_noop("It could not be rendered, so it was left out."),
    "refused": gettext_noop("%(sentence)s"),
    "no-entry": gettext_noop("The page above it could not be imported; it stands further up."),
    "history-cut": gettext_noop("%(count)s older versions could not be read."),
    "export.discussion": gettext_noop("Questions and discussions of an export are kept in the archive; only pages and files are imported."),
    "export.comments": gettext_noop("Comments on passages come with their page."),
    "export.fields": gettext_noop("What fields held is kept in the archive; types and fields are not imported."),
    "export.manifest": gettext_noop("It was read for authors and dates; nothing of it is kept."),
    "continued": gettext_noop("It was interrupted and continued after a restart at %(at)s."),
    "import.too-large": gettext_noop("This upload is larger than %(limit)s."),
    "import.no-right": gettext_noop("You may no longer import here."),
    "import.name": gettext_noop("%(sentence)s"),
    "import.gone": gettext_noop("The uploaded source is no longer kept. Upload it again."),
    "import.broken": gettext_noop("Something went wrong on our side; what was brought in so far stays and can be undone. It is noted under %(log)s."),
    "undo.edited": gettext_noop("Kept: somebody edited it since the import."),
    "undo.answered": gettext_noop("Kept: somebody has built on it since the import."),
    "undo.removed": gettext_noop("Taken out again."),
    "undo.restored": gettext_noop("The version from before the import stands again."),
    "undo.gone": gettext_noop("It was deleted already."),
}  # fmt: skip
# Losses that are not the source's own reasons but still mean that something is missing.
LOSSES = {"title-cut", "too-deep", "draft", "co-authors", "history-cut", "no-entry"}


def kept(reason: Reason) -> dict[str, Any]:
    """``reason`` of the readers as it is stored."""
    return {"code": reason.code, "values": dict(reason.params)}


def own(code: str, **values: Any) -> dict[str, Any]:
    """A reason of ours as it is stored. An unknown code is a programming error."""
    assert code in OWN, code
    return {"code": code, "values": {name: str(value)[:300] for name, value in values.items()}}


def is_loss(reason: Mapping[str, Any]) -> bool:
    """Whether ``reason`` says that something of the item is missing here."""
    return reason["code"].startswith("lossy.") or reason["code"] in LOSSES


def sentences(reasons: Iterable[Mapping[str, Any]]) -> list[str]:
    """``reasons`` in the language of who reads."""
    return [_sentence(reason) for reason in reasons]


def _sentence(reason: Mapping[str, Any]) -> str:
    template = OWN.get(reason["code"]) or SENTENCES.get(reason["code"], "")
    values = dict(reason.get("values", {}))
    if reason["code"] == "continued" and (at := parse_datetime(values.get("at", ""))):
        values["at"] = time_format(localtime(at), "H:i")
    if (why := OWN.get(values.get("why", ""))) is not None:
        values["why"] = gettext(why)
    return gettext(template) % values if template else str(reason["code"])
