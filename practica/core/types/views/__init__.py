"""What people do with types and fields."""
