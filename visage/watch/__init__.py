"""Watching: what cameras tell, who is seen, and whom to tell of it."""
