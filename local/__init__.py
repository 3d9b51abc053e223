"""The local stack: the whole service on loopback."""
