"""What pages do when something happens: stand right in the tree, show links and cards as they are now."""

from __future__ import annotations

from collections.abc import Sequence

from practica.content.pages.actions import (
    follow_parents,
    plan_looks_at,
    plan_looks_at_types,
    render_again,
)
from practica.content.pages.actions.naming import want_names
from practica.content.pages.facts import PageCreated, PageRehomed, PageRestored, PageSaved
from practica.content.pages.jobs import name_cards
from practica.content.pages.models import Page
from practica.core.entries.actions import title_path
from practica.core.entries.facts import (
    EntryBinned,
    EntryRestored,
    EntryRetitled,
    EntryVerified,
    VerificationTakenBack,
)
from practica.core.entries.models import Entry, Link
from practica.core.ledger.listeners import listens
from practica.core.ledger.models import FactRow
from practica.core.types.facts import EntryRetyped, TypeChanged
from practica.kit.markup import cards


@listens(EntryBinned, EntryRestored, name="pages.follow_parents")
def tree(facts: Sequence[FactRow]) -> None:
    """Pages below a binned one move up until it comes back."""
    follow_parents({fact.entry_id for fact in facts if fact.entry_id})


@listens(PageCreated, PageRehomed, EntryRetitled, EntryBinned, EntryRestored, name="pages.show_links")
def links(facts: Sequence[FactRow]) -> None:
    """A ``[[Title]]`` written before its page existed leads there now; one whose page went says so."""
    touched = {fact.entry_id for fact in facts if fact.entry_id}
    gone = {fact.entry_id for fact in facts if fact.name == EntryBinned.__name__}
    sources = set(Link.objects.filter(target__in=gone).values_list("source", flat=True))
    # What a moved page could not find where it stood it may find now, and says so of the rest.
    sources |= {fact.entry_id for fact in facts if fact.entry_id and fact.name == PageRehomed.__name__}
    entries = Entry.objects.filter(pk__in=touched).exclude(state=Entry.State.BINNED)
    titles: dict[int, set[str]] = {}
    for community, title, uid in entries.values_list("community", "title", "uid"):
        titles.setdefault(community, set()).update((title_path(title), uid))
    for community, wanted in titles.items():
        # One that has its page and misses only a heading there looks the same whatever comes.
        broken = Link.objects.broken().filter(
            source__community=community, kind__in=("wiki", "page", "include"), target__isnull=True
        )
        for source, href in broken.values_list("source", "href").iterator():
            address = href.partition("#")[0]
            if title_path(address) in wanted or address[-12:] in wanted:
                sources.add(source)
    render_again(sources)


@listens(PageCreated, PageSaved, PageRestored, name="pages.name_cards")
def names(facts: Sequence[FactRow]) -> None:
    """Places elsewhere to which a new text leads in cards are asked what they are called."""
    entries = {fact.entry_id for fact in facts if fact.entry_id}
    texts = Page.objects.filter(entry__in=entries, html__contains='class="embed"').values_list(
        "html", flat=True
    )
    if want_names(address for html in texts for address in cards.addresses(html)):
        name_cards.enqueue()


@listens(
    PageCreated,
    PageSaved,
    PageRestored,
    EntryRetyped,
    EntryVerified,
    VerificationTakenBack,
    name="pages.plan_looks",
)
def looks(facts: Sequence[FactRow]) -> None:
    """What was written or verified needs a look so many days later as its type says."""
    plan_looks_at({fact.entry_id for fact in facts if fact.entry_id})


@listens(TypeChanged, name="pages.plan_looks_at_types")
def looks_at_types(facts: Sequence[FactRow]) -> None:
    """A type says otherwise how long its pages may stand."""
    plan_looks_at_types({str(fact.data.get("type_uid", "")) for fact in facts})
