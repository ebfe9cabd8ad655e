"""The reach floor: search, notifications; they know facts and core, never a content app."""
