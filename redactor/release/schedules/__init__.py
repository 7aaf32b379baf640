"""The schedule of what was withheld, in its four formats."""
