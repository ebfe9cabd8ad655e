"""Doors of collections for people."""
