"""The walls between computing and wording: no document reads a number back out of a sentence."""
