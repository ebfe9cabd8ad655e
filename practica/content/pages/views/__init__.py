"""Pages about pages: reading, writing, history, the tree, what needs tidying."""
