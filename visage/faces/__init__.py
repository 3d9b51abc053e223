"""Faces: found, brought upright, measured."""
