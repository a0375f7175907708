"""A call at the front desk: staff hold the interview with a caller, by the same core as the chat, without Rasa."""
