"""The alerts function: what was seen, who decides about it, and whom it is told."""
