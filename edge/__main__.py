"""`python -m edge` is `visage-edge`."""

from edge.start import main

main()
