"""Answers that are quotes: sentences that stand in what the reader may see, or none.

A question is looked for as every question is; the texts found are read as they are stored now, the sentences
that answer best are chosen, and each is looked up once more in its text before it is shown. When what was
found does not say enough, nothing is quoted: people are named who may know.
"""
