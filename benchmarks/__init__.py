"""What does it cost, and what is it worth? Measurements and the training of the weights."""
