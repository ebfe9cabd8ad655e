"""Searches that people keep: kept, changed and dropped by them, looked at again by the worker."""
