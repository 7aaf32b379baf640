"""What a release is searched with and judged by, before it leaves."""
