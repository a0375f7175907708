"""How people reach Signpost. A channel keeps nothing and decides nothing."""
