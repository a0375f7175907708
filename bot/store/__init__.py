"""What is kept: conversations, cases, results. Content is encrypted before it is written."""
