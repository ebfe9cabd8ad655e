"""Questions and discussions: what somebody asks or starts, and what others post in it.

A *thread* is a question or a discussion, a *post* is anything written in one: the opening, an answer (to a
question), a reply (in a discussion), a comment (under an answer or reply). A question may have one accepted
answer.
"""
