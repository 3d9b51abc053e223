"""Many clients at once on the running demo, beside the same load on its peers."""
