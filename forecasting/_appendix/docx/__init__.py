"""The appendix as a Word document, and what such a document says when it is read again."""
