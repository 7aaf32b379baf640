"""Mail: messages read from what programs save, and set in pages."""
