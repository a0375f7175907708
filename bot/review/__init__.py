"""What a clinician reviews: the content and the words as one page, without opening code."""
