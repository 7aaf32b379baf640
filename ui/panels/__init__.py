"""What stands around the pages: lists, bars, the start page."""
