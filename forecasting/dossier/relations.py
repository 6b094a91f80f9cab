"""Ratios and identities of `dossier.toml`: how indicators hang together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forecasting.dossier.model import Identity, Ratio
from forecasting.errors import StatedError
from forecasting.numbers.units import CURRENCIES, Unit, conversion, unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from forecasting.dossier.model import Indicator
    from forecasting.dossier.toml_reader import KeyPath, Reader, TomlTable

__all__ = ["product_scale", "read_identities", "read_ratio"]

_PER_HEAD = re.compile(r" ?(?:/|per ) ?(?:人|person|head|capita)$|/人年$")
_PRODUCT = re.compile(r"\s*([\w-]+)\s*=\s*([\w-]+(?:\s*[*×]\s*[\w-]+)+)\s*")


def read_ratio(reader: Reader, id_: str, table: TomlTable, indicators: Mapping[str, Any]) -> Ratio:
    """A ratio as its table says; its faults go to the reader."""
    path = ("ratios", id_)
    numerator = _known(reader, (*path, "numerator"), table.get("numerator"), indicators)
    denominator = _known(reader, (*path, "denominator"), table.get("denominator"), indicators)
    if numerator and numerator == denominator:
        reader.wrong((*path, "denominator"), denominator, "another indicator than the numerator")
    return Ratio(
        id=id_,
        numerator=numerator,
        denominator=denominator,
        plausible=reader.band(path, table, "plausible", None),
        label=reader.label(path, table, required=False),
        note=reader.text(path, table, "note"),
    )


def read_identities(
    reader: Reader, tables: Mapping[str, Any], indicators: Mapping[str, Indicator | None]
) -> tuple[Identity, ...]:
    """The sums and products of a dossier; their faults go to the reader."""
    entries = tables.get("identities", [])
    if not isinstance(entries, list):
        reader.wrong(("identities",), entries, "an array of tables [[identities]]")
        return ()
    found = []
    for number, value in enumerate(entries):
        path = ("identities", str(number))
        table = reader.table(path, value)
        if table is None:
            continue
        reader.known_keys(path, table, "identities")
        given = [key for key in ("parts", "factors", "product") if key in table]
        if len(given) > 1:
            reader.fault((*path, given[1]), f"{' and '.join(given)}", "one of parts, factors, product")
            continue
        read = _sum if not given or given == ["parts"] else _product
        identity = read(reader, path, table, indicators)
        if identity is not None:
            found.append(identity)
    return tuple(found)


def _sum(
    reader: Reader, path: KeyPath, table: Mapping[str, Any], indicators: Mapping[str, Indicator | None]
) -> Identity | None:
    total = _known(reader, (*path, "total"), table.get("total"), indicators)
    parts = _members(reader, path, table, "parts", total, indicators)
    whole = indicators.get(total)
    for part in filter(None, map(indicators.get, parts)):
        if whole is not None and not _convertible(part.unit, whole.unit):
            expected = f"parts whose unit converts to {whole.unit!r}, the unit of {total}"
            if {_family(part.unit), _family(whole.unit)} <= CURRENCIES:
                expected += "; currencies never convert silently"
            reader.fault((*path, "parts"), f"{part.id} in {part.unit!r}", expected)
    return Identity(total, parts, reader.text(path, table, "note")) if parts else None


def _product(
    reader: Reader, path: KeyPath, table: Mapping[str, Any], indicators: Mapping[str, Indicator | None]
) -> Identity | None:
    key = "factors"
    if "product" in table:
        key = "product"
        text = table["product"]
        match = _PRODUCT.fullmatch(text) if isinstance(text, str) else None
        if match is None or "total" in table:
            expected = 'a product such as "gdp = gdp_per_head * population", without total and factors'
            reader.wrong((*path, key), text, expected)
            return None
        table = {**table, "total": match.group(1), key: re.split(r"\s*[*×]\s*", match.group(2))}
    total = _known(reader, (*path, key if key == "product" else "total"), table.get("total"), indicators)
    factors = _members(reader, path, table, key, total, indicators)
    if len(factors) == 1:
        reader.wrong((*path, key), table[key], "two factors or more")
        return None
    whole, kin = indicators.get(total), [indicators.get(one) for one in factors]
    if whole is not None and factors and all(kin):
        flaw = _product_flaw(whole, [one for one in kin if one is not None])
        if flaw:
            reader.fault((*path, key), *flaw)
    return Identity(total, (), reader.text(path, table, "note"), factors) if factors else None


def _product_flaw(total: Indicator, factors: Sequence[Indicator]) -> tuple[str, str] | None:
    """What is wrong with the units of a product, and what would be right."""
    for one in (total, *factors):
        if _plain_unit(one.unit) is None:
            return f"{one.id} in {one.unit!r}", "units that are known, so that the product has a scale"
    money = [one for one in factors if _family(one.unit) in CURRENCIES]
    wanted = _family(total.unit)
    if wanted in CURRENCIES and [_family(one.unit) for one in money] != [wanted]:
        shown = ", ".join(f"{one.id} in {one.unit!r}" for one in money) or "no factor in money"
        expected = (
            f"one factor in {wanted}, as {total.id} is in {total.unit!r}; currencies never convert silently"
        )
        return shown, expected
    if wanted not in CURRENCIES and money:
        return f"{money[0].id} in {money[0].unit!r}", f"no factor in money: {total.id} is in {total.unit!r}"
    return None


def product_scale(identity: Identity, indicators: Mapping[str, Indicator]) -> Fraction:
    """What the product of the factors, each in its unit, is multiplied by to be in the unit of the total.

    GDP in 亿元, GDP a head in 元 and population in 万人 give 1/10000: 50000 x 100 x 1/10000 = 500.

    Raises:
        StatedError: a unit is not known.
    """
    scale = 1 / _scale(indicators[identity.total].unit)
    for factor in identity.factors:
        scale *= _scale(indicators[factor].unit)
    return scale


def _scale(text: str) -> Fraction:
    known = _plain_unit(text)
    if known is None:
        msg = f"{text!r} is not a known unit, so a product with it has no scale"
        raise StatedError(msg)
    return known.factor


def _plain_unit(text: str) -> Unit | None:
    """A unit without a "per head", which a product with the heads takes away."""
    return unit(_PER_HEAD.sub("", text)) or unit(text)


def _family(text: str) -> str:
    known = _plain_unit(text)
    return known.family if known is not None else ""


def _members(
    reader: Reader,
    path: KeyPath,
    table: Mapping[str, Any],
    key: str,
    total: str,
    indicators: Mapping[str, Indicator | None],
) -> tuple[str, ...]:
    """The indicators a total is made of; empty where the list is none."""
    given = table.get(key)
    if not isinstance(given, list) or not given:
        reader.wrong((*path, key), given, 'a list of indicators, such as ["industry", "services"]')
        return ()
    members = tuple(_known(reader, (*path, key), one, indicators) for one in given)
    if total in members or len(set(members)) < len(members):
        reader.wrong((*path, key), given, "each one once, and not the total itself")
        return ()
    return members


def _known(reader: Reader, path: KeyPath, value: object, indicators: Mapping[str, Any]) -> str:
    """An indicator's id."""
    if isinstance(value, str) and value in indicators:
        return value
    reader.wrong(path, value, f"an indicator: {', '.join(indicators) or 'none is declared'}")
    return ""


def _convertible(here: str, there: str) -> bool:
    try:
        conversion(here, there)
    except StatedError:
        return False
    return True
