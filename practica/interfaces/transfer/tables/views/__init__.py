"""Doors of tables for people."""
