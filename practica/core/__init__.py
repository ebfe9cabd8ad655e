"""The core floor: ledger, people, communities, entries and files, in that order from the bottom."""
