"""Footnotes: a part of their own, which the Word library does not write."""

from __future__ import annotations

from dataclasses import dataclass, field

from forecasting._appendix.docx.wordml import declared, run

__all__ = ["Notes"]

_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    "</w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>"
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


@dataclass(slots=True)
class Notes:
    """The footnotes of a document, in the order they are called.

    Attributes:
        text_style, mark_style: ids of the styles of the note and of its number.
        chinese: whether punctuation takes the Chinese font.
    """

    text_style: str
    mark_style: str
    chinese: bool
    texts: list[str] = field(default_factory=list)

    def mark(self, text: str) -> str:
        """Keep a note and give the run that calls it."""
        self.texts.append(text)
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.texts)}"/></w:r>'
        )

    def part(self) -> bytes:
        """The footnotes as a part."""
        notes = "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self.text_style}"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr><w:footnoteRef/></w:r>'
            f"{run(' ' + text, chinese=self.chinese)}</w:p></w:footnote>"
            for number, text in enumerate(self.texts, start=1)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:footnotes {declared('w', 'r')}>{_SEPARATORS}{notes}</w:footnotes>"
        ).encode()
