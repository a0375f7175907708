"""The one place that adapts Rasa's internals. Everything here is written for Rasa 3.6.21 only."""
