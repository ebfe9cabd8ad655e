"""Listens to every fact some app has a notice for, and hooks mail and reading to the floors below."""

from practica.core.ledger.listeners import Listener, add_listener
from practica.kit.contracts import mail, notices, reading
from practica.reach.notifications.actions.outbox import queue_text
from practica.reach.notifications.actions.reading import community_seen, entry_read
from practica.reach.notifications.actions.telling import tell

_TOLD_OF = frozenset(fact.__name__ for fact in {*notices.sources(), *notices.settlers()})
add_listener(Listener("notifications.tell", _TOLD_OF, tell))
mail.mail_is_sent_by(queue_text)
reading.when_entry_is_read(entry_read)
reading.when_community_is_seen(community_seen)
