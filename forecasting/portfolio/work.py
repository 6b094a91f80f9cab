"""One item assessed: plain values that travel between processes, the reason where it cannot be assessed."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.judge.assessment import assess
from forecasting.judge.checks import VERDICTS
from forecasting.numbers.units import CURRENCIES, unit
from forecasting.portfolio.given import Item, digest
from forecasting.scenarios import load
from forecasting.words.catalogue import told_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.assessment import Assessment

__all__ = ["Outcome", "assess_items", "read_at_once", "unread"]

#: Plain values under "dossier" (a row), "findings" and "targets" (lists of rows) and "digest" (of what was read).
Outcome = dict[str, Any]

_DIGITS = 10


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
    row = {"name": item.name, "status": status, "reason": _line(reason), "place": item.place}
    return {"dossier": row, "findings": [], "targets": [], "digest": digest(item)}


def _outcome(item: Item, language: str, as_of: int | None) -> Outcome:
    if item.kind == "refused":
        return unread(item, item.status, item.reason)
    # Read before the dossier is, so that a change between the two shows at the next resumption.
    read = digest(item)
    try:
        dossier = _dossier(item, as_of)
        result = assess(dossier, language=language)
        found = _rows(item, dossier, result)
    except ForecastingError as error:
        return unread(item, "refused", told_error(error, language)) | {"digest": read}
    except OSError as error:
        return unread(item, "refused", f"{error.filename or item.place}: {error.strerror or error}") | {
            "digest": read
        }
    except Exception as error:  # noqa: BLE001 - one dossier must never stop the others, whatever is wrong with it
        return unread(item, "failed", f"{type(error).__name__}: {error}") | {"digest": read}
    return found | {"digest": read}


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


def _rows(item: Item, dossier: Dossier, result: Assessment) -> Outcome:
    verdicts = Counter(one.verdict for one in result.found)
    chances = [row.probability for row in result.target_rows if row.probability is not None]
    money = {known.family for one in dossier.indicators.values() if (known := unit(one.unit)) is not None}
    row: dict[str, Any] = {
        "name": item.name,
        "status": "assessed",
        "reason": item.reason,
        "place": item.place,
        "entity": dossier.entity,
        "title": dossier.name(result.language),
        "as_of": dossier.as_of,
        "reviewed": dossier.reviewed and item.kind != "report",
        "currency": "; ".join(sorted(money & set(CURRENCIES))),
        "claims": len(dossier.claims),
        "findings": len(result.found),
        "conflicts": len(result.conflict_rows),
        "least_probability": min(chances, default=None),
    }
    row |= {verdict: verdicts[verdict] for verdict in VERDICTS}
    name = {"dossier": item.name}
    return {
        "dossier": plain(row),
        "findings": [plain(name | one.plain()) for one in result.finding_rows],
        "targets": [plain(name | one.plain()) for one in result.target_rows],
    }


def plain(value: Any) -> Any:
    """A value as JSON has it, floats to ten digits, so that the last bit of a machine's arithmetic never shows."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if value == value else None  # noqa: PLR0124
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def _line(text: str) -> str:
    """A message as one line."""
    return "; ".join(part.strip() for part in text.splitlines() if part.strip())
