"""The sections of the appendix, a function each: material in, blocks out."""
