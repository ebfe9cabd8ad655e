"""People, the organisations they come from and the units they belong to.

A *colleague* is a person of a home organisation; a *guest* is anyone else and sees only people she shares a
community with. An *author* without an account can be claimed by the person it was.
"""
