"""Office files: what they show set in pages, and what they hide shown behind it."""
