"""Write the notebooks of both languages from their one source each, so that a reader of JupyterLab meets one language.

python scripts/notebooks.py           write them
python scripts/notebooks.py --check   exit 1 when a notebook has fallen out of step

`notebooks/source/NAME.toml` becomes `notebooks/NAME.ipynb` (English) and `notebooks/NAME.zh.ipynb` (Chinese). A cell of
the source is prose (`en`, `zh`), code (`code`, and `words` for what it prints), or, without either, the language cell.
"""

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent / "notebooks"
ENDING = {"en": ".ipynb", "zh": ".zh.ipynb"}
LANGUAGE_CELL = {
    "en": 'language = "en"  # of tables, charts and sentences: "en" or "zh"',
    "zh": 'language = "zh"  # 表格、图和句子的语言："zh"或"en"',
}
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def _cell(cell: dict[str, Any], language: str) -> dict[str, Any]:
    """A cell as a notebook holds it."""
    if language in cell:
        text, kind, more = cell[language], "markdown", {}
    else:
        text, kind, more = _code(cell, language), "code", {"execution_count": None, "outputs": []}
    lines = text.strip("\n").splitlines(keepends=True)
    return {"cell_type": kind, "id": cell["id"], "metadata": {}, "source": lines, **more}


def _code(cell: dict[str, Any], language: str) -> str:
    text: str = cell.get("code", LANGUAGE_CELL[language])
    for name, said in cell.get("words", {}).items():
        text = text.replace(f"«{name}»", said[language])
    return text


def notebook(source: Path, language: str) -> str:
    """The notebook of one language, as it is stored."""
    cells = tomllib.loads(source.read_text(encoding="utf-8"))["cell"]
    book = {
        "cells": [_cell(cell, language) for cell in cells],
        "metadata": METADATA,
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Write the notebooks, or say which differ from their source."""
    stale = []
    for source in sorted((ROOT / "source").glob("*.toml")):
        for language, ending in ENDING.items():
            place, wanted = ROOT / (source.stem + ending), notebook(source, language)
            if not place.is_file() or place.read_text(encoding="utf-8") != wanted:
                stale.append(place)
                if "--check" not in sys.argv[1:]:
                    place.write_text(wanted, encoding="utf-8")
    if "--check" in sys.argv[1:]:
        for place in stale:
            print(f"{place.name} is not what its source says; run python scripts/notebooks.py")
        return 1 if stale else 0
    print(f"wrote {len(stale)} notebooks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
