"""An appendix that was handed on, held against its dossier: every number recomputed, every edit listed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting import __version__
from forecasting._appendix.blocks import FORMATS, Contents, Figure, Formula, Heading
from forecasting._appendix.formula import formula_text
from forecasting._appendix.origin import scenario_from
from forecasting._appendix.pieces import Change, Piece, changes, numbers_in, pieces_of, snippet, tokens
from forecasting._appendix.plain import block_notes, headed
from forecasting._appendix.strays import html_outside, word_notes, word_strays, word_text
from forecasting._appendix.verified import Difference, Verification
from forecasting.dossier import Dossier
from forecasting.dossier.inputs import digests
from forecasting.errors import ForecastingError
from forecasting.files import read_whole
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting._appendix.blocks import AppendixDocument, Block

__all__ = ["Difference", "Verification", "verify"]

#: Share of its words from which a text without a mark is taken for one of the appendix that lost its mark.
_SAME = 0.9


@dataclass(slots=True)
class _Report:
    """Findings as they are made."""

    document: AppendixDocument
    headings: dict[str, str]
    pieces: list[list[Piece]]
    differences: list[Difference] = field(default_factory=list)
    wording: list[Difference] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    by_marks: bool = True
    behind: int = 0

    def take(self, block: str, pieces: Sequence[Piece], found: Sequence[Change]) -> None:
        """Keep the changes of a block."""
        heading = self.headings.get(block, "")
        for change in found:
            piece = pieces[change.piece]
            colon = "：" if self.document.language == "zh" else ": "
            where = piece.where(self.document.language)
            place = colon.join(one for one in (heading, where) if one)
            one = Difference(block, place, change.printed, change.expected, piece.binds)
            (self.differences if change.number else self.wording).append(one)

    def lose(self, block: str, pieces: Sequence[Piece]) -> None:
        """Keep that a block is gone."""
        first = snippet(next((piece.text for piece in pieces if piece.text), block), 60)
        heading = self.headings.get(block, "")
        self.missing.append(f"{heading}: {first}" if heading and heading != first else first)


def verify(file: str | os.PathLike[str], folder: Dossier | str | os.PathLike[str]) -> Verification:
    """Recompute every number of an appendix from its dossier and list what differs or was edited.

    Args:
        file: an appendix that `forecasting` wrote, ending in .docx, .html or .pdf, edited since or not.
        folder: the dossier, or its folder.

    Raises:
        ForecastingError: another ending, a file that cannot be read or holds no settings of an appendix, a folder
            that is no dossier, or scenarios that no longer apply to it.
    """
    given: object = file
    if not isinstance(given, str | PathLike):
        msg = f"an appendix is a file; expected its path, received {type(file).__name__}"
        raise ForecastingError(msg)
    place = Path(file)
    ending = place.suffix.lower()
    if ending not in FORMATS:
        msg = f"cannot verify {str(file)!r}; an appendix is a file that ends with one of {', '.join(FORMATS)}"
        if ending == ".xlsx":
            msg += "; a workbook recalculates itself when it is opened"
        raise ForecastingError(msg)
    try:
        content = read_whole(place)
    except OSError as problem:
        msg = f"cannot read {str(file)!r}: {problem.strerror}"
        raise ForecastingError(msg) from problem
    settings = _settings(content, ending)
    if isinstance(folder, Dossier):
        dossier, name = folder, folder.name(settings["language"])
    else:
        from forecasting.scenarios import load

        dossier, name = load(folder), str(folder)
    entity = settings.get("entity", dossier.entity)
    if entity != dossier.entity:
        msg = f"this appendix was made from a dossier about {entity!r}, and {name} is about {dossier.entity!r}; give the folder it was made from"
        raise ForecastingError(msg)
    document = _rebuilt(settings, dossier)
    compared = [pieces_of(block) for block in document.blocks]
    report = _Report(document, _headings(document), compared)
    if ending == ".pdf":
        report.by_marks = False
        _verify_pdf(report, content)
    else:
        _verify_blocks(report, content, ending)
    skipped = sum(
        isinstance(block, Figure) or (not report.by_marks and isinstance(block, Formula))
        for block in document.blocks
    )
    return Verification(
        str(file),
        name,
        sum(numbers_in(piece.text) for pieces in compared for piece in pieces)
        + sum(numbers_in(note) for block in document.blocks for note in block_notes(block))
        + report.behind,
        sum(bool(pieces) for pieces in compared),
        tuple(_inputs(settings["inputs"], dossier)),
        settings["version"] if settings["version"] != __version__ else "",
        tuple(report.differences),
        tuple(report.wording),
        tuple(report.missing),
        tuple(report.added),
        skipped,
        report.behind > 0,
    )


_SHAPES: Mapping[str, type] = {
    "version": str,
    "language": str,
    "title": str,
    "sections": list,
    "scenarios": list,
    "inputs": list,
}


def _settings(content: bytes, ending: str) -> dict[str, Any]:
    """What the file says it was made from, looked over: it may come from anywhere."""
    if ending == ".docx":
        from forecasting._appendix.docx.reading import settings_of as read

        found = read(content)
    elif ending == ".html":
        from forecasting._appendix.html.reading import settings_of as read_html

        found = read_html(_decoded(content))
    else:
        from forecasting._appendix.pdf.reading import settings_of as read_pdf

        found = read_pdf(content)
    given: object = found
    wrong = (
        [key for key, shape in _SHAPES.items() if not isinstance(given.get(key), shape)]
        if isinstance(given, dict)
        else list(_SHAPES)
    )
    if not wrong and found["language"] not in LANGUAGES:
        wrong = ["language"]
    if wrong:
        msg = (
            f"the settings within this appendix are damaged: {', '.join(wrong)} missing or of the wrong kind; "
            "write the appendix again"
        )
        raise ForecastingError(msg)
    return found


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        msg = f"this HTML file is not UTF-8, as an appendix is: {problem.reason} at byte {problem.start}"
        raise ForecastingError(msg) from problem


def _rebuilt(settings: Mapping[str, Any], dossier: Dossier) -> AppendixDocument:
    """The appendix made again: same scenarios, sections, language and title, numbers of the dossier."""
    from forecasting._appendix import appendix
    from forecasting.judge.assessment import assess

    try:
        scenarios = [scenario_from(one) for one in settings["scenarios"]]
    except (TypeError, ValueError, AttributeError) as problem:
        msg = f"the scenarios within this appendix cannot be read: {problem}; write the appendix again"
        raise ForecastingError(msg) from problem
    language = settings["language"]
    runs = [assess(dossier, one, language=language) for one in scenarios]
    brief = settings.get("brief") is True
    sections = None if brief else settings["sections"]
    return appendix(
        *runs, language=language, title=settings["title"], sections=sections, brief=brief
    ).document


def _inputs(made_from: Sequence[Any], dossier: Dossier) -> Iterator[tuple[str, str]]:
    """Input files that are not what they were."""
    then = {str(one.get("name")): one.get("sha256") for one in made_from if isinstance(one, dict)}
    now = {one["name"]: one["sha256"] for one in digests(dossier)}
    for name in sorted(then | now):
        if name not in now:
            yield name, "input_gone"
        elif name not in then:
            yield name, "input_new"
        elif then[name] != now[name]:
            yield name, "input_changed"


def _headings(document: AppendixDocument) -> dict[str, str]:
    """The heading each block stands under, as printed."""
    found, last = {}, ""
    for block in document.blocks:
        last = headed(block) if isinstance(block, Heading) else last
        found[block.id] = last
    return found


def _verify_blocks(report: _Report, content: bytes, ending: str) -> None:
    """Word and HTML know their blocks."""
    if ending == ".docx":
        from forecasting._appendix.docx.reading import blocks_text

        printed = blocks_text(content)
        notes = word_notes(content)
        strays = word_strays(content)
    else:
        from forecasting._appendix.html.reading import blocks_text as read_html

        html = _decoded(content)
        printed = read_html(html)
        notes, strays = html_outside(html)
    document = report.document
    headed_by = {_flat(text) for text in (document.label, document.title, document.subtitle)}
    strays = [text for text in strays if _flat(text) not in headed_by]
    texts: dict[str, str] = {}
    for name, text in printed:
        texts[name] = f"{texts[name]}\n{text}" if name in texts else text
    every = list(zip(document.blocks, report.pieces, strict=True))
    lost = [block for block, pieces in every if pieces and not texts.get(block.id, "").strip()]
    if lost and ending == ".docx":
        _verify_sequence(report, word_text(content), strays)
        _verify_notes(report, notes)
        return
    for block, pieces in every:
        if isinstance(block, Formula):
            _verify_formula(report, block, texts.get(block.id))
        elif block in lost:
            report.lose(block.id, pieces)
        elif pieces:
            report.take(block.id, pieces, _block_changes(pieces, texts[block.id]))
    known = {block.id for block in document.blocks}
    report.added += [snippet(text or name, 60) for name, text in texts.items() if name not in known]
    report.added += [snippet(text, 60) for text in strays]
    for block in document.blocks:
        if isinstance(block, Contents):
            report.added += _no_headings(document, texts.get(block.id, ""))
    _verify_notes(report, notes)
    if ending == ".html":
        _verify_charts(report, _decoded(content))


def _no_headings(document: AppendixDocument, contents: str) -> list[str]:
    """Lines of the contents with a number that no heading has; a page may stand behind, as programs put it there."""
    headings = {_flat(headed(one)) for one in document.blocks if isinstance(one, Heading)}
    lines = [" ".join(line.split()) for line in contents.split("\n")]
    return [
        snippet(line, 60)
        for line in lines
        if numbers_in(line) and not headings & {_flat(line), _flat(re.sub(r"[\s.…]*\d{1,3}$", "", line))}
    ]


def _verify_charts(report: _Report, html: str) -> None:
    """The numbers behind the charts of an HTML appendix: in the script that draws them, and in the tables below."""
    from forecasting._appendix.html import charts
    from forecasting._appendix.html.reading import specifications, tables_text
    from forecasting._appendix.pictures import Pictures

    pictures, drawn, below = Pictures(), specifications(html), tables_text(html)
    here = [one for one in report.document.blocks if isinstance(one, Figure) and one.id in below]
    for figure in here:
        specification = pictures.specification(figure)
        if figure.id in drawn:
            expected = charts.expected_specification(specification, report.document.language)
            for piece, change in charts.specification_changes(figure, expected, drawn[figure.id]):
                report.take(figure.id, [piece], [change])
        else:
            report.lose(figure.id, [charts.behind(figure, "")])
        pieces = charts.table_pieces(figure, specification)
        if pieces:
            report.take(figure.id, pieces, _block_changes(pieces, below[figure.id]))
        report.behind += sum(numbers_in(piece.text) for piece in pieces)


def _verify_sequence(report: _Report, text: str, strays: Sequence[str]) -> None:
    """A Word document whose marks were lost, as some programs lose them when they save: by sequence, like a PDF."""
    from forecasting._appendix.pdf.pieces import read_blocks

    report.by_marks = False
    told: Counter[str] = Counter()
    for found in read_blocks(report.document, [text], marks=False):
        told.update(one.text for piece in found.pieces for one in tokens(piece.text))
        if found.missing:
            report.lose(found.id, found.pieces)
        else:
            report.take(found.id, found.pieces, found.changes)
    formulas = tuple(block.label for block in report.document.blocks if isinstance(block, Formula))
    report.added += [
        snippet(text, 60)
        for text in strays
        if _share(text, told) < _SAME and not (formulas and text.endswith(formulas))
    ]


def _share(text: str, told: Counter[str]) -> float:
    """The share of the tokens of a text that are told elsewhere."""
    mine = Counter(one.text for one in tokens(text))
    return (mine & told).total() / max(1, mine.total())


def _block_changes(pieces: Sequence[Piece], text: str) -> list[Change]:
    if " ".join(text.split()) == " ".join(" ".join(piece.text for piece in pieces).split()):
        return []
    wanted = [one for place, piece in enumerate(pieces) for one in tokens(piece.text, place)]
    return list(changes(wanted, tokens(text)))


def _verify_formula(report: _Report, block: Formula, text: str | None) -> None:
    """The digits of a formula in their order; how it is set is each format's own."""
    piece = Piece(formula_text(block.tree), block.label, (), 0)
    if text is None:
        report.lose(block.id, [piece])
        return
    wanted = "".join(letter for letter in piece.text + block.label if letter.isdigit())
    printed = "".join(letter for letter in text if letter.isdigit())
    # A program that turns formulas into pictures leaves the number beside them.
    if printed not in (wanted, "".join(letter for letter in block.label if letter.isdigit())):
        report.take(block.id, [piece], [Change(0, printed, wanted, number=True)])


def _verify_notes(report: _Report, printed: Sequence[str]) -> None:
    """Footnotes in their order, those put in or gone apart."""
    document = report.document
    wanted = [(block, note) for block in document.blocks for note in block_notes(block)]
    here = [_flat(note) for _, note in wanted]
    there = [_flat(note) for note in printed]
    if here == there:
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for step in range(max(i2 - i1, j2 - j1)):
            if i1 + step >= i2:
                report.added.append(snippet(there[j1 + step], 60))
                continue
            block, note = wanted[i1 + step]
            label = say("verification.note", document.language, number=i1 + step + 1)
            pieces = [Piece(note, label, _binds(block), 0)]
            if j1 + step >= j2:
                report.lose(block.id, [Piece(f"{label} {note}", "", (), 0)])
            else:
                report.take(block.id, pieces, list(changes(tokens(note), tokens(there[j1 + step]))))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _binds(block: Block) -> tuple[str, ...]:
    return tuple(getattr(block, "binds", ()))


def _verify_pdf(report: _Report, content: bytes) -> None:
    """A PDF knows lines and pages only."""
    from forecasting._appendix.pdf.pieces import read_blocks
    from forecasting._appendix.pdf.reading import page_texts

    for found in read_blocks(report.document, page_texts(content)):
        if found.added:
            report.added.append(snippet(found.pieces[0].text, 60))
        elif found.missing:
            report.lose(found.id, found.pieces)
        else:
            report.take(found.id, found.pieces, found.changes)
