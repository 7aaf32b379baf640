"""The copy of a response for the public disclosure log."""
