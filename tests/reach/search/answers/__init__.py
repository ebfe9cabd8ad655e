"""Tests of answers that are quotes."""
