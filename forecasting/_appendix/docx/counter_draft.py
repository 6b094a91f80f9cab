"""The counter-draft: the report's own sentences in Word, repairs as tracked changes, calculations as comments."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecasting._appendix.docx.package import opened
from forecasting._appendix.docx.wordml import declared, paragraph, run
from forecasting._appendix.docx.writer import head_and_foot
from forecasting._appendix.redraft import redraft
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting._appendix.redraft import Edit, Sentence
    from forecasting.judge.assessment import Assessment

__all__ = ["write_counter_draft"]

_AUTHOR = "forecasting"
_INITIALS = "fc"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(slots=True)
class _Draft:
    """Numbers of changes and comments, which the file needs unique, and the comments met so far."""

    text_style: str
    mark_style: str
    chinese: bool
    changes: int = 0
    comments: list[tuple[str, ...]] = field(default_factory=list)

    def sentence(self, sentence: Sentence) -> str:
        """A quote with its changes and remarks."""
        parts, at = [], 0
        for edit in sentence.edits:
            parts += [self.text(sentence.quote[at : edit.start]), self.edit(edit, sentence.quote)]
            at = edit.end
        return "".join(parts) + self.text(sentence.quote[at:])

    def text(self, text: str) -> str:
        return run(text, chinese=True)

    def edit(self, edit: Edit, quote: str) -> str:
        number = len(self.comments)
        self.comments.append(edit.comment)
        old = quote[edit.start : edit.end]
        shown = self.text(old)
        if edit.new is not None:
            shown = self.tracked("del", run(old, tag="w:delText")) + self.tracked("ins", self.text(edit.new))
        return (
            f'<w:commentRangeStart w:id="{number}"/>{shown}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )

    def tracked(self, kind: str, content: str) -> str:
        """A tracked change; without a date, since a clock is no input."""
        self.changes += 1
        return f'<w:{kind} w:id="{1000 + self.changes}" w:author="{_AUTHOR}">{content}</w:{kind}>'

    def part(self) -> bytes:
        """The comments as a part."""
        written = []
        for number, lines in enumerate(self.comments):
            mark = f'<w:r><w:rPr><w:rStyle w:val="{self.mark_style}"/></w:rPr><w:annotationRef/></w:r>'
            paragraphs = [
                paragraph((mark if not place else "") + run(line, chinese=self.chinese), self.text_style)
                for place, line in enumerate(lines or ("",))
            ]
            written.append(
                f'<w:comment w:id="{number}" w:author="{_AUTHOR}" w:initials="{_INITIALS}">'
                f"{''.join(paragraphs)}</w:comment>"
            )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:comments {declared('w', 'r')}>{''.join(written)}</w:comments>"
        ).encode()


def write_counter_draft(assessment: Assessment) -> bytes:
    """The sentences of a report with the smallest repair of each number as tracked changes (.docx).

    Args:
        assessment: of the report; its language is that of the remarks, the sentences stay as printed.

    Returns:
        A Word document, the same bytes for the same assessment.

    Raises:
        ForecastingError: python-docx is missing.
    """
    language = assessment.language
    package = opened(language, None, "a counter-draft")
    styles = package.styles
    chinese = language == "zh"
    draft = _Draft(styles["CommentText"], styles["CommentReference"], chinese)
    sentences = redraft(assessment)

    def line(text: str, style: str) -> str:
        return paragraph(run(text, chinese=chinese), styles[style])

    title = say("counter_draft.title", language)
    name = assessment.dossier.name(language)
    body, source, place = [], None, None
    several = len({one.source for one in sentences}) > 1
    for sentence in sentences:
        if several and sentence.source != source:
            known = assessment.dossier.sources.get(sentence.source)
            body.append(line(known.name(language) if known else sentence.source, "Heading1"))
            place = None
        source = sentence.source
        if sentence.locator != place:
            body.append(line(sentence.locator or say("counter_draft.no_place", language), "Heading2"))
            place = sentence.locator
        body.append(paragraph(draft.sentence(sentence), styles["BodyText"]))
    edits = [edit for one in sentences for edit in one.edits]
    changed = sum(edit.new is not None for edit in edits)
    head = [line(title, "Title"), line(name, "Subtitle")]
    head.append(line(say("counter_draft.what", language), "AnnexLede"))
    tale = [_counted(changed, len(edits) - changed, language)]
    if assessment.differences:
        tale.append(say("counter_draft.scenario", language, scenario=assessment.scenario.name))
    head.append(line(("" if chinese else " ").join(tale), "AnnexQuiet"))
    if draft.comments:
        package.add_part("/word/comments.xml", _TYPE, "comments", draft.part())
    head_and_foot(package, title)
    return package.closed("".join(head + body), title=title, subject=name)


def _counted(changes: int, remarks: int, language: str) -> str:
    if not changes and not remarks:
        return say("counter_draft.none", language)
    return say("counter_draft.counts", language, changes=changes, remarks=remarks)
