"""Which wrong number matters: what its recomputed value, put in its place, would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting.judge.checks import Evidence, plans_of, run
from forecasting.network import solve

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.checks import Finding

__all__ = ["with_materiality"]

#: Most wrong rates of one series that are put right one by one to see what would change.
_MATERIAL_CAP = 5
_NOTHING_LEFT = -100  # percent: a fall that no claim of growth can state


def with_materiality(found: tuple[Finding, ...], evidence: Evidence) -> tuple[Finding, ...]:
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
            (other.check, other.start, other.end, other.verdict)
            for other in run(Evidence(part, network, plans_of(part, network)))
            if other.check != "odds"
            and wrong.claim_id not in other.claims
            and not set(other.claims) <= set(finding.claims)
        }

    return verdicts(mine) != verdicts(mended)
