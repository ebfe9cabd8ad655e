"""The ledger: one past-tense row for everything that happened, and who listens to it.

A *fact* is what happened, a *listener* is code that reacts, a *delivery* is the mark that a listener has
dealt with a fact: audit trail and outbox in one.
"""
