"""Claims about `bot/`: what is said to a message, to whom, and how it looks."""
