"""Bounded fuzzing: bodies, pictures and routes are sent what no one thought of."""
