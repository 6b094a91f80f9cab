"""A dossier written to a folder: its own TOML text kept where it still says the same, else written anew."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.dossier.indicators import NO_CONVENTION, settled
from forecasting.dossier.model import Indicator, quoted_entities
from forecasting.dossier.side_sheets import side_names
from forecasting.dossier.table import claims_bytes
from forecasting.dossier.toml_file import read_heading, read_scenarios
from forecasting.dossier.toml_writing import toml_key, toml_value
from forecasting.files import WriteRefusedError, write_files

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from forecasting.dossier.model import Assumptions, Dossier, Entity, Identity, Ratio, Source
    from forecasting.dossier.toml_reader import TomlTable

__all__ = ["write_folder"]


def write_folder(
    dossier: Dossier, folder: str | os.PathLike[str], *, force: bool = False
) -> tuple[Path, ...]:
    """Write a dossier to a folder, all files or none; what was read and not changed comes out byte for byte.

    Args:
        dossier: what to write. Where it was read from a folder, a file that still says the same keeps its text
            with its comments, and the claims keep their format (csv or xlsx), byte-order mark and line ends.
        folder: where to; made when it is not there.
        force: whether files that are already there may be replaced.

    Returns:
        The files written.

    Raises:
        WriteRefusedError: a file exists and `force` is not set, a folder cannot be written to, claims of the other
            format are there, or a number has no finite decimal.
    """
    place = Path(folder)
    origin = dossier.folder
    known = quoted_entities(dossier.entity, (one.entity for one in dossier.claims), dossier.scenario_tables)
    named = {id_: entry for id_, entry in dossier.entities.items() if id_ in known}
    dossier = replace(dossier, entities=named)
    workbook = (
        origin is not None and (origin / "claims.xlsx").is_file() and not (origin / "claims.csv").is_file()
    )
    name, other = ("claims.xlsx", "claims.csv") if workbook else ("claims.csv", "claims.xlsx")
    if (place / other).exists():
        msg = f"{place / other} is there already, and a dossier holds one of claims.csv and claims.xlsx; remove it"
        raise WriteRefusedError(msg)
    contents = {
        place / "dossier.toml": _dossier_text(dossier).encode("utf-8"),
        place / name: claims_bytes(dossier, name, like=origin and origin / name),
    }
    if dossier.scenario_tables:
        contents[place / "scenarios.toml"] = _scenarios_text(dossier).encode("utf-8")
    if origin is not None:
        contents |= {place / path.name: path.read_bytes() for path in _unchanged(dossier, origin)}
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder {place}: {error.strerror}"
        raise WriteRefusedError(msg) from error
    write_files(contents, force=force)
    return tuple(contents)


def _unchanged(dossier: Dossier, origin: Path) -> Iterator[Path]:
    """The TOML files of the folder it was read from that still say what the dossier says."""
    heading = read_heading(origin / "dossier.toml")
    same = (
        "title",
        "entity",
        "as_of",
        "founded",
        "fiscal_years",
        "numbers",
        "reviewed",
        "entities",
        "indicators",
        "sources",
        "ratios",
        "identities",
        "assumptions",
    )
    # What a workbook declared beside its claims is written to dossier.toml, as the new one holds claims alone.
    declared = side_names(origin / "claims.xlsx") if not (origin / "claims.csv").is_file() else ()
    if (
        not declared
        and not heading.faults
        and all(getattr(heading, part) == getattr(dossier, part) for part in same)
    ):
        yield origin / "dossier.toml"
    scenarios, faults, _ = read_scenarios(origin / "scenarios.toml")
    if (
        not declared
        and (origin / "scenarios.toml").is_file()
        and not faults
        and scenarios == dossier.scenario_tables
    ):
        yield origin / "scenarios.toml"


def _dossier_text(dossier: Dossier) -> str:
    head: TomlTable = {"title": dossier.title, "entity": dossier.entity}
    head |= {"founded": dossier.founded, "as_of": dossier.as_of}
    head |= {"fiscal_years": dossier.fiscal_years, "numbers": dossier.numbers}
    head |= {} if dossier.reviewed else {"reviewed": False}
    blocks = [_lines(_given(head))]
    for kind in ("entities", "sources", "indicators"):
        blocks += [
            _block((kind, id_), _given(_fields(entry, dossier.as_of)))
            for id_, entry in getattr(dossier, kind).items()
        ]
    blocks += [
        _block(("ratios", ratio.id), _given(_fields(ratio, dossier.as_of))) for ratio in dossier.ratios
    ]
    blocks += [
        f"[[identities]]\n{_lines(_given(_fields(identity, dossier.as_of)))}"
        for identity in dossier.identities
    ]
    blocks.append(_block(("assumptions",), _given(_fields(dossier.assumptions, dossier.as_of))))
    return "\n".join(blocks)


_NOT_KEYS = {"id", "growth_basis_from", "measure_from", "stated"}
_ALWAYS = {"label", "unit", "basis"}


def _fields(entry: Entity | Source | Indicator | Ratio | Identity | Assumptions, as_of: int) -> TomlTable:
    """An entry as its keys in `dossier.toml`; its id is the name of the table."""
    written = {part.name: getattr(entry, part.name) for part in fields(entry) if part.name not in _NOT_KEYS}
    return _said(entry, written, as_of) if isinstance(entry, Indicator) else written


def _said(indicator: Indicator, written: TomlTable, as_of: int) -> TomlTable:
    """What has to be said of an indicator: what it states, and what would be otherwise if it said nothing."""
    usual = settled(Indicator(indicator.id, indicator.label, indicator.unit, indicator.basis), as_of)
    if usual.convention and not indicator.convention:
        written["convention"] = NO_CONVENTION
    kept = {
        key: value
        for key, value in written.items()
        if key in _ALWAYS | indicator.stated or value != getattr(usual, key)
    }
    if indicator.growth_basis_from == "dossier":
        kept["growth_basis"] = indicator.growth_basis
    else:
        kept.pop("growth_basis", None)
    return kept


def _scenarios_text(dossier: Dossier) -> str:
    return "\n".join(_block(("scenario", name), table) for name, table in dossier.scenario_tables.items())


def _block(path: tuple[str, ...], body: Mapping[str, Any]) -> str:
    return f"[{'.'.join(map(toml_key, path))}]\n{_lines(body)}"


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{toml_key(key)} = {_value(key, value)}\n" for key, value in table.items())


def _value(key: str, value: Any) -> str:
    if key == "bounds" and isinstance(value, tuple):
        ends = [
            no_end if end is None else toml_value(end)
            for end, no_end in zip(value, ("-inf", "inf"), strict=True)
        ]
        return f"[{', '.join(ends)}]"
    return toml_value(value)


def _given(table: Mapping[str, Any]) -> TomlTable:
    """The entries that say something."""
    return {key: value for key, value in table.items() if value is not None and value not in ("", {}, ())}
