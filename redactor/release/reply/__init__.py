"""The letter: what each part is answered, and why, as a value and as a file."""
