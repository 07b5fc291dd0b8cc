"""From a file to the raw cards in it: readers, lines and cells, cards, and one module per field."""
