"""EDGE: what is remembered over a restart, a module per subject; all of it in the one file that `bot/store.py` opens."""
