"""Contracts between floors: an app declares here what a floor above collects."""
