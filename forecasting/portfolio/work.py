"""One item assessed, or the reason why it cannot be."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.judge.assessment import assess
from forecasting.judge.checks import VERDICTS
from forecasting.numbers.units import CURRENCIES, unit
from forecasting.portfolio.given import Item, digest
from forecasting.portfolio.outcome import DossierRow, Outcome
from forecasting.scenarios import load
from forecasting.words.catalogue import told_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.assessment import Assessment

__all__ = ["assess_items", "read_at_once", "unread"]


def assess_items(items: Sequence[Item], language: str, as_of: int | None = None) -> list[Outcome]:
    """Assess some items, each by itself: what is wrong with one never stops the others.

    Args:
        items: what to assess.
        language: of every sentence.
        as_of: last year of reported history of the reports among them; None finds it in each.
    """
    return [_outcome(item, language, as_of) for item in items]


def unread(item: Item, status: str, reason: str) -> Outcome:
    """The outcome of an item that was not assessed."""
    return Outcome(DossierRow(item.name, status, _line(reason), item.place), digest=digest(item))


def _outcome(item: Item, language: str, as_of: int | None) -> Outcome:
    if item.kind == "refused":
        return unread(item, item.status, item.reason)
    # Read before the dossier is, so that a change between the two shows at the next resumption.
    read = digest(item)
    try:
        dossier = _dossier(item, as_of)
        result = assess(dossier, language=language)
        found = _assessed(item, dossier, result)
    except ForecastingError as error:
        found = unread(item, "refused", told_error(error, language))
    except OSError as error:
        found = unread(item, "refused", f"{error.filename or item.place}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - one dossier must never stop the others, whatever is wrong with it
        found = unread(item, "failed", f"{type(error).__name__}: {error}")
    return replace(found, digest=read)


def _dossier(item: Item, as_of: int | None) -> Dossier:
    if item.dossier is not None:
        return item.dossier
    return load(item.place) if item.kind == "folder" else read_at_once(item.place, as_of)


def read_at_once(place: str, as_of: int | None) -> Dossier:
    """A report read at once, reviewed by nobody."""
    # What reads reports is loaded only where there is one, since most portfolios hold none.
    if find_spec("forecasting._extract") is None:
        msg = f"{place}: reading reports is not part of this installation; make a dossier folder of it"
        raise ForecastingError(msg)
    readers, proposal = (import_module(f"forecasting._extract.{name}") for name in ("readers", "proposal"))
    dossier: Dossier = proposal.propose([readers.read_report(place, None)], as_of=as_of).dossier
    return dossier


def _assessed(item: Item, dossier: Dossier, result: Assessment) -> Outcome:
    verdicts = Counter(one.verdict for one in result.found)
    chances = [row.probability for row in result.target_rows if row.probability is not None]
    money = {known.family for one in dossier.indicators.values() if (known := unit(one.unit)) is not None}
    row = DossierRow(
        name=item.name,
        status="assessed",
        reason=item.reason,
        place=item.place,
        entity=dossier.entity,
        title=dossier.name(result.language),
        as_of=dossier.as_of,
        reviewed=dossier.reviewed and item.kind != "report",
        currency="; ".join(sorted(money & set(CURRENCIES))),
        claims=len(dossier.claims),
        findings=len(result.found),
        conflicts=len(result.conflict_rows),
        least_probability=min(chances, default=None),
        verdicts={verdict: verdicts[verdict] for verdict in VERDICTS},
    )
    return Outcome(row, tuple(result.finding_rows), tuple(result.target_rows))


def _line(text: str) -> str:
    """A message as one line."""
    return "; ".join(part.strip() for part in text.splitlines() if part.strip())
