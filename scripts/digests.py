"""Print the digest of every document the package writes: python scripts/digests.py [FOLDER...].

Run it before and after a change that must not alter a byte, and compare the two lists. Each folder (the data of the
project where none is given) is written in every format and language, each command in a process of its own; a
command that failed is listed with its exit code.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en", "zh")
#: Exit codes of a command that did what it was asked: 1 says that something inconsistent was found.
FINE = {0, 1}


def commands(folder: Path, into: Path) -> list[list[str]]:
    """Every command that writes something about one dossier,, with the files it writes in `into`."""
    dossier, listed = str(folder), []
    for language in LANGUAGES:
        to = into / language
        says = ["--language", language]
        for kind, more in (("full", []), ("brief", ["--brief"])):
            outputs = [item for end in ("docx", "html", "pdf") for item in ("-o", f"{to}_{kind}.{end}")]
            if kind == "full":
                more += ["--workbook", f"{to}_full.xlsx", "--counter-draft", f"{to}_draft.docx"]
            listed.append(["appendix", dossier, *more, *says, *outputs])
        listed.append(["page", dossier, *says, "-o", f"{to}_page.html"])
        listed.append(["explore", dossier, *says, "-o", f"{to}_explorer.html"])
        listed.append(["charts", dossier, *says, "-o", f"{to}_charts"])
        listed += [["assess", dossier, *says, "--format", form] for form in ("table", "json", "csv")]
        listed.append(["validate", dossier, *says])
        listed.append(["portfolio", dossier, *says, "-o", f"{to}_many.csv", "--page", f"{to}_many.html"])
        listed.append(["portfolio", dossier, *says, "-o", f"{to}_many.xlsx"])
    return listed


def main() -> None:
    """Write everything into a temporary folder and print a line a file and a line a screen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    folders = parser.parse_args().folders or [ROOT / "data" / "yanjiao", ROOT / "data" / "jungar"]
    with tempfile.TemporaryDirectory() as made:
        for folder in folders:
            into = Path(made) / folder.name
            into.mkdir()
            for command in commands(folder.resolve(), into):
                done = subprocess.run(
                    [sys.executable, "-m", "forecasting", *command],
                    cwd=made,
                    capture_output=True,
                    check=False,
                )
                said = hashlib.sha256(done.stdout.replace(made.encode(), b"")).hexdigest()[:16]
                words = " ".join(
                    word for word in command if made not in word and word != str(folder.resolve())
                )
                fine = "" if done.returncode in FINE else f" exit {done.returncode}"
                print(f"{said}  {folder.name}: {words}{fine}", flush=True)
            for path in sorted(into.rglob("*")):
                if path.is_file():
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
                    print(f"{digest}  {path.relative_to(made)}", flush=True)


if __name__ == "__main__":
    main()
