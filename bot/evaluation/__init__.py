"""How well the core does on cases with a known answer: `make eval` (reference section 5)."""
