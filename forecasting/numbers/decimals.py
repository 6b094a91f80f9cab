"""An exact fraction written as a plain decimal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["decimal"]


def decimal(number: Fraction) -> str:
    """A fraction as a plain decimal, without trailing zeros: 33/20 is "1.65".

    Raises:
        ValueError: it has no finite decimal.
    """
    places, below = 0, number.denominator
    while below % 10 == 0:
        below //= 10
        places += 1
    for prime in (2, 5):
        while below % prime == 0:
            below = below // prime
            places += 1
    if below != 1:
        msg = f"{number} has no finite decimal"
        raise ValueError(msg)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if number < 0 else "") + whole + (f".{part}" if part else "")
