"""Phrases with each claim named by what it says, instead of by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.words import Phrase

if TYPE_CHECKING:
    from forecasting._appendix.sections.material import Material

__all__ = ["worded"]

#: Values of a phrase that hold ids of claims.
_IDS = ("claim", "claims")


def worded(material: Material, phrase: Phrase) -> Phrase:
    """A phrase with the ids of claims replaced, in all the phrases inside it too."""
    values = {
        name: _ids(material, value, phrase.key) if name in _IDS else _value(material, value)
        for name, value in phrase.values.items()
    }
    return Phrase(phrase.key, values)


def _value(material: Material, value: object) -> object:
    if isinstance(value, Phrase):
        return worded(material, value)
    return [_value(material, one) for one in value] if isinstance(value, list) else value


def _ids(material: Material, value: object, key: str) -> object:
    """The claims of some ids, as the sentence `key` they stand in names them."""
    if not isinstance(value, str):
        return _value(material, value)
    own = {one.claim_id: one for one in material.run.baseline.claims} | dict(material.claims)
    table, _, rest = key.partition(".")
    if table == "scenarios":
        # The sentence has the label, and what is put in or left out.
        claim = own.get(value)
        named = rest in ("reading", "claim") and claim is not None
        return material.years(claim) if named and claim is not None else material.say("claims.a_number")
    texts = []
    for claim_id in value.split(", "):
        claim = own.get(claim_id)
        if claim is None:
            texts.append(claim_id)
        elif rest.startswith("chain."):
            texts.append(material.say("claims.as_printed", number=material.bare(claim)))
        else:
            texts.append(material.named(claim))
    return material.listed(texts)
