"""The REST interface: the same actions and the same refusals as the pages, for machines.

A *token* is a person's key for a program of hers; a *scope* is the part of her rights it may use.
"""
