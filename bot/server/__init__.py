"""The chat process: everything that `python -m bot.server` puts together."""
