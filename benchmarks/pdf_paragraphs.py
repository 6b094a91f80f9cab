"""How many paragraphs of a PDF come back whole, from here and from pypdf with the same joining of lines.

python benchmarks/pdf_paragraphs.py

Made-up paragraphs, Chinese and English, are set by three programs (typst, and LibreOffice and Chromium where they are
installed), read back, and compared with white space aside. The last columns are seconds, both readers in one run.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdf
import typst

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from test_extract_readers import ENGLISH, PROSE  # noqa: E402

from forecasting._extract.cleaning import clean  # noqa: E402
from forecasting._extract.readers import read_report  # noqa: E402

STYLES = {
    "justified, indented": "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
    "justified, hyphens": "#set par(justify: true)\n#set text(hyphenate: true)",
    "ragged": "#set par(justify: false)",
    "two columns": "#set page(columns: 2)\n#set par(justify: true)\n#set text(hyphenate: true)",
}


def paragraphs(template: str, most: int) -> list[str]:
    """Forty paragraphs of one to `most` sentences, no two alike."""
    return [
        "".join(
            template.format(1980 + one, 100 + 7 * one + two, one + 1, 20 + two, 300 - one)
            for two in range(1 + one % most)
        )
        for one in range(40)
    ]


def bare(text: str) -> str:
    """Text without white space."""
    return re.sub(r"\s", "", text)


def by_typst(texts: list[str], style: str, folder: Path) -> Path:
    """Set with typst."""
    source, made = folder / "a.typ", folder / "typst.pdf"
    body = "\n\n".join(texts)
    source.write_text(f'#set page(numbering: "1", header: [Report])\n{style}\n{body}', encoding="utf-8")
    typst.compile(str(source), output=str(made), font_paths=[str(ROOT / "forecasting" / "fonts")])
    return made


def by_program(texts: list[str], program: str, folder: Path) -> Path | None:
    """Set with LibreOffice or Chromium, from a web page; None where the program is missing."""
    found = shutil.which(program)
    if found is None:
        return None
    page, made = folder / "a.html", folder / "a.pdf"
    body = "".join(f"<p style='text-indent:2em;text-align:justify'>{one}</p>" for one in texts)
    page.write_text(f"<html><meta charset=utf-8><body>{body}</body></html>", encoding="utf-8")
    if program == "soffice":
        words = [
            "--headless",
            "--convert-to",
            "pdf:writer_web_pdf_Export",
            "--outdir",
            str(folder),
            str(page),
        ]
    else:
        words = ["--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={made}", str(page)]
    subprocess.run([found, *words], capture_output=True, check=False, timeout=120)
    return made if made.is_file() else None


def main() -> None:
    """Print a row for each program and style."""
    print(f"{'':34}{'paragraphs':>11}{'here':>6}{'pypdf':>7}{'tables':>8}{'here s':>8}{'pypdf s':>9}")
    for language, template, most in (("zh", PROSE, 4), ("en", ENGLISH, 3)):
        texts = paragraphs(template, most)
        wanted = {bare(one) for one in texts}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = [
                (f"typst, {style}", by_typst(texts, STYLES[style], folder).rename(folder / f"{at}.pdf"))
                for at, style in enumerate(STYLES)
            ]
            for program in ("soffice", "chromium"):
                made = by_program(texts, program, folder)
                if made is not None:
                    files.append((program, made.rename(folder / f"{program}.pdf")))
            for what, file in files:
                began = time.perf_counter()
                read = read_report(file)
                middle = time.perf_counter()
                other = "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
                ended = time.perf_counter()
                ours = {bare(line) for line in read.text.split("\n")}
                theirs = {bare(line) for line in clean(other)[0].split("\n")}
                print(
                    f"{language} {what:31}{len(wanted):11}{len(wanted & ours):6}{len(wanted & theirs):7}{len(read.tables):8}"
                    f"{middle - began:8.2f}{ended - middle:9.2f}"
                )


if __name__ == "__main__":
    main()
