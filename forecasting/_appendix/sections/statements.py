"""The numbers as stated with quote, place, interval and reading; sources and inferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Heading, Items, Paragraph, Row, Table, cell
from forecasting._appendix.sections.exact import meaning
from forecasting._appendix.sections.material import CAP, DASH, cells, separated
from forecasting.dossier import normalise
from forecasting.models.reference import reference_class
from forecasting.network import basis_used
from forecasting.words import readable
from forecasting.words import say as say_any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material
    from forecasting.dossier import Claim

__all__ = ["claims", "sources"]


def claims(material: Material) -> Iterator[Block]:
    """Every number with its words, its place, what it can mean and how it was read; those findings rest on first."""
    yield material.heading("claims")
    if not material.claims:
        yield Paragraph("claims-none", cell(material.say("claims.none")))
        return
    said = [material.say("claims.said", count=len(material.claims))]
    source = material.run.dossier.sources.get(material.only_source)
    if source is not None:
        said.append(material.say("claims.only_source", title=source.name(material.language)))
    yield Paragraph("claims-said", cell(material.gap.join(said)))
    yield _claims(material)


def _ordered(material: Material) -> list[Claim]:
    """By indicator and year; where not all fit, those that grave findings rest on come first."""
    order = {name: place for place, name in enumerate(material.indicators)}
    every = sorted(
        material.claims.values(),
        key=lambda one: (
            one.entity != material.run.dossier.entity,
            order.get(one.indicator, len(order)),
            one.end,
            one.claim_id,
        ),
    )
    if len(every) <= CAP:
        return every
    used: dict[str, int] = {}
    for place, one in enumerate(material.findings):
        for claim in one.finding.claims:
            used.setdefault(claim, place)
    kept = sorted(every, key=lambda one: used.get(one.claim_id, len(material.findings)))[:CAP]
    first = {one.claim_id for one in kept}
    return [
        *(one for one in every if one.claim_id in first),
        *(one for one in every if one.claim_id not in first),
    ]


def _claims(material: Material) -> Table:
    say = material.say
    columns = [
        Column(say("claims.claim"), share=2),
        Column(say("claims.role"), share=0.9),
        Column(say("claims.printed"), "right", 1.2),
        Column(say("claims.years"), share=1.3),
        Column(say("claims.meaning"), "right", 1.5),
        Column(say("claims.reading"), share=1.4),
        Column(say("claims.quote"), share=2.8),
    ]
    readings = _readings(material)
    aside = set(material.run.set_aside)
    lines = []
    label, last = "", ""
    for claim in _ordered(material)[:CAP]:
        # What the row above says already is not said again: whose number it is, and the words it stands in.
        name = material.name(claim.indicator, claim.entity)
        named = claim.claim_id if name == label else f"{name}\n{claim.claim_id}"
        printed = material.stated(claim)
        if claim.claim_id in aside:
            printed = say("claims.aside", text=printed)
        quote = say("claims.quoted", quote=claim.quote, place=material.place(claim.source, claim.locator))
        shown = say("claims.same") if (name, quote) == (label, last) else quote
        label, last = name, quote
        lines.append(
            Row(
                cells(
                    named,
                    say(f"role.{claim.role}"),
                    printed,
                    material.years(claim),
                    meaning(material, claim),
                    readings.get(claim.claim_id) or _basis(material, claim),
                    shown,
                ),
                (f"claim:{claim.claim_id}",),
            )
        )
    table = Table(
        "table-claims",
        say("claims.table"),
        tuple(columns),
        tuple(lines),
        note=say("claims.note"),
        small=True,
    )
    return material.shortened(table, len(material.claims))


def _basis(material: Material, claim: Claim) -> str:
    return say_any(f"findings.basis.{basis_used(claim, material.run.dossier)}", material.language)


def _readings(material: Material) -> dict[str, str]:
    """The readings of ambiguous phrases that fit with all other claims, in words."""
    return {claim: _in_words(material, readings) for claim, readings in _fitting(material).items()}


def _fitting(material: Material) -> dict[str, list[str]]:
    """The readings of ambiguous phrases that fit with all other claims."""
    fitting: dict[str, set[str]] = {}
    for part in material.run.network.parts:
        for fit in part.fits:
            for claim, reading in fit.readings:
                if reading:
                    fitting.setdefault(claim, set()).add(reading)
    return {claim: sorted(readings) for claim, readings in fitting.items()}


def _in_words(material: Material, readings: list[str]) -> str:
    """Readings such as "crossing:2000/average" as words, the years they cross in joined to a range."""
    years = sorted(
        {
            int(word.removeprefix("crossing:"))
            for reading in readings
            for word in reading.split("/")
            if "crossing:" in word
        }
    )
    words = sorted({word for one in readings for word in one.split("/") if "crossing:" not in word})
    either = material.say("claims.or")
    texts = [either.join(material.say(f"claims.{word}") for word in words)] if words else []
    if years:
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        texts.append(material.say("claims.crossing", years=span))
    return material.listed(texts)


def sources(material: Material) -> Iterator[Block]:
    """Where quotes come from, which years and readings were inferred and from what, and what was assumed."""
    dossier, language, say = material.run.dossier, material.language, material.say
    yield material.heading("sources")
    if dossier.sources:
        columns = [
            Column(say("sources.id"), "right", 0.4),
            Column(say("sources.title"), share=2.4),
            Column(say("sources.published"), share=0.8),
            Column(say("sources.note"), share=2.6),
        ]
        rows = [
            Row(
                cells(
                    number, one.name(language), one.published or DASH, _remark(one.remark(language), language)
                )
            )
            for number, one in enumerate(dossier.sources.values(), 1)
        ]
        yield material.table("table-sources", say("sources.table"), columns, rows, small=True)
    inferred: dict[str, list[str]] = {}
    for claim in material.claims.values():
        for part in (one for one in _parts(claim.note) if readable(one, language)):
            inferred.setdefault(part, []).append(claim.claim_id)
    taken = _taken(material)
    if inferred or taken:
        yield Heading("sources-inferred", 2, say("sources.inferred"))
    if taken:
        binds = tuple(dict.fromkeys(f"claim:{one}" for _, ids in taken for one in ids))
        items = tuple(
            cell(material.say("sources.taken", what=what, claims=_abridged(material, ids)))
            for what, ids in taken
        )
        yield Items("sources-taken", items, binds=binds)
    if inferred:
        yield Paragraph("sources-inferred-said", cell(say("sources.inferred_said")))
        columns = [Column(say("sources.inference"), share=2), Column(say("sources.claims"), share=2)]
        # Notes on the same numbers are one row.
        grouped: dict[tuple[str, ...], list[str]] = {}
        for note, ids in inferred.items():
            grouped.setdefault(tuple(ids), []).append(note)
        listed = sorted(grouped.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        rows = [
            Row(
                cells(separated(material, notes), _abridged(material, list(ids))),
                tuple(f"claim:{one}" for one in ids),
            )
            for ids, notes in listed
        ]
        yield material.table("table-inferred", say("sources.inferred_table"), columns, rows, small=True)
    yield Heading("sources-assumed", 2, say("sources.assumed"))
    yield Paragraph("sources-assumed-said", cell(_assumed(material)))
    yield _indicators(material)
    classes = dict.fromkeys(
        name
        for indicator in dossier.indicators.values()
        if (name := indicator.reference_class) and indicator.id in _planned(material)
    )
    if classes:
        yield _classes(material, tuple(classes))


def _scope(scope: str, language: str) -> str:
    """What an indicator counts; words of another language are a quote."""
    if not scope:
        return DASH
    return scope if readable(scope, language) else f"“{scope}”"


def _remark(note: str, language: str) -> str:
    """A note of the dossier, where its reader can read it."""
    return note if note and readable(note, language) else DASH


def _parts(note: str) -> list[str]:
    """A note taken apart at its semicolons, those in brackets left alone."""
    parts, depth = [""], 0
    for letter in note:
        depth += (letter in "(（") - (letter in ")）")
        if letter in ";；" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [one.strip() for one in parts if one.strip()]


def _taken(material: Material) -> list[tuple[str, list[str]]]:
    """What was taken to be so though the quoted words do not print it, each with the claims it concerns."""
    say, founded = material.say, material.run.dossier.founded
    readings = _fitting(material)
    found: dict[tuple[int, str], list[str]] = {}
    for claim in sorted(material.claims.values(), key=lambda one: (one.end, one.claim_id)):
        start = str(claim.start or "")
        facts = {
            say("sources.taken_year", year=claim.end): str(claim.end) not in normalise(claim.quote),
            say("sources.taken_founding", year=founded): start == "founding",
            say("sources.taken_crossing"): start.startswith("crossing:"),
            say("sources.taken_about"): claim.comparator == "~",
            say("sources.taken_reading"): len(readings.get(claim.claim_id, ())) > 1
            and not start.startswith("crossing:"),
        }
        for rank, (what, holds) in enumerate(facts.items()):
            if holds:
                found.setdefault((rank, what), []).append(claim.claim_id)
    return [(what, ids) for (_, what), ids in sorted(found.items(), key=lambda pair: pair[0])]


def _abridged(material: Material, ids: list[str]) -> str:
    """Whose numbers some claims are, in the order of the indicators."""
    order = {name: place for place, name in enumerate(material.indicators)}
    own = sorted((material.claims[one] for one in ids), key=lambda one: order.get(one.indicator, len(order)))
    names = list(dict.fromkeys(material.name(one.indicator, one.entity) for one in own))
    if len(names) <= 8:
        return material.listed(names)
    return material.say("sources.and_more", claims=material.listed(names[:6]), count=len(names) - 6)


def _planned(material: Material) -> set[str]:
    return {plan.indicator for plan in material.run.plans}


def _assumed(material: Material) -> str:
    dossier, say = material.run.dossier, material.say
    sentences = []
    if dossier.founded is not None:
        sentences.append(say("sources.founded", year=dossier.founded))
    sentences.append(say("sources.as_of", year=dossier.as_of))
    sentences.append(say("sources.about", share=float(dossier.assumptions.about)))
    band = dossier.assumptions.deflator
    if band is not None:
        sentences.append(say("sources.deflator", low=float(band[0]), high=float(band[1])))
    else:
        sentences.append(say("sources.no_deflator"))
    return material.gap.join(sentences)


def _indicators(material: Material) -> Table:
    dossier, say = material.run.dossier, material.say
    columns = [
        Column(say("sources.indicator"), share=2),
        Column(say("sources.basis"), share=1.1),
        Column(say("sources.scope"), share=3),
        Column(say("sources.band"), "right", 1.5),
    ]
    used = {one.indicator for one in material.claims.values()}
    rows = []
    for name in material.indicators:
        indicator = dossier.indicators[name]
        if name not in used:
            continue
        band = indicator.plausible_growth
        ends = None if band is None else (float(band[0]), float(band[1]))
        shown = (
            DASH
            if ends is None
            else say("bounds.range", low=material.pct0(ends[0]), high=material.pct0(ends[1]))
        )
        basis = say_any(f"findings.basis.{indicator.basis}", material.language)
        rows.append(
            Row(
                cells(
                    material.titled(name),
                    basis,
                    _scope(indicator.counted(material.language), material.language),
                    shown,
                )
            )
        )
    return material.table("table-indicators", say("sources.indicators"), columns, rows, small=True)


def _classes(material: Material, names: tuple[str, ...]) -> Table:
    say = material.say
    columns = [
        Column(say("sources.class"), share=1.5),
        Column(say("sources.growth"), "right", 0.9),
        Column(say("sources.spread"), "right", 0.9),
        Column(say("sources.volatility"), "right", 0.9),
        Column(say("sources.through"), share=0.8),
        Column(say("sources.from"), share=3),
    ]
    rows = []
    for name in names:
        one = reference_class(name, material.run.dossier.as_of)
        rows.append(
            Row(
                cells(
                    one.label(material.language),
                    material.pct(one.growth),
                    material.pct(one.growth_sd),
                    material.pct(one.volatility),
                    one.through or DASH,
                    one.cited(material.language),
                )
            )
        )
    return material.table(
        "table-reference", say("sources.classes"), columns, rows, note=say("sources.classes_note"), small=True
    )
