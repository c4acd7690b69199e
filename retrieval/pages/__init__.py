"""What do web pages do to text, and how is it undone? Values in, values out."""
