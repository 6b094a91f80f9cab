"""How each kind of indicator is printed: names, measure, bounds, and the price basis of its growth.

The table is `conventions.toml` beside this file, one entry a kind, each with the document it was read in. GDP, say,
is printed at current prices and its growth at constant prices (National Bureau of Statistics of China, preliminary
accounts of the first quarter of 2024, note 1): the two never divide into each other.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.numbers import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "GROWTH_BASES",
    "LEVELS",
    "MEASURES",
    "Convention",
    "ConventionError",
    "Rule",
    "conventions",
    "country_of",
    "find",
    "get",
    "is_of_changing_set",
]

MEASURES = ("amount", "count", "rate", "index")
GROWTH_BASES = ("nominal", "real", "physical", "unstated")
LEVELS = ("national", "provincial")
_HAN = re.compile(r"[\u3400-\u9fff]")
#: A Chinese character says about as much as three Latin letters.
_LETTERS = 3


class ConventionError(ForecastingError):
    """A convention that is asked for by name and does not exist."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What differs from the kind's own entry in one country.

    Attributes:
        country: ISO code, such as "CN".
        level: "national" or "provincial" (every government below the nation); empty for both.
        since, until: first and last year of the numbers it holds for; None where it has no such end.
        growth_basis, levels_basis, levels_comparable: what holds there; None where the rule does not say.
        breaks: years across which printed levels do not compare.
        source: where it was read.
    """

    country: str
    source: str
    level: str = ""
    since: int | None = None
    until: int | None = None
    growth_basis: str | None = None
    levels_basis: str | None = None
    levels_comparable: bool | None = None
    breaks: tuple[int, ...] = ()

    def holds(self, country: str, year: int, level: str = "") -> bool:
        """Whether it speaks of this country, year and level of government."""
        return (
            self.country == country.upper()
            and self.level in {"", level}
            and (self.since is None or self.since <= year)
            and (self.until is None or year <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Convention:
    """How one kind of indicator is printed.

    Attributes:
        id: its name in the table, such as "gdp".
        names: what it is called, by language, keys "en" and "zh".
        measure: one of `MEASURES`.
        better: "higher" or "lower".
        bounds: of a rate, in `unit`; None for other measures.
        unit: the usual printed unit.
        growth_basis: one of `GROWTH_BASES`; "unstated" where it is printed both ways without a word.
        levels_comparable: whether printed levels of two years divide to the printed growth at all, prices aside.
        rules: what differs by country, level of government and year.
        source: where it was read, one document or several joined by "; ".
    """

    id: str
    names: Mapping[str, tuple[str, ...]]
    measure: str
    better: str
    bounds: tuple[Fraction, Fraction] | None
    unit: str
    growth_basis: str
    levels_comparable: bool
    rules: tuple[Rule, ...]
    source: str

    def growth_basis_in(self, country: str, year: int, level: str = "") -> tuple[str, str]:
        """The price basis of printed growth, and where that was read.

        Args:
            country: ISO code; empty where it is not known.
            year: of the number, not of the report.
            level: "national", "provincial", or empty where it is not known.
        """
        for rule in self._holding(country, year, level):
            if rule.growth_basis is not None:
                return rule.growth_basis, rule.source
        return self.growth_basis, self.source

    def levels_basis_in(self, country: str, year: int) -> tuple[str, str]:
        """The price basis of printed levels, "physical" where they are no money, and where that was read."""
        for rule in self._holding(country, year, ""):
            if rule.levels_basis is not None:
                return rule.levels_basis, rule.source
        return "physical" if self.growth_basis == "physical" else "nominal", self.source

    def levels_comparable_in(self, country: str, start: int, end: int) -> tuple[bool, str]:
        """Whether printed levels of these two years divide to the printed growth, prices aside; and the source."""
        for rule in self.rules:
            crossed = any(min(start, end) < year <= max(start, end) for year in rule.breaks)
            if crossed and rule.country == country.upper():
                return False, rule.source
        for rule in self._holding(country, end, ""):
            if rule.levels_comparable is not None:
                return rule.levels_comparable, rule.source
        return self.levels_comparable, self.source

    def bounds_in(self, unit: str) -> tuple[Fraction, Fraction] | None:
        """The bounds in another unit of the same family; None where there are none.

        Raises:
            StatedError: the unit does not convert.
        """
        if self.bounds is None:
            return None
        factor = units.conversion(self.unit, unit)
        return self.bounds[0] * factor, self.bounds[1] * factor

    def _holding(self, country: str, year: int, level: str) -> Iterator[Rule]:
        """The rules that speak of this place and time, the more special ones first."""
        holding = [rule for rule in self.rules if rule.holds(country, year, level)]
        return iter(sorted(holding, key=lambda rule: -bool(rule.level)))


@lru_cache(maxsize=1)
def conventions() -> Mapping[str, Convention]:
    """Every convention by its id, in the order of the table."""
    text = files(__package__).joinpath("conventions.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    sources = tables["sources"]
    return {id_: _convention(id_, table, sources) for id_, table in tables["kinds"].items()}


def get(id: str) -> Convention:  # noqa: A002 - the key in dossier.toml has this name
    """The convention with this id.

    Raises:
        ConventionError: there is none; the message lists what there is.
    """
    known = conventions()
    if id not in known:
        msg = f"no convention {id!r}; there are {', '.join(known)}"
        raise ConventionError(msg)
    return known[id]


def find(label: Mapping[str, str] | str, unit: str = "", id: str = "") -> Convention | None:  # noqa: A002
    """The convention an indicator falls under, or None where none is safe to take.

    A name counts whole: "GDP per head" is not GDP, "revenue" is not general budget revenue. Only words that leave
    the kind what it is are taken off its ends (全市, 年末, "total", a place). Of two names that fit, the longer wins.

    Args:
        label: its name, or one in each language.
        unit: its unit; a kind that is not measured in such a unit is not taken.
        id: its id, looked at when no label is known.
    """
    labels = [label] if isinstance(label, str) else list(label.values())
    for texts in (labels, [id.replace("_", " ")]):
        found = [(key, kind) for text in texts for key, kind in _matches(text) if _measured_in(kind, unit)]
        if found:
            return max(found, key=lambda pair: (_length(pair[0]), pair[0]))[1]
    return conventions().get(id) if id and _measured_in(conventions().get(id), unit) else None


def is_of_changing_set(label: Mapping[str, str] | str) -> bool:
    """Whether a label counts the firms above a threshold (规模以上, 限额以上).

    They are another set each year, and growth is printed on one set of them (National Bureau of Statistics of China,
    release on industrial profits, 27 August 2018), so that levels of two years do not divide to it.
    """
    names = [label] if isinstance(label, str) else label.values()
    return any(_ABOVE_THRESHOLD.search(name) for name in names)


_ABOVE_THRESHOLD = re.compile(
    r"规模以上|规上|限额以上|限上|资质(?:等级)?以上|\babove (?:the )?designated (?:size|scale|threshold)|\babove[- ]scale\b",
    re.IGNORECASE,
)


def country_of(label: Mapping[str, str] | str, unit: str = "") -> str:
    """The ISO code of the country an indicator is likely printed in, empty where nothing says so.

    Money of one country names it. Else a Chinese label (its own, not only a translation) stands for China.
    """
    known = units.unit(unit) if unit else None
    if known is not None and known.family in _COUNTRIES:
        return _COUNTRIES[known.family]
    text = label if isinstance(label, str) else label.get("zh", "")
    return "CN" if _HAN.search(text) or _HAN.search(unit) else ""


_COUNTRIES = {
    "CNY": "CN",
    "INR": "IN",
    "VND": "VN",
    "IDR": "ID",
    "KES": "KE",
    "SAR": "SA",
    "GBP": "GB",
    "JPY": "JP",
    "KRW": "KR",
    "BRL": "BR",
    "ZAR": "ZA",
    "NGN": "NG",
    "EGP": "EG",
}


def _convention(id_: str, table: Mapping[str, Any], sources: Mapping[str, str]) -> Convention:
    bounds = table.get("bounds")
    return Convention(
        id=id_,
        names={"en": tuple(table["en"]), "zh": tuple(table["zh"])},
        measure=table.get("measure", "amount"),
        better=table.get("better", "higher"),
        bounds=None if bounds is None else (Fraction(bounds[0]), Fraction(bounds[1])),
        unit=table["unit"],
        growth_basis=table["growth_basis"],
        levels_comparable=table.get("levels_comparable", True),
        rules=tuple(_rule(rule, sources) for rule in table.get("rules", ())),
        source="; ".join(sources[key] for key in table["sources"]),
    )


def _rule(table: Mapping[str, Any], sources: Mapping[str, str]) -> Rule:
    given = {key: value for key, value in table.items() if key not in {"sources", "breaks"}}
    return Rule(
        **given,
        breaks=tuple(table.get("breaks", ())),
        source="; ".join(sources[key] for key in table["sources"]),
    )


# ---- names

_BRACKETED = re.compile(r"\([^()]*\)$")
_BEFORE = (
    re.compile(
        r"全[国省市区县州镇乡旗盟部]|[我本][国省市区县州]|年末|年底|全年|年度|当年|累计|实现|完成|预计"
    ),
    re.compile(r"地方|限额以上|规模以上|规上|[省市区县]级|[市区县]?本级"),
    # A place: Fujian's GDP is GDP.
    re.compile(r"[\u3400-\u9fff]{1,7}?(?:省|自治区|市|自治州|州|县|新区|开发区|区|旗|盟|镇|乡|国)的?"),
    re.compile(
        r"(?:the|total|local|national|provincial|municipal|city|county|state|annual|yearly|regional|year end) "
    ),
)
_AFTER = (
    re.compile(r"(?:同比)?(?:增速|增长率|增长|增幅)$|规模$|总规模$|目标$"),
    re.compile(r" (?:growth rate|growth|target)$"),
)


def _key(text: str) -> str:
    """A name as it is compared: one case, ASCII brackets, no hyphens, no spaces beside Chinese characters."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("-", " ")
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<=[\u3400-\u9fff()]) | (?=[\u3400-\u9fff()])", "", text)


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Convention]:
    return {
        _key(name): kind for kind in conventions().values() for names in kind.names.values() for name in names
    }


def _matches(text: str) -> Iterator[tuple[str, Convention]]:
    """The names that `text` is, as it stands or with what does not change the kind taken off its ends."""
    known = _by_name()
    waiting, seen = [_key(text)], set()
    while waiting:
        key = waiting.pop()
        if not key or key in seen:
            continue
        seen.add(key)
        if key in known:
            yield key, known[key]
            continue
        for pattern in (_BRACKETED, *_AFTER):
            found = pattern.search(key)
            if found:
                waiting.append(key[: found.start()].strip())
        for pattern in _BEFORE:
            found = pattern.match(key)
            if found:
                waiting.append(key[found.end() :].strip())


def _length(key: str) -> int:
    return len(key) + (_LETTERS - 1) * len(_HAN.findall(key))


def _measured_in(kind: Convention | None, unit: str) -> bool:
    """Whether a kind can be printed in a unit; an unknown unit contradicts nothing."""
    if kind is None:
        return False
    here, usual = units.unit(unit) if unit else None, units.unit(kind.unit)
    if here is None or usual is None:
        return True
    if "rate" in {here.family, usual.family}:
        return here.family == usual.family
    if here.family in units.CURRENCIES or usual.family in units.CURRENCIES:
        return here.family in units.CURRENCIES and usual.family in units.CURRENCIES
    return here.family == usual.family or kind.measure == "count" or here.family == "number"
