"""What a reader does with any entry: open it by its lasting address, keep it, follow it, vote."""
