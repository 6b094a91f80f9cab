"""What an assessment found, as typed rows and as frames."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forecasting import __version__
from forecasting.judge.assessment.rows import (
    ClaimRow,
    ConflictRow,
    FindingRow,
    HistoryRow,
    ImpliedRow,
    RepairRow,
    claim_row,
    conflict_rows,
    finding_row,
    history_row,
    implied_rows,
    repair_rows,
)
from forecasting.judge.opening import headline, paragraph
from forecasting.judge.outlook import ForecastRow, PartsRow, parts_rows
from forecasting.judge.spans import SpanRow, span_rows
from forecasting.judge.tables import IndicatorRow, TargetRow, indicator_rows, target_rows
from forecasting.records import frame
from forecasting.scenarios import differences
from forecasting.words import render, say, spoken
from forecasting.words.catalogue import told

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Evidence, Finding, Plan
    from forecasting.judge.outlook import Outlook
    from forecasting.network import Network
    from forecasting.scenarios import Scenario

__all__ = ["Assessment"]

_DIGITS = 10
#: What JSON has of a forecast.
_FORECAST_KEYS = (
    *("entity", "indicator", "model", "year"),
    *("median", "lower80", "upper80", "lower95", "upper95"),
)


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
        return frame(self.claim_rows, ClaimRow)

    @property
    def history(self) -> pd.DataFrame:
        """One row a year the network pins down."""
        return frame(self.history_rows, HistoryRow)

    @property
    def implied(self) -> pd.DataFrame:
        """The tightest range the network leaves for each level, in the indicator's unit."""
        return frame(self.implied_rows, ImpliedRow)

    @property
    def forecasts(self) -> pd.DataFrame:
        """One row a model and year, on the log level and as quantiles; a model not fitted has one row with its reason."""
        return frame(self.forecast_rows, ForecastRow)

    @property
    def findings(self) -> pd.DataFrame:
        """One row a finding, most consequential first; the columns of the JSON contract."""
        return frame(self.finding_rows, FindingRow)

    @property
    def conflicts(self) -> pd.DataFrame:
        """One row a minimal conflict: claims, chain, stretch factor."""
        return frame(self.conflict_rows, ConflictRow)

    @property
    def repairs(self) -> pd.DataFrame:
        """One row a minimal repair, lightest first within its pass."""
        return frame(self.repair_rows, RepairRow)

    @property
    def odds_parts(self) -> pd.DataFrame:
        """What the odds of each target are made of: one row a target whose default model leans on a class.

        Columns: `entity`, `indicator`, `claim`, `year`, `probability`, `low` and `high` over all that is left open, and as
        growth a year `record`, `class_growth`, `forecast`, `lower80` and `upper80` of it, `needed`; `weight` of the
        record's distance from the class, `shock` the part of the doubt that is the luck of the class, `through` the last
        year its figures know. Rates are left out: they change in points.
        """
        return frame(self.parts_rows, PartsRow)

    @property
    def targets(self) -> pd.DataFrame:
        """The one-page target table: one row a planned indicator."""
        return frame(self.target_rows, TargetRow)

    @property
    def spans(self) -> pd.DataFrame:
        """Every stated or implied span of growth, as the staircase draws it."""
        return frame(self.span_rows, SpanRow)

    @property
    def indicators(self) -> pd.DataFrame:
        """The indicators in the order to show them, those with a history and a plan first."""
        return frame(self.indicator_rows, IndicatorRow)

    @cached_property
    def claim_rows(self) -> list[ClaimRow]:
        """The claims and what they can mean."""
        aside = set(self.network.set_aside)
        return [
            claim_row(claim, self.dossier, aside=claim.claim_id in aside) for claim in self.dossier.claims
        ]

    @cached_property
    def history_rows(self) -> list[HistoryRow]:
        """The years the network pins down."""
        return [history_row(one) for one in self.network.history]

    @cached_property
    def implied_rows(self) -> list[ImpliedRow]:
        """The range of each level."""
        return implied_rows(self.network, self.dossier)

    @cached_property
    def forecast_rows(self) -> list[ForecastRow]:
        """The forecasts, and the reason of each model that could not be fitted."""
        rows: list[ForecastRow] = []
        for outlook in self.outlooks:
            if outlook.reason is not None:
                rows.append(
                    ForecastRow(
                        entity=outlook.entity,
                        indicator=outlook.indicator,
                        model=outlook.model,
                        default=outlook.default,
                        reason=render(outlook.reason, self.language),
                    )
                )
            rows += outlook.rows()
        return rows

    @cached_property
    def parts_rows(self) -> list[PartsRow]:
        """What the odds of each target are made of."""
        return list(parts_rows(self.evidence))

    @cached_property
    def span_rows(self) -> list[SpanRow]:
        """The spans of growth."""
        return span_rows(self.dossier, self.network, self.plans, self.found, self.language)

    @cached_property
    def indicator_rows(self) -> list[IndicatorRow]:
        """The indicators in the order to show them."""
        return indicator_rows(self.dossier, self.network, self.plans, self.language)

    @cached_property
    def target_rows(self) -> list[TargetRow]:
        """The target table."""
        return target_rows(self.dossier, self.network, self.plans, self.found, self.language)

    @cached_property
    def finding_rows(self) -> list[FindingRow]:
        """The findings as the JSON contract has them, read by attribute; what computes with a finding reads `found`."""
        return [finding_row(one, self.language) for one in self.found]

    @cached_property
    def conflict_rows(self) -> list[ConflictRow]:
        """The minimal conflicts."""
        return conflict_rows(self.evidence, self.language)

    @cached_property
    def repair_rows(self) -> list[RepairRow]:
        """The minimal repairs, lightest first within their pass."""
        return repair_rows(self.network)

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
        return (*unreviewed, *(told(notice, self.language) for notice in self.dossier.notices))

    @property
    def exit_code(self) -> int:
        """1 when a finding is inconsistent or claims conflict, else 0."""
        wrong = any(one.verdict == "inconsistent" for one in self.found)
        return 1 if wrong or self.conflict_rows else 0

    def to_dict(self) -> dict[str, Any]:
        """The assessment as the JSON contract has it: sorted by content, fractions for rates, None for unbounded."""
        forecasts = [row for outlook in self.outlooks for row in outlook.rows()]
        rounded: dict[str, Any] = _rounded(
            {
                "dossier": self.dossier.entity,
                "scenario": self.scenario.name,
                "version": __version__,
                "findings": [one.plain() for one in self.finding_rows],
                "conflicts": [one.plain() for one in self.conflict_rows],
                "repairs": [one.plain() for one in self.repair_rows],
                "set_aside": list(self.set_aside),
                "implied": [one.plain() for one in self.implied_rows],
                "forecasts": [
                    {key: getattr(row, key) for key in _FORECAST_KEYS}
                    for row in sorted(
                        forecasts, key=lambda row: (row.entity, row.indicator, row.model, str(row.year))
                    )
                ],
            }
        )
        return rounded

    def to_json(self) -> str:
        """`to_dict` as text, byte-identical whatever the order of rows, hash seed or machine."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"


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
