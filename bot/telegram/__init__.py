"""EDGE: the only package that knows the Telegram library. Updates in, our requests out; our replies in, messages out."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library warns, at every flood, where nobody chose
