"""What `clients` counts, and `bench.load` reads."""

ALONE = ("POST", "/recognize")  # the route that is loaded alone, on the peers too

# Kinds of rows:
ANSWER = "answer"  # one answer
REFUSAL = "refusal"  # one 429
PATIENCE = "patience"  # from the first try to the answer, waits after 429 included
