"""Pages of communities, one module per resource."""
