"""How does a reply look, how it came about, or a run of many? One module per place where it is shown; escaping and links in one place each."""
