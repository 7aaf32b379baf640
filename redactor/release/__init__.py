"""What leaves: burnt, rebuilt by allow-list, proved, with its schedule and manifest."""
