"""What survives when processes are killed, many write at once, and a backup has to be brought back."""
