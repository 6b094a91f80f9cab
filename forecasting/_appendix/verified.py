"""What verification found: numbers and wordings that differ, blocks that are gone or new, and the report in words."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting import __version__
from forecasting._appendix.pieces import numbers_in
from forecasting.words import say

__all__ = ["Difference", "Verification"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A number or a wording that is not what the dossier gives.

    Attributes:
        block: id of the block; empty for a footnote of a PDF.
        place: heading it stands under, and where within its block, in the language of the appendix.
        printed: what the file says; empty where the number is gone.
        recomputed: what the dossier gives; empty where the number was put in.
        binds: the claims, findings or runs it comes from.
    """

    block: str
    place: str
    printed: str
    recomputed: str
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found.

    Attributes:
        file, folder: names as given.
        numbers, blocks: how many were compared.
        inputs: names of input files with what became of each since: "changed", "gone" or "new".
        version: of the package that wrote the appendix, where it is another one; else empty.
        differences: numbers that differ, were put in or are gone.
        wording: edits that touch no number.
        missing, added: headings or first words of blocks that are gone, and texts of blocks nobody wrote here.
        skipped: how many charts and formulas were not compared.
        behind: whether what stands behind the charts was compared all the same, as in HTML.
    """

    file: str
    folder: str
    numbers: int
    blocks: int
    inputs: tuple[tuple[str, str], ...] = ()
    version: str = ""
    differences: tuple[Difference, ...] = ()
    wording: tuple[Difference, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    skipped: int = 0
    behind: bool = False

    @property
    def exit_code(self) -> int:
        """0 when every number recomputes and none is gone or put in, else 1."""
        lost = any(numbers_in(text) for text in self.added)
        return 1 if self.differences or self.missing or lost else 0

    def text(self, language: str = "en") -> str:
        """The report in words, ending in a line feed."""

        def line(key: str, **values: object) -> str:
            return say(f"verification.{key}", language, **values)

        lines = [line(what, name=name) for name, what in self.inputs]
        if self.version:
            lines.append(line("version", old=self.version, new=__version__))
        lines += [self._difference(one, language) for one in self.differences]
        lines += [line("missing", text=one) for one in self.missing]
        lines += [line("added", text=one) for one in self.added]
        for one in self.wording:
            lines.append(line("wording", place=one.place, printed=one.printed, expected=one.recomputed))
        key = "wrong" if self.exit_code else "right"
        if key == "wrong" and len(self.differences) == 1 and not (self.missing or self.added):
            key = "wrong_one"
        lines.append(
            line(
                key,
                file=self.file,
                folder=self.folder,
                count=self.numbers,
                blocks=self.blocks,
                wrong=len(self.differences),
            )
        )
        if self.skipped:
            what = "drawn" if self.behind else "skipped"
            lines.append(line(what if self.skipped > 1 else f"{what}_one", count=self.skipped))
        return "\n".join(lines) + "\n"

    def _difference(self, one: Difference, language: str) -> str:
        binds = ("、" if language == "zh" else ", ").join(one.binds)
        key = "gone" if not one.printed else "put_in" if not one.recomputed else "differs"
        text = say(
            f"verification.number.{key}",
            language,
            place=one.place,
            printed=one.printed,
            recomputed=one.recomputed,
        )
        return text + (say("verification.number.binds", language, binds=binds) if binds else "")
