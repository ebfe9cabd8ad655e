"""What happens to notices and mail: told, read, put away, queued, sent."""
