"""Text messages: one more client of the same engine, read and rendered at its edge."""
