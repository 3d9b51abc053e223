"""The gallery: people, their faces, and how they are found and forgotten."""
