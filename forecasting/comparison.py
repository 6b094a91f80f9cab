"""Assessments side by side: what differs between scenarios, finding by finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.assessment import Assessment

__all__ = ["compare"]


def compare(*runs: Assessment) -> pd.DataFrame:
    """What differs between assessments, finding by finding.

    Args:
        runs: two or more assessments; the first is what the others are compared with.

    Returns:
        One row a finding that any run has: check, entity, indicator, end, claims, the verdict and probability under
        each scenario (columns `verdict:NAME`, `probability:NAME`), and `changed`.
    """
    if len(runs) < 2:
        msg = f"compare takes two or more assessments; received {len(runs)}"
        raise ForecastingError(msg)
    names = [run.scenario.name for run in runs]
    if len(set(names)) < len(names):
        msg = f"scenarios to compare need different names; received {', '.join(names)}"
        raise ForecastingError(msg)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for run_, name in zip(runs, names, strict=True):
        for one in run_.found:
            key = (one.check, one.entity, one.indicator, one.claims)
            row = rows.setdefault(
                key,
                {
                    "check": one.check,
                    "entity": one.entity,
                    "indicator": one.indicator,
                    "end": one.end,
                    "claims": one.claims,
                },
            )
            row[f"verdict:{name}"] = one.verdict
            row[f"probability:{name}"] = one.probability
    columns = ["check", "entity", "indicator", "end", "claims"]
    columns += [f"{what}:{name}" for name in names for what in ("verdict", "probability")]
    for row in rows.values():
        said = {row.get(f"verdict:{name}") for name in names}
        odds = [row.get(f"probability:{name}") for name in names]
        moved = any(
            (one is None) != (odds[0] is None)
            or (one is not None and odds[0] is not None and abs(one - odds[0]) > 0.005)
            for one in odds
        )
        row["changed"] = len(said) > 1 or moved
    import pandas as pd

    return pd.DataFrame(list(rows.values()), columns=[*columns, "changed"])
