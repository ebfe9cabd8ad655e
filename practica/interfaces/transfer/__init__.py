"""Transfer: what comes in from elsewhere and what goes out again.

A *source* is a folder, a zip or a git repository; an *item* is one file in it; an *outcome* says what
became of an item and why. Only `readers` opens foreign material.
"""
