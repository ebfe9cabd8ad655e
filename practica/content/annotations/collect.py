"""Listens to the facts by which apps say that a text of theirs is another now."""

from practica.content.annotations.listeners import text_changed
from practica.core.ledger.listeners import Listener, add_listener
from practica.kit.contracts import quoting

_facts = {fact.__name__ for quotable in quoting.all_quotable().values() for fact in quotable.facts}
add_listener(Listener("annotations.find_again", frozenset(_facts), text_changed))
