"""Charts as plain Vega-Lite in the words of Altair, without importing it: building a chart costs what its rows do.

Altair checks and copies every part of a chart at every step, and beside JupyterLab its import alone takes longer than
a page. What draws uses these plain values; a chart that is handed to the user becomes an Altair chart (`as_altair`),
with the same specification.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

__all__ = [
    "SCHEMA",
    "Chart",
    "Datum",
    "Joined",
    "Spec",
    "View",
    "as_altair",
    "condition",
    "defined",
    "join",
    "layer",
    "options",
    "value",
]

#: A piece of Vega-Lite: a view, a channel, an axis.
Spec: TypeAlias = dict[str, Any]
#: A row of the data of a mark.
Datum: TypeAlias = dict[str, Any]

#: Of the specifications, as the pinned Altair writes it.
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.4.1.json"

_TYPES = {"Q": "quantitative", "N": "nominal", "O": "ordinal", "T": "temporal"}
_SECOND = ("x2", "y2")  # channels that take the type of their first


def defined(shorthand: str | None = None, **more: Any) -> Spec:
    """A channel: a field with its type, such as "level:Q", and the options of the channel."""
    if shorthand is None:
        return more
    name, _, kind = shorthand.partition(":")
    return {"field": name, **more, "type": _TYPES[kind]}


def options(**given: Any) -> Spec:
    """The parts of an axis, a scale, a legend, a title."""
    return given


def value(one: Any) -> Spec:
    """A constant for a channel."""
    return {"value": one}


def condition(test: str, then: Spec, other: Spec) -> Spec:
    """A channel that takes one value where a test of the row holds, and else another."""
    return {"condition": {"test": test, **then}, **other}


class View:
    """What charts and joined charts have in common."""

    __slots__ = ()

    def view(self) -> View:
        """The view itself, made now if it was put off."""
        return self

    def specification(self) -> Spec:
        """The view as Vega-Lite, without schema and configuration."""
        raise NotImplementedError

    def to_dict(self, *, validate: bool = False) -> Spec:
        """The whole as Vega-Lite; `validate` also has Altair check it against the schema."""
        if validate:
            found: Spec = as_altair(self).to_dict()
            return found
        return {**self.specification(), "$schema": SCHEMA}


@dataclass(frozen=True, slots=True)
class Chart(View):
    """One mark over rows; each method returns a new chart.

    Attributes:
        data: `{"values": rows}` or `{"name": ...}`; several charts may share one.
    """

    data: Spec
    mark: Spec = field(default_factory=dict)
    encoding: Spec = field(default_factory=dict)
    transform: tuple[Spec, ...] = ()
    options: Spec = field(default_factory=dict)

    def marked(self, kind: str, **style: Any) -> Chart:
        """The chart with a mark and its style."""
        return replace(self, mark={"type": kind, **style})

    def encode(self, **channels: Any) -> Chart:
        """The chart with more channels; a string stands for a field with its type."""
        found = dict(self.encoding)
        for name, given in channels.items():
            told = defined(given) if isinstance(given, str) else given
            if name in _SECOND and isinstance(told, dict):
                told = {key: one for key, one in told.items() if key != "type"}
            found[name] = told
        return replace(self, encoding=found)

    def calculate(self, **fields: str) -> Chart:
        """The chart over rows with more fields, each an expression."""
        steps = tuple({"calculate": expression, "as": name} for name, expression in fields.items())
        return replace(self, transform=self.transform + steps)

    def where(self, test: str) -> Chart:
        """The chart over those rows that an expression holds for."""
        return replace(self, transform=(*self.transform, {"filter": test}))

    def properties(self, **options: Any) -> Chart:
        """The chart with a title or a size."""
        return replace(self, options=self.options | options)

    def specification(self) -> Spec:
        """The view as Vega-Lite, without schema and configuration."""
        found: Spec = {"data": self.data, "mark": self.mark, "encoding": self.encoding}
        if self.transform:
            found["transform"] = list(self.transform)
        return found | self.options


@dataclass(frozen=True, slots=True)
class Joined(View):
    """Charts upon or beside one another.

    Attributes:
        how: "layer", "concat", "hconcat" or "vconcat".
    """

    how: str
    parts: tuple[View, ...]
    options: Spec = field(default_factory=dict)

    def properties(self, **options: Any) -> Joined:
        """The same with a title or a size."""
        return replace(self, options=self.options | options)

    def data(self) -> Spec | None:
        """The rows all parts share, which are then said once."""
        own = [
            part.data() if isinstance(part, Joined) else getattr(part, "data", None) for part in self.parts
        ]
        return own[0] if own and all(one is own[0] for one in own) else None

    def specification(self) -> Spec:
        """The view as Vega-Lite, without schema and configuration."""
        shared = self.data()
        parts = [part.specification() for part in self.parts]
        found: Spec = {} if shared is None else {"data": shared}
        if shared is not None:
            parts = [{key: one for key, one in part.items() if key != "data"} for part in parts]
        return {**found, self.how: parts, **self.options}


def layer(*parts: View, **more: Any) -> Joined:
    """Charts upon one another, in one plot."""
    return Joined("layer", parts, more)


def join(how: str, *parts: View, **more: Any) -> Joined:
    """Charts beside one another; `how` is "concat", "hconcat" or "vconcat"."""
    return Joined(how, parts, more)


def as_altair(view: View) -> Any:
    """The view as an Altair chart that can be joined with others, and configured."""
    import altair as alt

    view = view.view()
    if isinstance(view, Joined):
        join = {"layer": alt.layer, "concat": alt.concat, "hconcat": alt.hconcat, "vconcat": alt.vconcat}
        shared: dict[int, Any] = {}
        return join[view.how](*(_part(one, shared) for one in view.parts), **view.options)
    return _part(view, {})


def _part(view: View, shared: dict[int, Any]) -> Any:
    import altair as alt

    view = view.view()
    if not isinstance(view, Chart):
        return as_altair(view)
    data = shared.get(id(view.data))
    if data is None:
        rows = view.data.get("values")
        # Altair copies lists at every step, row by row; what is in a tuple it hands on.
        data = alt.Data(**view.data) if rows is None else alt.Data(values=tuple(rows))  # type: ignore[no-untyped-call]
        shared[id(view.data)] = data
    more: Spec = {"transform": list(view.transform)} if view.transform else {}
    mark: Any = dict(view.mark)
    return alt.Chart(data, mark=mark, encoding=alt.FacetedEncoding(**view.encoding), **more, **view.options)
