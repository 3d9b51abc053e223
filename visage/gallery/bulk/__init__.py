"""Many people at once: put into a gallery, taken out of it, and put in again."""
