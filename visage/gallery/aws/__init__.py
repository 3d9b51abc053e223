"""A gallery on AWS: records in one DynamoDB table, vectors in Amazon S3 Vectors.

How several functions at once change and read it, and what is there after each of them
has stopped at any point, is in `head.py`, `commit.py` and `leftovers.py`, and told as a
whole in `docs/gallery.md`.
"""
