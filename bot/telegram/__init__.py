"""EDGE: the only package that knows the Telegram library. Updates in, our requests out; our replies in, messages out."""
