"""The whole page: its parts in order, their links, and the switch between languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from forecasting.charts.script import take_script
from forecasting.errors import ForecastingError
from forecasting.files import PAGE, free_place, write_whole
from forecasting.show.markup import (
    HtmlLook,
    document,
    language_code,
    style,
    tag,
    take_said,
    text_tag,
    unbroken_text,
)
from forecasting.show.page.account import limits, made
from forecasting.show.page.claims import claims
from forecasting.show.page.conflicts import conflicts
from forecasting.show.page.drawings import Drawings, outlooks, staircases
from forecasting.show.page.findings import findings
from forecasting.show.page.targets import targets
from forecasting.words import say

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from forecasting.judge.assessment import Assessment


def _main(result: Assessment) -> str:
    language = result.language
    drawings = Drawings(f"{language}-", language)
    name = getattr(result.scenario, "name", None)
    scenario = "" if name in {None, "baseline"} else name
    subtitle = say(
        "page.subtitle_scenario" if scenario else "page.subtitle",
        language,
        title=result.dossier.name(language),
        as_of=result.dossier.as_of,
        scenario=scenario,
    )
    stairs, others = staircases(result, drawings)
    head = (
        text_tag("p", subtitle, class_="quiet")
        + text_tag("h1", say("page.title", language))
        + stairs
        + text_tag("p", result.paragraph, class_="lede", id=f"{language}-in-short")
        + others
    )
    # A section without content is left out, with its link.
    every = (
        ("targets", targets(result, drawings)),
        ("findings", findings(result, drawings)),
        ("conflicts", conflicts(result, drawings)),
        ("outlook", outlooks(result, drawings)),
        ("claims", claims(result)),
        ("limits", limits(result)),
        ("made", made(result)),
    )
    sections = [(name, content) for name, content in every if content]
    links = "".join(
        tag("li", text_tag("a", say(f"page.{name}", language), href=f"#{language}-{name}"))
        for name, _ in sections
    )
    contents = tag("nav", tag("ul", links), aria_label=say("page.contents", language))
    body = "".join(
        tag("section", text_tag("h2", say(f"page.{name}", language)) + content, id=f"{language}-{name}")
        for name, content in sections
    )
    return tag("main", tag("header", head) + contents + body, lang=language_code(language), id=language)


def _switch(languages: Sequence[str]) -> tuple[str, str]:
    """Buttons and rules that show one language at a time, without a script."""
    if len(languages) < 2:
        return "", ""
    buttons = "".join(
        f'<input class="switch" type="radio" name="language" id="show-{name}"{" checked" if not place else ""}>'
        for place, name in enumerate(languages)
    )
    labels = "".join(
        text_tag("label", say("page.switch", name), for_=f"show-{name}", lang=name) for name in languages
    )
    rules = "\n".join(
        f"#show-{name}:not(:checked) ~ #{name} {{ display: none; }}\n"
        f"#show-{name}:checked ~ .switches label[for=show-{name}] {{ background: var(--ink); color: #fff; }}"
        for name in languages
    )
    return buttons + tag("div", labels, class_="switches"), rules


def page(result: Assessment | Sequence[Assessment]) -> str:
    """An assessment as one HTML document that fetches nothing.

    Its one script hands charts on and reads out their marks; without it the page says all the same.

    Args:
        result: an assessment, or a list of assessments of one dossier in different languages; the first is shown
            first, the others behind a switch.

    Returns:
        The document; the same inputs give the same text.

    Raises:
        ForecastingError: no assessment was given, or two in one language.
    """
    results = list(result) if isinstance(result, Sequence) else [result]
    languages = [one.language for one in results]
    if not results or len(set(languages)) != len(languages):
        msg = f"expected one assessment for each language, found {languages or 'none'}"
        raise ForecastingError(msg)
    buttons, rules = _switch(languages)
    body = buttons + unbroken_text("".join(_main(one) for one in results))
    title = f"{results[0].dossier.name(languages[0])} – {say('page.title', languages[0])}"
    return document(
        body,
        title=title,
        language=languages[0],
        look=HtmlLook(
            style("show/page.css") + rules,
            set(re.sub(r"<[^>]*>", "", body)).union(title + "–…", *take_said(languages[0]).values()),
        ),
        script=take_script(),
    )


def write_page(
    result: Assessment | Sequence[Assessment], path: str | os.PathLike[str], *, force: bool = False
) -> Path:
    """Write the page of an assessment, completely or not at all.

    Args:
        result: as for `page`.
        path: ends with .html; its folder must exist.
        force: replace a file that is there.

    Returns:
        The path written.

    Raises:
        ForecastingError: another ending, the file is there already, or its folder is not.
    """
    free_place(path, force=force, endings=PAGE)
    return write_whole(path, page(result).encode(), force=force)
