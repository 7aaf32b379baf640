"""A page's content made safe: burnt, rebuilt by allow-list, and drawn on."""
