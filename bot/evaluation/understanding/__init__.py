"""How well the trained pipeline understands texts that were written apart from its training data."""
