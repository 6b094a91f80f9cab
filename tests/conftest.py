"""What all tests share: English unless they ask otherwise, whatever the locale, and no wall time."""

import os

from hypothesis import settings

os.environ["LC_ALL"] = "C.UTF-8"

# How long an example takes depends on the machine.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
