"""The people function: the gallery over HTTP."""
