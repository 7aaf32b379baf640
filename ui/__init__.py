"""The window: one of the engine's two users. It holds no truth of its own."""
