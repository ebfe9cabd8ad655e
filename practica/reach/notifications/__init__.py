"""Notifications: who hears of what, in the inbox and by mail.

A *notice* is one row of somebody's inbox; facts about the same thing renew it (its *key*). The *outbox* holds
mail until it is really sent. Whether a person may still see what a notice is about is asked when it is made,
when it is shown and when it is mailed.
"""
