"""How does a reply look? One module per place where it is shown; escaping and links in one place each."""
