"""The appendix as one HTML page: written, and read again to be verified."""
