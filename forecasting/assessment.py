"""Dossier + scenario -> history, forecasts, findings, conflicts: the only place where they all meet."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forecasting import __version__, growth
from forecasting.checks import FINDING_KEYS, Evidence, Finding, Plan, chain_phrases, plans_of, run
from forecasting.claims import COLUMNS, Dossier, from_frame
from forecasting.errors import ForecastingError
from forecasting.meaning import printed_interval, with_links_as_growth
from forecasting.network import (
    WEIGHTS,
    Network,
    base_year,
    basis_used,
    fold_interval,
    level_interval,
    rate_interval,
    solve,
    stretch_factor,
    weight,
)
from forecasting.opening import headline, paragraph
from forecasting.outlook import (
    PARTS_COLUMNS,
    Outlook,
    chances,
    forecast_plans,
    joints,
    lookups,
    outlooks_of,
    parts_rows,
)
from forecasting.reference import shipped_track_record
from forecasting.scenarios import BASELINE, Scenario, ScenarioError, apply, differences, scenario_of
from forecasting.tables import indicator_rows, span_rows, target_rows
from forecasting.words import Phrase, render, say, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from forecasting.claims import Claim

__all__ = ["Assessment", "assess", "conflicts", "implied", "required_growth"]

_DIGITS = 10
#: Most wrong rates of one series that are put right one by one to see what would change.
_MATERIAL_CAP = 5
_NOTHING_LEFT = -100  # percent: a fall that no claim of growth can state


@dataclass(frozen=True)
class Assessment:
    """What an assessment found; frames are made when asked for and are the caller's to change.

    Attributes:
        evidence: what the checks looked at: the dossier as assessed (the scenario applied), its network, plans and odds.
        baseline: the dossier that was given.
        scenario: the difference from the baseline.
        language: of messages and labels, "en" or "zh".
        outlooks: forecasts of the models.
        found: the findings, most consequential first.
    """

    evidence: Evidence
    baseline: Dossier
    scenario: Scenario
    language: str
    outlooks: tuple[Outlook, ...]
    found: tuple[Finding, ...]

    def __repr__(self) -> str:
        """One line: whose, which scenario, how many findings."""
        wrong = sum(one.verdict == "inconsistent" for one in self.found)
        return f"Assessment({self.dossier.entity}, {self.scenario.name}: {len(self.found)} findings, {wrong} inconsistent)"

    @property
    def dossier(self) -> Dossier:
        """The dossier as assessed, the scenario applied."""
        return self.evidence.dossier

    @property
    def network(self) -> Network:
        """The solved claim network."""
        return self.evidence.network

    @property
    def plans(self) -> tuple[Plan, ...]:
        """Targets and goals by indicator."""
        return tuple(one for one in self.evidence.plans if one.in_levels)

    def say(self, key: str, **values: object) -> str:
        """A sentence in the language of this assessment."""
        return say(key, self.language, **values)

    def said_in(self, language: str) -> Assessment:
        """The same assessment with every sentence and label in another language; nothing is assessed again.

        Raises:
            WordsError: an unknown language.
        """
        return replace(self, language=spoken(language))

    @property
    def claims(self) -> pd.DataFrame:
        """One row a claim: the columns of `claims.csv` and what the number can mean."""
        extra = ["printed_start", "basis_used", "lower", "upper", "weight", "set_aside"]
        return _frame(self.claim_rows, [*COLUMNS, *extra])

    @property
    def history(self) -> pd.DataFrame:
        """One row a year the network pins down."""
        return _frame(
            self.history_rows, ["entity", "indicator", "year", "level", "lower", "upper", "origin", "claims"]
        )

    @property
    def implied(self) -> pd.DataFrame:
        """The tightest range the network leaves for each level, in the indicator's unit."""
        return _frame(self.implied_rows, ["entity", "indicator", "year", "lower", "upper"])

    @property
    def forecasts(self) -> pd.DataFrame:
        """One row a model and year, on the log level and as quantiles; a model not fitted has one row with its reason."""
        return _frame(self.forecast_rows, list(_FORECAST_KEYS))

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding, most consequential first; the columns of the JSON contract."""
        return _frame(self.finding_rows, list(FINDING_KEYS))

    @property
    def conflicts(self) -> pd.DataFrame:
        """One row a minimal conflict: claims, chain, stretch factor."""
        return _frame(self.conflict_rows, ["claims", "minimal", "chain", "stretch_factor"])

    @property
    def repairs(self) -> pd.DataFrame:
        """One row a minimal repair, lightest first within its pass."""
        return _frame(self.repair_rows, ["pass", "claims", "weight"])

    @property
    def odds_parts(self) -> pd.DataFrame:
        """What the odds of each target are made of: one row a target whose default model leans on a class.

        Columns: `entity`, `indicator`, `claim`, `year`, `probability`, `low` and `high` over all that is left open, and as
        growth a year `record`, `class_growth`, `forecast`, `lower80` and `upper80` of it, `needed`; `weight` of the
        record's distance from the class, `shock` the part of the doubt that is the luck of the class, `through` the last
        year its figures know. Rates are left out: they change in points.
        """
        return _frame(list(parts_rows(self.evidence)), list(PARTS_COLUMNS))

    @property
    def targets(self) -> pd.DataFrame:
        """The one-page target table: one row a planned indicator."""
        return _frame(self.target_rows, None)

    @property
    def spans(self) -> pd.DataFrame:
        """Every stated or implied span of growth, as the staircase draws it."""
        return _frame(
            self.span_rows,
            ["entity", "indicator", "kind", "start", "end", "lower", "upper", "middle", "claims", "label"],
        )

    @property
    def indicators(self) -> pd.DataFrame:
        """The indicators in the order to show them, those with a history and a plan first."""
        return _frame(
            self.indicator_rows,
            ["entity", "indicator", "label", "unit", "basis", "main", "order"],
        )

    @cached_property
    def claim_rows(self) -> list[dict[str, Any]]:
        """The claims as plain values."""
        aside = set(self.network.set_aside)
        return [_claim_row(claim, self.dossier, claim.claim_id in aside) for claim in self.dossier.claims]

    @cached_property
    def history_rows(self) -> list[dict[str, Any]]:
        """The history as plain values."""
        return [
            {
                "entity": one.entity,
                "indicator": one.indicator,
                "year": one.year,
                "level": one.level,
                "lower": float(one.lower),
                "upper": float(one.upper),
                "origin": one.origin,
                "claims": one.claims,
            }
            for one in self.network.history
        ]

    @cached_property
    def implied_rows(self) -> list[dict[str, Any]]:
        """The implied ranges as plain values."""
        return _implied_rows(self.network, self.dossier)

    @cached_property
    def forecast_rows(self) -> list[dict[str, Any]]:
        """The forecasts as plain values, every column in every row."""
        rows: list[dict[str, Any]] = []
        for outlook in self.outlooks:
            head = dict.fromkeys(_FORECAST_KEYS) | {
                "entity": outlook.entity,
                "indicator": outlook.indicator,
                "model": outlook.model,
                "default": outlook.default,
            }
            if outlook.reason is not None:
                rows.append(head | {"reason": render(outlook.reason, self.language)})
            rows += [head | row | {"reason": ""} for row in outlook.rows()]
        return rows

    @cached_property
    def span_rows(self) -> list[dict[str, Any]]:
        """The spans of growth as plain values."""
        return span_rows(self.dossier, self.network, self.plans, self.found, self.language)

    @cached_property
    def indicator_rows(self) -> list[dict[str, Any]]:
        """The indicators as plain values."""
        return indicator_rows(self.dossier, self.network, self.plans, self.language)

    @cached_property
    def target_rows(self) -> list[dict[str, Any]]:
        """Rows of the target table as plain values."""
        return target_rows(self.dossier, self.network, self.plans, self.found, self.language)

    @cached_property
    def finding_rows(self) -> list[dict[str, Any]]:
        """The findings as plain values, keys as in the JSON contract."""
        return [_finding_row(one, self.language) for one in self.found]

    @cached_property
    def conflict_rows(self) -> list[dict[str, Any]]:
        """The minimal conflicts as plain values."""
        return _conflict_rows(self.evidence, self.language)

    @cached_property
    def repair_rows(self) -> list[dict[str, Any]]:
        """The minimal repairs as plain values, lightest first within their pass."""
        return _repair_rows(self.network)

    @property
    def set_aside(self) -> tuple[str, ...]:
        """Ids of claims given up so that the rest can hold."""
        return self.network.set_aside

    @property
    def paragraph(self) -> str:
        """The opening paragraph: what fits, what does not, what is left to do, how it compares, how thin the evidence is."""
        return paragraph(self.dossier, self.plans, self.found, self.language)

    @property
    def headline(self) -> list[str]:
        """The sentences that matter most."""
        return headline(self.found, self.language)

    @property
    def differences(self) -> list[str]:
        """What the scenario changes; empty for the baseline."""
        return [render(one, self.language) for one in differences(self.scenario, self.baseline)]

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader should know of how the dossier was read."""
        unreviewed = () if self.dossier.reviewed else (self.say("terminal.unreviewed"),)
        return (*unreviewed, *self.dossier.notices)

    @property
    def exit_code(self) -> int:
        """1 when a finding is inconsistent or claims conflict, else 0."""
        wrong = any(one.verdict == "inconsistent" for one in self.found)
        return 1 if wrong or self.conflict_rows else 0

    def to_dict(self) -> dict[str, Any]:
        """The assessment as the JSON contract has it: sorted by content, fractions for rates, None for unbounded."""
        forecasts = [
            {
                key: row[key]
                for key in (
                    "entity",
                    "indicator",
                    "model",
                    "year",
                    "median",
                    "lower80",
                    "upper80",
                    "lower95",
                    "upper95",
                )
            }
            for outlook in self.outlooks
            for row in outlook.rows()
        ]
        rounded: dict[str, Any] = _rounded(
            {
                "dossier": self.dossier.entity,
                "scenario": self.scenario.name,
                "version": __version__,
                "findings": self.finding_rows,
                "conflicts": self.conflict_rows,
                "repairs": self.repair_rows,
                "set_aside": list(self.set_aside),
                "implied": _implied_rows(self.network, self.dossier),
                "forecasts": sorted(
                    forecasts,
                    key=lambda row: tuple(str(row[key]) for key in ("entity", "indicator", "model", "year")),
                ),
            }
        )
        return rounded

    def to_json(self) -> str:
        """`to_dict` as text, byte-identical whatever the order of rows, hash seed or machine."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


def assess(dossier: Dossier, scenario: Scenario | str | None = None, language: str = "en") -> Assessment:
    """Assess a dossier under a scenario.

    Args:
        dossier: from `load`.
        scenario: a `Scenario`, the name of one in `scenarios.toml`, or None for the baseline.
        language: "en" or "zh", for every sentence and label.

    Raises:
        ScenarioError: the scenario does not exist or cannot be applied.
    """
    spoken(language)
    given: object = dossier
    if not isinstance(given, Dossier):
        msg = f"assess takes a dossier, as load returns it; received {type(dossier).__name__}"
        raise ForecastingError(msg)
    chosen = BASELINE if scenario is None else scenario
    if isinstance(chosen, str):
        chosen = scenario_of(dossier, chosen)
    known: object = chosen
    if not isinstance(known, Scenario):
        msg = (
            f"a scenario is a Scenario or the name of one in scenarios.toml; received {type(known).__name__}"
        )
        raise ScenarioError(msg)
    applied = with_links_as_growth(apply(chosen, dossier) if chosen != BASELINE else dossier)
    network = solve(applied)
    plans = plans_of(applied, network)
    outlooks = forecast_plans(applied, network, plans, chosen)
    evidence = Evidence(
        applied,
        network,
        plans,
        chances(plans, outlooks, applied, network),
        joints(plans, outlooks, applied),
        lookups(plans, outlooks, applied, network),
        shipped_track_record(),
    )
    found = _with_materiality(run(evidence), evidence)
    # Readers of an assessment see levels in their unit; what is said of indices and rates stands in the findings.
    shown = tuple(one for plan in plans if plan.in_levels for one in outlooks_of(plan, outlooks))
    return Assessment(evidence, dossier, chosen, language, shown, found)


def _with_materiality(found: tuple[Finding, ...], evidence: Evidence) -> tuple[Finding, ...]:
    """Mark each wrong rate whose recomputed value, put in its place, changes a verdict beyond its own conflict.

    Of a series with many wrong rates only the first few are tried: where nothing fits, no one number decides.
    """
    marked = []
    tried: Counter[tuple[str, str]] = Counter()
    for finding in found:
        place = (finding.entity, finding.indicator)
        wrong = finding.verdict == "inconsistent" and finding.check == "growth_against_levels"
        if wrong and tried[place] < _MATERIAL_CAP:
            tried[place] += 1
            marked.append(replace(finding, material=_is_material(finding, evidence)))
        else:
            marked.append(finding)
    return tuple(marked)


def _is_material(finding: Finding, evidence: Evidence) -> bool:
    dossier = evidence.dossier
    wrong = next(
        (claim for claim in dossier.claims if claim.claim_id in finding.claims and claim.kind != "level"),
        None,
    )
    if wrong is None or finding.computed is None or finding.unit != "%" or None in finding.computed:
        return False
    low, high = finding.computed
    decimals = len(wrong.value.partition(".")[2])
    value = f"{100 * ((low or 0) + (high or 0)) / 2:.{decimals}f}"
    if float(value) <= _NOTHING_LEFT:
        return False
    # Only the indicator's own claims are solved again: twice the whole dossier would cost more than the answer.
    mine = [one for one in dossier.claims if (one.entity, one.indicator) == (wrong.entity, wrong.indicator)]
    comparator = "=" if wrong.comparator == ".." else wrong.comparator
    mended = [replace(one, value=value, comparator=comparator) if one == wrong else one for one in mine]

    def verdicts(claims: list[Claim]) -> set[tuple[object, ...]]:
        part = replace(dossier, claims=tuple(claims), ratios=(), identities=())
        network = solve(part)
        # Odds wait for forecasts; the wrong claim's own findings change by construction.
        return {
            (one.check, one.start, one.end, one.verdict)
            for one in run(Evidence(part, network, plans_of(part, network)))
            if one.check != "odds"
            and wrong.claim_id not in one.claims
            and not set(one.claims) <= set(finding.claims)
        }

    return verdicts(mine) != verdicts(mended)


_FORECAST_KEYS = (
    *("entity", "indicator", "model", "default", "year", "loc", "scale", "df"),
    *("median", "lower80", "upper80", "lower95", "upper95", "reason"),
)


def _finding_row(finding: Finding, language: str) -> dict[str, Any]:
    row: dict[str, Any] = {key: getattr(finding, key) for key in FINDING_KEYS}
    row["claims"] = list(finding.claims)
    row["readings"] = {claim: reading for claim, reading in finding.readings if reading}
    row["verdicts"] = list(finding.verdicts or (finding.verdict,))
    row["stated"] = list(finding.stated) if finding.stated else [None, None]
    row["computed"] = list(finding.computed) if finding.computed else [None, None]
    row["probability_range"] = list(finding.probability_range) if finding.probability_range else None
    row["message"] = render(finding.message, language)
    row["suggestion"] = render(finding.suggestion or Phrase("findings.no_change"), language)
    row["conditions"] = [
        {
            "bridge": one.bridge,
            "lower": one.lower,
            "upper": one.upper,
            "unit": one.unit,
            "sentence": render(one.sentence, language),
        }
        for one in finding.conditions
    ]
    return row


def _conflict_rows(evidence: Evidence, language: str) -> list[dict[str, Any]]:
    found = {
        conflict.claims: conflict
        for part in evidence.network.parts
        for diagnosis in (part.history, part.plans)
        if diagnosis is not None
        for conflict in diagnosis.conflicts
    }
    return [
        {
            "claims": list(ids),
            "minimal": found[ids].minimal,
            "chain": [render(one, language) for one in chain_phrases(evidence, found[ids])],
            "stretch_factor": stretch_factor([evidence.dossier.claim(one) for one in ids], evidence.dossier),
        }
        for ids in sorted(found, key=lambda ids: (len(ids), ids))
    ]


def _repair_rows(network: Network) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"pass": name, "claims": list(repair.claims), "weight": repair.weight}
        for part in network.parts
        for name, diagnosis in (("history", part.history), ("plans", part.plans))
        if diagnosis is not None
        for repair in diagnosis.repairs
    ]
    return sorted(rows, key=lambda row: (row["pass"], row["weight"], row["claims"]))


def _implied_rows(network: Network, dossier: Dossier) -> list[dict[str, Any]]:
    rows = []
    for node in sorted(network.implied):
        if node.basis != dossier.indicators[node.indicator].basis:
            continue
        lower, upper = network.implied[node].floats()
        rows.append(
            {
                "entity": node.entity,
                "indicator": node.indicator,
                "year": node.year,
                "lower": lower,
                "upper": upper,
            }
        )
    return rows


def _claim_row(claim: Claim, dossier: Dossier, aside: bool) -> dict[str, Any]:  # noqa: FBT001
    if claim.kind in ("level", "total", "period_average"):
        interval = level_interval(claim, dossier)
    elif claim.kind in ("change", "points"):
        interval = printed_interval(claim, dossier)
    elif claim.kind in ("multiple", "recurring_multiple"):
        interval = fold_interval(claim, dossier)
    else:
        interval = rate_interval(claim, dossier)
    lower, upper = interval.floats()
    row: dict[str, Any] = {column: getattr(claim, column) for column in COLUMNS}
    return row | {
        "start": base_year(claim, dossier),
        "printed_start": claim.start,
        "basis_used": basis_used(claim, dossier),
        "lower": lower,
        "upper": upper,
        # Sums, means and changes are held to ranges and never set aside, so they weigh nothing.
        "weight": weight(claim) if claim.kind in WEIGHTS else 0,
        "set_aside": aside,
    }


def _frame(rows: list[dict[str, Any]], columns: list[str] | None) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)


def _rounded(value: Any) -> Any:
    """Floats to ten significant digits, so that the last bit of a machine's arithmetic never shows."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return None if value != value else float(f"{value:.{_DIGITS}g}")  # noqa: PLR0124
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value


def _network_of(claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]]) -> tuple[Dossier, Network]:
    dossier = claims if isinstance(claims, Dossier) else from_frame(claims)
    return dossier, solve(dossier)


def implied(claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The tightest range the claims leave for every level, the network alone.

    Args:
        claims: a dossier, or a frame (or list of dicts) of claims in one unit per indicator.

    Returns:
        Columns entity, indicator, year, lower, upper, in the indicator's unit; missing where unbounded.
    """
    dossier, network = _network_of(claims)
    return _frame(_implied_rows(network, dossier), ["entity", "indicator", "year", "lower", "upper"])


def conflicts(
    claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]], language: str = "en"
) -> pd.DataFrame:
    """Minimal sets of claims that cannot all be true, the network alone.

    Args:
        claims: a dossier, or a frame (or list of dicts) of claims in one unit per indicator.
        language: of the chain's sentences.

    Returns:
        Columns claims, minimal, chain, stretch_factor; no row when all can be true.
    """
    dossier, network = _network_of(claims)
    return _frame(
        _conflict_rows(Evidence(dossier, network, ()), language),
        ["claims", "minimal", "chain", "stretch_factor"],
    )


def required_growth(
    dossier: Dossier, indicator: str, by: int | None = None, goal: float | None = None
) -> pd.DataFrame:
    """Growth a year a goal requires, from the latest actual and after each target is met.

    Args:
        dossier: from `load`.
        indicator: id.
        by: year of the goal; None takes the last goal.
        goal: level to reach, in the indicator's unit; None takes the goal stated for `by`.

    Returns:
        Columns indicator, unit, origin ("actual" or "target"), start, level, by, goal, years, growth.

    Raises:
        ForecastingError: an unknown indicator, no history, or no goal for that year.
    """
    if indicator not in dossier.indicators:
        msg = f"no indicator {indicator!r}; those that exist: {', '.join(dossier.indicators)}"
        raise ForecastingError(msg)
    network = solve(dossier)
    plan = next((one for one in plans_of(dossier, network) if one.indicator == indicator), None)
    stated = {
        one.year: float(one.level) for one in (*(plan.targets if plan else ()), *(plan.goals if plan else ()))
    }
    year = by if by is not None else max((one.year for one in plan.goals), default=None) if plan else None
    if year is None or (goal is None and year not in stated):
        known = ", ".join(str(one) for one in sorted(stated)) or "none"
        msg = f"no target or goal for {indicator} in {year}; years with one: {known}; or give goal= yourself"
        raise ForecastingError(msg)
    wanted = stated[year] if goal is None else goal
    seen = [one for one in network.history if (one.entity, one.indicator) == (dossier.entity, indicator)]
    starts = [("actual", seen[-1].year, seen[-1].level)] if seen else []
    starts += [
        ("target", one.year, float(one.level)) for one in (plan.targets if plan else ()) if one.year < year
    ]
    if not starts:
        msg = f"{indicator} has neither a level on record nor a target before {year} to start from"
        raise ForecastingError(msg)
    rows = [
        {
            "indicator": indicator,
            "unit": dossier.indicators[indicator].unit,
            "origin": origin,
            "start": start,
            "level": level,
            "by": year,
            "goal": wanted,
            "years": year - start,
            "growth": growth.required_rate(level, wanted, year - start),
        }
        for origin, start, level in starts
        if start < year
    ]
    return _frame(rows, ["indicator", "unit", "origin", "start", "level", "by", "goal", "years", "growth"])
