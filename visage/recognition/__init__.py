"""Recognition: from a face to a vector, and from two vectors to a decision."""
