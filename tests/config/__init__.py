"""Tests of settings, commands and the sample site."""
