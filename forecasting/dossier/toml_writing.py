"""Keys and values as TOML text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from typing import Any

from forecasting.files import WriteRefusedError
from forecasting.numbers.decimals import decimal

__all__ = ["toml_key", "toml_value"]


def toml_key(name: str) -> str:
    """A key, in quotes where it has to be."""
    bare = name.replace("_", "a").replace("-", "a")
    return name if bare.isascii() and bare.isalnum() else _text(name)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: Any) -> str:
    """A value on one line; numbers as exact decimals, never with an exponent.

    Raises:
        WriteRefusedError: a kind of value that TOML does not have here, or a number without a finite decimal.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case int():
            return str(value)
        case float() | Decimal() | Fraction():
            return _decimal(value)
        case Mapping():
            inner = ", ".join(f"{toml_key(str(key))} = {toml_value(entry)}" for key, entry in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case list() | tuple():
            return f"[{', '.join(map(toml_value, value))}]"
    msg = f"{value!r} cannot be written to TOML; use text, numbers, lists and tables"
    raise WriteRefusedError(msg)


def _decimal(number: float | Decimal | Fraction) -> str:
    """A number as an exact decimal."""
    if not isfinite(number):
        msg = f"{number} cannot be written to TOML here; use a finite number"
        raise WriteRefusedError(msg)
    exact = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    try:
        text = decimal(exact)
    except ValueError as error:
        msg = f"{exact} has no finite decimal, so it cannot be written to TOML"
        raise WriteRefusedError(msg) from error
    return text if "." in text else f"{text}.0"
