"""The appendix as PDF: written, and read again to be verified."""
