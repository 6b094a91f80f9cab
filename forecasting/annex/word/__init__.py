"""The appendix as a Word document, and what such a document says when it is read again."""

from __future__ import annotations

from forecasting.annex.word.reading import blocks_text, notes_text, settings_of
from forecasting.annex.word.writer import write_docx

__all__ = ["blocks_text", "notes_text", "settings_of", "write_docx"]
