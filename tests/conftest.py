"""The tests are about what is said in English, or in the language they ask for, whatever the locale they run in."""

import os

os.environ["LC_ALL"] = "C.UTF-8"
