"""One self-contained page of an assessment: the answer first, then all it rests on.

Charts are inlined as SVG, whose text stays text, and the letters used come along as web fonts, so that the page needs
no network and no Chinese font on the reader's machine. A script of its own copies and saves the charts.
"""

from forecasting.show.page.document import page, write_page

__all__ = ["page", "write_page"]
