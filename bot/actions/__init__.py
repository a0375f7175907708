"""Rasa actions, one a file: tracker to case, case to the core, result to the store, words to the person."""
