"""How fast growth claims are read from text, whether time and memory grow with the text alone, and beside a tagger.

Run: python benchmarks/extraction.py [--megabytes 2]
Times are processor time of this one process, so that other work on the machine does not count. The tagger is jieba's
part-of-speech tagging, on the same text in the same run, where jieba is installed (pip install jieba).
"""

from __future__ import annotations

import argparse
import csv
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.document import Document
from forecasting._extract.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases" / "extraction.csv"
PROSE = {
    "zh": (
        "各级各部门要统一思想，提高认识，把握大局，狠抓落实，努力开创工作新局面。要坚持以人民为中心，着力解决群众最关心、最直接、最现实的"
        "利益问题，不断增强人民群众的获得感、幸福感、安全感。"
    ),
    "en": (
        "The Board thanks all colleagues for their work and their patience in a demanding environment. Departments will keep "
        "working with communities so that services reach those who need them most, and will report on progress in due course. "
    ),
}
BAD = {
    "one digit over and over": "1",
    "grouped digits without end": "1,",
    "numerals without end": "一",
    "names without numbers": "地区生产总值",
    "verbs without numbers": "增长",
    "ranges without end": "1-",
    "years without end": "2006—",
    "from, from, from": "从2005年的",
    "lists without end": "1%、",
    "open brackets": "（2021: ",
    "ands without end": "rose 3% and ",
}


def report(language: str, size: int, *, dense: bool) -> str:
    """A text of about `size` bytes: hand-read sentences, each followed by prose unless dense."""
    with CASES.open(encoding="utf-8", newline="") as file:
        sentences = [row["text"] for row in csv.DictReader(file) if row["language"] == language]
    lines = [sentence + ("" if dense else PROSE[language]) for sentence in sentences]
    block = "\n".join(lines) + "\n"
    return block * max(1, size // len(block.encode()))


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def throughput(size: int) -> None:
    """Megabytes a second, cleaning included, with and without prose around the numbers."""
    print("\nthroughput, one core, cleaning included")
    print(f"{'text':<28}{'MB':>6}{'claims':>9}{'MB/s':>8}{'us a claim':>12}")
    for language in ("zh", "en"):
        for dense in (False, True):
            text = report(language, size, dense=dense)
            read(cleaned_document(text[:5000]), language, 2020)
            found = read(cleaned_document(text), language, 2020).found
            seconds = spent(lambda text=text, language=language: read(cleaned_document(text), language, 2020))  # type: ignore[misc]
            megabytes = len(text.encode()) / 1e6
            name = f"{language}, {'numbers only' if dense else 'numbers in prose'}"
            print(
                f"{name:<28}{megabytes:>6.1f}{len(found):>9}{megabytes / seconds:>8.2f}{1e6 * seconds / len(found):>12.0f}"
            )


def linearity(size: int) -> None:
    """Time of a text twice as long over that of the text, for reports and for texts made to be bad; 2 is linear."""
    print("\ntime of twice the text over time of the text (2 is linear)")
    texts = {f"{language} report": report(language, size // 4, dense=False) for language in ("zh", "en")}
    texts |= {name: piece * (size // 8 // len(piece)) for name, piece in BAD.items()}
    for name, text in texts.items():
        for language in ("zh", "en") if "report" not in name else (name[:2],):
            once, twice = (
                min(
                    spent(lambda one=one, language=language: read(Document.of_text(one), language, 2020))
                    for _ in range(3)
                )  # type: ignore[misc]
                for one in (text, text + text)
            )
            print(
                f"{name:<30}{language:>4}{twice / max(once, 1e-9):>8.2f}{len(text.encode()) / 1e6 / max(once, 1e-9):>10.2f} MB/s"
            )


def memory(size: int) -> None:
    """Peak memory over that of the text itself, for a text and one four times as long."""
    print("\npeak memory while reading, in bytes a byte of text")
    for times in (1, 4):
        text = report("zh", size * times // 8, dense=False)
        document = Document.of_text(text)
        tracemalloc.start()
        found = len(read(document, "zh", 2020).found)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(f"{len(text.encode()) / 1e6:>6.1f} MB{peak / len(text.encode()):>8.2f}{found:>9} claims")


def beside_tagger(size: int) -> None:
    """The same text through jieba's tagger."""
    print("\nbeside jieba's part-of-speech tagging, same text, same run")
    try:
        import jieba
        from jieba import posseg
    except ImportError:
        print("jieba is not installed here; pip install jieba, then run this again")
        return
    jieba.setLogLevel(60)
    text = report("zh", size // 5, dense=False)
    list(posseg.cut(text[:200]))
    ours = spent(lambda: read(cleaned_document(text), "zh", 2020))
    theirs = spent(lambda: sum(1 for _ in posseg.cut(text)))
    print(
        f"{len(text.encode()) / 1e6:.2f} MB: {ours:.2f} s here, {theirs:.2f} s tagging: {theirs / ours:.0f} times as fast"
    )


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=2.0)
    size = int(parser.parse_args().megabytes * 1e6)
    throughput(size)
    linearity(size)
    memory(size)
    beside_tagger(size)


if __name__ == "__main__":
    main()
