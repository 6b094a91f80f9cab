"""Dossiers: what a report states, number by number, with its quotes; read, checked and written."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.dossier.faults import RowContext, check_claims, check_rows
from forecasting.dossier.folder import write_folder
from forecasting.dossier.frame import from_frame
from forecasting.dossier.indicators import conventions_taken
from forecasting.dossier.model import (
    COLUMNS,
    DEFAULT_DEFLATOR,
    OPTIONAL_COLUMNS,
    Assumptions,
    Claim,
    Dossier,
    Entity,
    Identity,
    Indicator,
    Ratio,
    Source,
    Text,
    in_language,
    quoted_entities,
)
from forecasting.dossier.new import NewDossier, new_folder
from forecasting.dossier.relations import product_scale
from forecasting.dossier.table import read_table, write_claims
from forecasting.dossier.toml_file import read_heading, read_scenarios
from forecasting.errors import DossierError, Fault
from forecasting.files import WriteRefusedError
from forecasting.numbers.numerals import normalise

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from forecasting.dossier.table import ReadTable
    from forecasting.dossier.toml_file import DossierHeading

__all__ = [
    "COLUMNS",
    "DEFAULT_DEFLATOR",
    "OPTIONAL_COLUMNS",
    "Assumptions",
    "Claim",
    "Dossier",
    "Entity",
    "Identity",
    "Indicator",
    "NewDossier",
    "Ratio",
    "Source",
    "Text",
    "WriteRefusedError",
    "check_claims",
    "conventions_taken",
    "from_frame",
    "in_language",
    "load",
    "new_folder",
    "normalise",
    "product_scale",
    "read_folder",
    "write_claims",
    "write_folder",
]


def read_folder(folder: str | os.PathLike[str]) -> tuple[Dossier | None, list[Fault]]:
    """Read a dossier folder: `dossier.toml`, `claims.csv` (or `claims.xlsx`), `scenarios.toml` if there is one.

    Returns:
        The dossier and no faults, or None and all faults: nothing half-loads.
    """
    place = Path(folder)
    if not place.is_dir():
        found = "a file" if place.exists() else "no such folder"
        return None, [Fault(str(place), 0, "", found, "a folder with dossier.toml and claims.csv")]
    heading = read_heading(place / "dossier.toml")
    table = read_table(place)
    scenarios, scenario_faults, scenario_notices = read_scenarios(place / "scenarios.toml")
    context = RowContext(
        indicators=heading.indicators if heading.readable else None,
        sources=heading.sources if heading.readable else None,
        entity=heading.entity or None,
        as_of=heading.as_of,
        founded=heading.founded,
        founded_known=heading.readable and not any(fault.column == "founded" for fault in heading.faults),
        missing=table.missing,
        fiscal_years=heading.fiscal_years,
        numbers=heading.numbers,
    )
    claims, claim_faults = check_rows(table.file, table.rows, context)
    strangers = (
        []
        if "entity" in table.missing or not heading.entity
        else _strangers(place, heading, table, scenarios)
    )
    faults = sorted({*heading.faults, *table.faults, *claim_faults, *scenario_faults, *strangers})
    if faults or heading.as_of is None:
        return None, faults
    dossier = Dossier(
        title=heading.title,
        entity=heading.entity,
        as_of=heading.as_of,
        indicators={id_: entry for id_, entry in heading.indicators.items() if entry is not None},
        sources={id_: entry for id_, entry in heading.sources.items() if entry is not None},
        claims=tuple(claims),
        founded=heading.founded,
        ratios=heading.ratios,
        identities=heading.identities,
        assumptions=heading.assumptions,
        scenario_tables=scenarios,
        entities={id_: entry for id_, entry in heading.entities.items() if entry is not None},
        fiscal_years=heading.fiscal_years,
        numbers=heading.numbers,
        reviewed=heading.reviewed,
        folder=place,
        notices=heading.notices + table.notices + scenario_notices,
    )
    return dossier, []


def _strangers(
    place: Path, heading: DossierHeading, table: ReadTable, scenarios: Mapping[str, Mapping[str, Any]]
) -> list[Fault]:
    """A fault for each name or price change given to an entity whose numbers nobody quotes."""
    known = quoted_entities(
        heading.entity, (row.cells.get("entity", "").strip() for row in table.rows), scenarios
    )
    faults = []
    for named, lines in (
        ("entities", heading.entity_lines),
        ("assumptions.deflator_by_place", heading.place_lines),
    ):
        for entity, line in lines.items():
            if entity not in known:
                close = get_close_matches(entity, known, n=1)
                hint = f"perhaps {close[0]}; " if close else ""
                expected = f"{hint}an entity that a claim quotes: {', '.join(known) or 'there is none'}"
                file = str(place / "dossier.toml")
                faults.append(Fault(file, line, f"{named}.{entity}", "an unknown entity", expected))
    return faults


def load(folder: str | os.PathLike[str]) -> Dossier:
    """Read a dossier folder.

    Raises:
        DossierError: with every fault of every file, when there is any.
    """
    dossier, faults = read_folder(folder)
    if dossier is None:
        raise DossierError(faults)
    return dossier
