"""Where a number of the appendix comes from: keys of findings, and scenarios as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.scenarios import Scenario

if TYPE_CHECKING:
    from forecasting.judge.checks import Finding

__all__ = ["finding_keys", "plain_scenario", "scenario_from"]

_BY_YEAR = ("growth_shock", "path")


def finding_keys(found: Iterable[Finding]) -> list[str]:
    """What blocks call findings: check, indicator, last year and first claim, joined by slashes.

    A key that occurs again, which takes findings alike in all four, ends with /2, /3 and so on.

    Args:
        found: of an assessment, in their order.
    """
    seen: dict[str, int] = {}
    keys = []
    for finding in found:
        key = "/".join(
            [finding.check, finding.indicator, str(finding.end or ""), *(finding.claims[:1] or ("",))]
        )
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}/{seen[key]}")
    return keys


def plain_scenario(scenario: Scenario) -> dict[str, Any]:
    """The fields of a scenario that differ from the baseline's, as JSON can hold them; the name always."""
    plain: dict[str, Any] = {"name": scenario.name}
    for part in fields(scenario):
        value = getattr(scenario, part.name)
        if part.name != "name" and value not in ("", None, ()) and value != {}:
            plain[part.name] = _plain(value)
    return plain


def scenario_from(plain: Mapping[str, Any]) -> Scenario:
    """The scenario of `plain_scenario`, also after a journey through JSON.

    Raises:
        TypeError: a field no scenario has.
    """
    values = dict(plain)
    for name in _BY_YEAR:
        if name in values:
            values[name] = {
                indicator: {int(year): rate for year, rate in years.items()}
                for indicator, years in values[name].items()
            }
    if "deflator" in values:
        values["deflator"] = tuple(values["deflator"])
    return Scenario(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    return float(value) if isinstance(value, float | Fraction) else float(str(value))
