"""What a text states, told shortly enough to be written down by hand beside it."""

from forecasting._extract.cleaning import cleaned_document
from forecasting._extract.reading import read


def claims_of(text: str, language: str, as_of: int | None = None) -> list[str]:
    """Each claim as "subject kind comparator value unit years", the subject by its label in small letters."""
    found = read(cleaned_document(text), language, as_of).found
    told = []
    for one in found:
        years = f"{'' if one.first is None else f'{one.first}:'}{one.last}"
        number = f"{'' if one.comparator == '=' else one.comparator}{one.value} {one.unit}"
        told.append(f"{one.subject.label.lower()} {one.kind} {number} {years}")
    return told
