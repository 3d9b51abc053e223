"""The verbs of a gallery, written once over the books of any store."""
