"""How a wall is drawn: its pieces, sharing one, and looking over a batch."""
