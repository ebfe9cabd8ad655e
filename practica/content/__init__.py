"""The content floor: one app per subject people write about."""
