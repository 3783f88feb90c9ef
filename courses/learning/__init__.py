"""Learning (学习): who was there, what was watched, and what is still missing."""
