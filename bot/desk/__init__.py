"""The front desk: a console for the people of the clinic, in a process of its own, without Rasa."""
