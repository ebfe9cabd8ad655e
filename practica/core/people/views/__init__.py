"""Pages about people, one module per resource."""
