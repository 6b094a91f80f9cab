"""The ranking page: one file that fetches nothing, with a filter by place and year and a way to each dossier's page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from forecasting.charts.script import take_script
from forecasting.files import PAGE, free_place, write_whole
from forecasting.judge.assessment import assess
from forecasting.portfolio import drawing
from forecasting.portfolio.behind import ambition_numbers, fared_numbers
from forecasting.portfolio.ranking import first_ranked
from forecasting.portfolio.work import read_at_once
from forecasting.scenarios import load
from forecasting.show.markup import (
    HtmlLook,
    document,
    language_code,
    picture_bar,
    style,
    tag,
    text_tag,
    to_open,
    unbroken_text,
    verdict_mark,
)
from forecasting.show.page import write_page
from forecasting.words import percent, say

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    from forecasting.charts.behind import TableBehind
    from forecasting.portfolio.fared import TargetHindcast
    from forecasting.portfolio.many import Portfolio
    from forecasting.portfolio.ranking import RankedTarget

__all__ = ["ranking_page", "write_ranking"]

#: Targets shown; the tables hold all.
SHOWN = 500
_DRAWN = 40
_WRONG = 200
_RULES = """
main { max-width: 1180px; margin: 0 auto; padding: 1.2rem 1.25rem 4rem; }
.filters { display: flex; flex-wrap: wrap; gap: .6rem 1.4rem; align-items: center; margin: 1rem 0; font-size: .9rem; }
.filters input[type=text], .filters select { font: inherit; padding: .2rem .5rem; border: 1px solid var(--hair); }
.filters label { margin-right: .4rem; }
tr[hidden] { display: none; }
@media print { .filters { display: none; } figure svg { max-height: 230mm; } }
"""
_SCRIPT = """
const place = document.getElementById('place'), year = document.getElementById('year'), wrong = document.getElementById('wrong');
function sift() {
  const words = place.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('[data-place]')) {
    row.hidden = !(row.dataset.place.toLowerCase().includes(words)
      && (!year.value || row.dataset.year === year.value) && (!wrong.checked || row.dataset.wrong === '1'));
  }
}
for (const one of [place, year, wrong]) one.addEventListener('input', sift);
"""


def ranking_page(
    portfolio: Portfolio,
    *,
    fared: TargetHindcast | None = None,
    links: Mapping[str, str] | None = None,
    title: str = "",
) -> str:
    """A portfolio as one HTML document: ranking, where arithmetic fails, small multiples, how targets fared.

    Args:
        portfolio: what `assess_many` returned.
        fared: how targets of the kind fared, where that is known.
        links: address of the page of a dossier, by its name.
        title: of the page; the default says what it is.
    """
    language, known = portfolio.language, links or {}

    def said(key: str, **values: object) -> str:
        return say(f"portfolio.page.{key}", language, **values)

    ranking = portfolio.ranking()
    rows = first_ranked(ranking, SHOWN)
    head = title or said("title")
    parts = [
        text_tag("h1", head),
        "".join(
            text_tag("p", one, class_="lede" if not place else "")
            for place, one in enumerate(portfolio.notices)
        ),
        text_tag("p", said("lede"), class_="quiet"),
        _filters(rows, language),
        _table(rows, known, language),
    ]
    if len(ranking) > len(rows):
        parts.append(text_tag("p", said("shown", shown=len(rows), total=len(ranking)), class_="quiet"))
    parts += [_wrong(portfolio, known), _unread(portfolio)]
    drawn = [row for row in rows if row.needed is not None][:_DRAWN]
    if drawn:
        picture = drawing.needed_and_record(drawn, language)
        parts += [text_tag("h2", said("multiples")), _figure("multiples", picture, language)]
    if fared is not None:
        parts.append(text_tag("h2", said("fared")))
        ambition, each = fared.by_ambition(), fared_numbers(fared.targets, language)
        for name, picture, behind in (
            ("by_ambition", drawing.by_ambition(ambition, language), ambition_numbers(ambition, language)),
            ("by_year", drawing.by_year(fared.targets, language), each),
            ("places", drawing.places(fared.targets, language), each),
        ):
            parts += [text_tag("h3", said(name)), _figure(name, picture, language, behind)]
    body = (
        tag("main", unbroken_text("".join(parts)), lang=language_code(language))
        + f"<script>{_SCRIPT}{take_script()}</script>"
    )
    shown = re.sub(r"<script>.*?</script>|<[^>]*>", "", body, flags=re.DOTALL)
    rules = style("show/page.css") + _RULES
    look = HtmlLook(rules, set(shown + head))
    return document(body, title=head, language=language, look=look, live=True)


def _filters(rows: Sequence[RankedTarget], language: str) -> str:
    years = sorted({str(row.year) for row in rows if row.year is not None})
    options = text_tag("option", say("portfolio.page.all_years", language), value="")
    options += "".join(text_tag("option", year, value=year) for year in years)
    fields = (
        ("place", "place", '<input type="text" id="place">'),
        ("year", "year", tag("select", options, id="year")),
        ("wrong", "only_wrong", '<input type="checkbox" id="wrong">'),
    )
    labels = (
        text_tag("label", say(f"portfolio.page.{word}", language), for_=name) + field
        for name, word, field in fields
    )
    return tag("div", "".join(tag("span", one) for one in labels), class_="filters")


_HEADS = ("rank", "dossier", "indicator", "target_year", "needed", "record", "chance", "range", "verdicts")
_NUMBERS = ("rank", "needed", "record", "chance", "range")


def _table(rows: Sequence[RankedTarget], links: Mapping[str, str], language: str) -> str:
    # Series of growth alone are called as their dossiers are: a column without a word is left out.
    named = any(row.label != row.dossier for row in rows)
    head = "".join(
        text_tag(
            "th", say(f"portfolio.page.{name}", language), **({"class_": "n"} if name in _NUMBERS else {})
        )
        for name in _HEADS
        if named or name != "indicator"
    )
    body = "".join(_row(row, links, language, named=named) for row in rows)
    return tag("table", tag("thead", tag("tr", head)) + tag("tbody", body))


def _named(name: str, links: Mapping[str, str]) -> str:
    return text_tag("a", name, href=quote(links[name])) if name in links else text_tag("span", name)


def _row(row: RankedTarget, links: Mapping[str, str], language: str, *, named: bool) -> str:
    def rate(value: float | None, decimals: int = 1) -> str:
        return "" if value is None else percent(value, language, decimals)

    def chance(value: float | None) -> str:
        return rate(None if value is None else min(0.99, max(0.01, value)), 0)

    ends = [chance(row.probability_low), chance(row.probability_high)]
    year = "" if row.year is None else str(row.year)
    verdicts = ["inconsistent"] if row.arithmetic_fails else []
    verdicts += [one for one in (row.odds_verdict, row.path_verdict, row.pace_verdict) if one]
    cells = [
        text_tag("td", row.rank, class_="n"),
        tag("td", _named(row.dossier, links)),
        text_tag("td", row.label if row.label != row.dossier else "") if named else "",
        text_tag("td", year),
        text_tag("td", rate(row.needed), class_="n"),
        text_tag("td", rate(row.record_rate), class_="n"),
        text_tag("td", chance(row.probability), class_="n"),
        text_tag("td", "–".join(dict.fromkeys(ends)) if all(ends) else "", class_="n"),
        tag("td", "".join(verdict_mark(one, language) for one in dict.fromkeys(verdicts)), class_="verdicts"),
    ]
    wrong = "1" if row.arithmetic_fails else "0"
    return tag("tr", "".join(cells), data_place=row.dossier, data_year=year, data_wrong=wrong)


def _wrong(portfolio: Portfolio, links: Mapping[str, str]) -> str:
    language = portfolio.language
    found = portfolio.findings.loc[portfolio.findings["verdict"] == "inconsistent", ["dossier", "message"]]
    head = text_tag("h2", say("portfolio.page.wrong", language))
    if found.empty:
        return head + text_tag("p", say("portfolio.page.nothing_wrong", language))
    listed = "".join(
        tag("li", _named(name, links) + text_tag("p", message), class_="wrong")
        for name, message in found.head(_WRONG).itertuples(index=False, name=None)
    )
    more = (
        say("portfolio.page.shown", language, shown=_WRONG, total=len(found)) if len(found) > _WRONG else ""
    )
    return head + tag("ol", listed, class_="findings") + (text_tag("p", more, class_="quiet") if more else "")


def _unread(portfolio: Portfolio) -> str:
    found = portfolio.dossiers.loc[portfolio.dossiers["status"] != "assessed", ["name", "reason"]]
    if found.empty:
        return ""
    listed = "".join(
        text_tag("li", f"{name}: {reason}")
        for name, reason in found.head(_WRONG).itertuples(index=False, name=None)
    )
    return text_tag("h2", say("portfolio.page.unread", portfolio.language)) + tag("ul", listed)


def _figure(name: str, picture: drawing.Picture, language: str, *behind: TableBehind) -> str:
    """A picture above the bar that hands it on; what it shows can be opened where no other table of the page has it."""
    bar = picture_bar(name, to_open(behind, language), language)
    caption = text_tag("figcaption", say(f"portfolio.page.{name}_note", language))
    return tag("figure", tag("div", picture.svg) + bar + caption)


def write_ranking(
    portfolio: Portfolio,
    path: str | os.PathLike[str],
    *,
    fared: TargetHindcast | None = None,
    pages: int = 0,
    as_of: int | None = None,
    force: bool = False,
) -> Path:
    """Write the ranking page, and the pages of the dossiers that stand first in it into a folder beside.

    Args:
        portfolio: what `assess_many` returned.
        path: ends with .html; the dossiers' pages go into a folder of that name without the ending.
        fared: as for `ranking_page`.
        pages: for how many dossiers, from the top of the ranking; those made in memory have none.
        as_of: as given to `assess_many`, for reports that are read again for their pages.
        force: replace files that are there.

    Raises:
        ForecastingError: another ending, a file is there already, or it cannot be written.
    """
    place = free_place(path, force=force, endings=PAGE)
    links: dict[str, str] = {}
    folder = place.with_suffix("")
    rows = portfolio.dossiers.loc[portfolio.dossiers["status"] == "assessed"].set_index("name")
    order = list(dict.fromkeys([*portfolio.ranking()["dossier"], *rows.index]))
    for number, name in enumerate([one for one in order if rows["place"].get(one)][:pages]):
        folder.mkdir(exist_ok=True)
        own = folder / f"{number + 1:03}.html"
        given = str(rows.loc[name, "place"])
        dossier = read_at_once(given, as_of) if Path(given).is_file() else load(given)
        result = assess(dossier, language=portfolio.language)
        write_page(result, own, force=force)
        links[name] = f"{folder.name}/{own.name}"
    page = ranking_page(portfolio, fared=fared, links=links)
    return write_whole(place, page.encode(), force=force)
