"""HTML from templates that lie beside the module that uses them: values are escaped, both languages at hand."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from jinja2 import Environment, Template

__all__ = ["filled", "in_both"]


def in_both(key: str, **values: object) -> dict[str, str]:
    """A sentence in each language."""
    return {language: say(key, language, **values) for language in LANGUAGES}


def filled(package: str, name: str, **values: Any) -> str:
    """A template with its values.

    Args:
        package: in whose folder the template lies.
        name: of its file.
        values: text, which is escaped, records and functions; `jinja2`'s `Markup` is HTML already.
    """
    written = _template(package, name).render(**values)
    # The same signs as in all documents, which are written with the escapes of Python's own library.
    return written.replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    made = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    made.globals["in_both"] = in_both
    made.filters |= {"plain": plain, "zip": zip}
    return made


@lru_cache(maxsize=16)
def _template(package: str, name: str) -> Template:
    return _environment().from_string(files(package).joinpath(name).read_text(encoding="utf-8"))


def plain(value: float) -> str:
    """A number as an attribute of a control: all its digits, no exponent."""
    return f"{value:.10f}".rstrip("0").rstrip(".")
