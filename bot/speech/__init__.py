"""What Signpost says, put together for whoever listens. Needs no Rasa, so the front desk can say it too."""
