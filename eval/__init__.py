"""How well the finder does: texts with the truth written into them, and measures."""
