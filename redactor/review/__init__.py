"""What the second person needs: the checklist, what changed, and the figures."""
