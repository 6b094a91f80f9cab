"""Numbers as statistical offices and firms print them: none of the true ones is accused, and the wrong ones are.

Each report is a few lines, one a claim: `indicator; kind; number and unit; year or base-year; quote; more`. The numbers
are those of published reports where a source is named, else made to be consistent by hand.
"""

import csv
import io
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.claims.model import COLUMNS

COMPARATORS = ("..", ">=", "<=", "~", ">", "<")
UNITS = {"亿元": "亿元", "%": "%"}


def folder(place: Path, text: str) -> Path:
    """A dossier of a report in lines; those that begin with @ tell the file, the others are claims."""
    toml, rows, head = [], [], {}
    for number, line in enumerate(one.strip() for one in text.strip().splitlines() if one.strip()):
        if line.startswith("@"):
            key, _, rest = line[1:].partition(" ")
            if key == "as_of":
                head["as_of"] = rest
            elif key == "source":
                name, year = rest.split()
                toml += [f"[sources.{name}]", f'title = "{name}"', f"published = {year}"]
            elif key == "raw":
                toml.append(rest)
            else:
                label, unit, *more = (part.strip() for part in rest.split("|"))
                toml += [f"[indicators.{key}]", f'label = "{label}"', f'unit = "{unit}"']
                toml += more if any(one.startswith("basis") for one in more) else ['basis = "nominal"', *more]
            continue
        indicator, kind, number_text, years, quote, *options = (part.strip() for part in line.split(";"))
        value, _, unit = number_text.partition(" ")
        comparator = "="
        for sign in COMPARATORS:
            if value.startswith(sign) or (sign == ".." and sign in value):
                comparator = sign
                value = value.removeprefix(sign) if sign != ".." else value
                break
        start, _, end = years.rpartition("-")
        row = dict.fromkeys(COLUMNS, "") | {
            "claim_id": f"c{number}",
            "entity": "zone",
            "indicator": indicator,
            "role": "history",
            "kind": kind,
            "comparator": comparator,
            "value": value,
            "unit": unit,
            "start": start,
            "end": end,
            "source": "report",
            "locator": "p1",
            "quote": quote,
        }
        for option in options:
            column, _, cell = option.partition("=")
            row[column] = cell
        rows.append(row)
    as_of = head.get("as_of") or str(max(int(row["end"]) for row in rows if row["role"] == "history"))
    lines = ['title = "Report"', 'entity = "zone"', f"as_of = {as_of}"]
    raw = [one for one in toml if one.startswith("top:")]
    lines += [one.removeprefix("top:") for one in raw]
    toml = [one for one in toml if not one.startswith("top:")]
    if not any(one.startswith("[sources.report]") for one in toml):
        lines += ["[sources.report]", 'title = "Report"', f"published = {int(as_of) + 1}"]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (place / "dossier.toml").write_text("\n".join([*lines, *toml]), encoding="utf-8")
    (place / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
    return place


def assessed(place: Path, text: str) -> fc.Assessment:
    """The report, read and assessed."""
    return fc.assess(fc.load(folder(place, text)))


def accused(result: fc.Assessment) -> list[str]:
    """What is called inconsistent."""
    found = [one["message"] for one in result.finding_rows if one["verdict"] == "inconsistent"]
    return found + [str(one["claims"]) for one in result.conflict_rows]
