"""What is known of the places to which cards lead."""

from __future__ import annotations

from collections.abc import Sequence

from practica.content.pages.models.cards import Card, digest_of
from practica.kit.markup import SafeHtml, cards
from practica.kit.markup.cards import Named


def with_names(html: SafeHtml | str) -> SafeHtml:
    """``html`` with its cards called what their places are called. One query where there are any."""
    wanted = cards.addresses(html)
    return cards.named(html, names_of(wanted)) if wanted else SafeHtml(html)


def names_of(addresses: Sequence[str]) -> dict[str, Named]:
    """The names that are known, by address."""
    rows = Card.objects.filter(digest__in=[digest_of(one) for one in addresses]).exclude(title="")
    return {
        address: Named(title, about)
        for address, title, about in rows.values_list("address", "title", "about")
    }


def is_to_be_asked(address: str) -> bool:
    """Whether its place has yet to be asked."""
    return Card.objects.filter(digest=digest_of(address), looked_at=None).exists()
