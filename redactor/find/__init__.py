"""Finding personal data in text, and the people it belongs to."""
