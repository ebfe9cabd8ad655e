"""The interfaces floor: how the house is met (pages, API, transfer)."""
