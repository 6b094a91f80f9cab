"""Write the tables of docs/conventions.md and docs/units.md anew from the package's own tables.

python scripts/reference_tables.py
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.dossier import conventions
from forecasting.numbers.unit_tables import listing

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
ASIDE = "<!-- table: {} -->"


def kinds() -> Iterator[str]:
    """A row for each kind of indicator."""
    yield "| id | English | 中文 | measure | better | unit | growth | levels |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in conventions.conventions().values():
        bounds = "" if one.bounds is None else f", {one.bounds[0]} to {one.bounds[1]}"
        levels = "yes" if one.levels_comparable else "no"
        cells = (f"`{one.id}`", one.names["en"][0], one.names["zh"][0], one.measure + bounds)
        yield f"| {' | '.join((*cells, one.better, one.unit, one.growth_basis, levels))} |"


def rules() -> Iterator[str]:
    """A row for each rule of a country."""
    yield "| id | country | level | years | says | read in |"
    yield "|---|---|---|---|---|---|"
    for one in conventions.conventions().values():
        for rule in one.rules:
            years = f"{rule.since or ''} to {rule.until or ''}".strip() if rule.since or rule.until else "all"
            said = [f"growth {rule.growth_basis}"] if rule.growth_basis else []
            said += [f"levels {rule.levels_basis}"] if rule.levels_basis else []
            said += ["levels of two years do not compare"] if rule.levels_comparable is False else []
            said += [f"levels on two sides of {year} do not compare" for year in rule.breaks]
            cells = (f"`{one.id}`", rule.country, rule.level or "both", years, "; ".join(said), rule.source)
            yield f"| {' | '.join(cells)} |"


def sources() -> Iterator[str]:
    """A row for each document, with the kinds it was read for."""
    path = ROOT / "forecasting" / "dossier" / "conventions.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    yield "| document | read for |"
    yield "|---|---|"
    for key, text in tables["sources"].items():
        used = [
            f"`{id_}`"
            for id_, table in tables["kinds"].items()
            if any(key in row["sources"] for row in (table, *table.get("rules", ())))
        ]
        yield f"| {text} | {', '.join(used)} |"


def all_units() -> Iterator[str]:
    """A row for each unit; things that are only counted share one."""
    yield "| family | one is | 中文 | English |"
    yield "|---|---|---|---|"
    counted: tuple[list[str], list[str]] = ([], [])
    for family, one, chinese, english in listing():
        if family.startswith("count of "):
            counted[0].extend(chinese)
            counted[1].extend(english)
        else:
            yield f"| {family} | {one} | {', '.join(chinese)} | {', '.join(english)} |"
    yield f"| things counted, each only itself | 1 | {', '.join(counted[0])} | {', '.join(counted[1])} |"


def main() -> None:
    """Put each table in its place."""
    places = {"conventions.md": (kinds, rules, sources), "units.md": (all_units,)}
    for name, tables in places.items():
        path = ROOT / "docs" / name
        text = path.read_text(encoding="utf-8")
        for table in tables:
            mark = ASIDE.format(table.__name__)
            before, _, rest = text.partition(mark)
            _, _, after = rest.partition(mark)
            body = "\n".join(table())
            text = f"{before}{mark}\n\n{body}\n\n{mark}{after}"
        path.write_text(text, encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
