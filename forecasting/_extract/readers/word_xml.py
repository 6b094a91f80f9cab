"""Names and switches in the XML of a Word document, transitional or strict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting._extract.readers.archive import parsed

if TYPE_CHECKING:
    from forecasting._extract.readers.archive import ReportArchive

__all__ = [
    "child_of",
    "chosen",
    "is_on",
    "is_placeholder",
    "styles_hidden",
    "tag_of",
    "value_of",
    "whole_number",
]

_SPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
}


def tag_of(element: Any) -> str:
    """An element's name with the usual prefix; "" for a comment, the bare name for another namespace."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    prefix = _SPACES.get(space[1:])
    return f"{prefix}:{local}" if prefix else str(local)


def value_of(element: Any, attribute: str = "val") -> str:
    """An attribute of Word's own namespace, transitional or strict."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == attribute), "")


def child_of(element: Any, tag: str) -> Any:
    """The first child of that name, or None."""
    return next((one for one in element if tag_of(one) == tag), None)


def is_on(properties: Any, tag: str) -> bool:
    """Whether a switch is set."""
    found = None if properties is None else child_of(properties, tag)
    return found is not None and value_of(found).lower() not in ("0", "false", "off", "none")


def whole_number(element: Any, default: int = 1) -> int:
    """The value of an element as a whole number from 1 on; `default` where it is none."""
    written = "" if element is None else value_of(element)
    return max(int(written), 1) if written.isascii() and written.isdigit() and len(written) < 7 else default


def is_placeholder(control: Any) -> bool:
    """Whether a content control shows only what is to be filled in."""
    settings = child_of(control, "w:sdtPr")
    return settings is not None and child_of(settings, "w:showingPlcHdr") is not None


def styles_hidden(package: ReportArchive, part: str) -> frozenset[str]:
    """Ids of the styles whose text is hidden."""
    if not part:
        return frozenset()
    root = parsed(package.read(part), package.name)
    found, based = set(), {}
    for style in root:
        if tag_of(style) == "w:style":
            identity = value_of(style, "styleId")
            parent = child_of(style, "w:basedOn")
            based[identity] = "" if parent is None else value_of(parent)
            if is_on(child_of(style, "w:rPr"), "w:vanish"):
                found.add(identity)
    for _ in range(10):  # a style rests on another; more steps than any template takes
        found |= {one for one, parent in based.items() if parent in found}
    return frozenset(found)


def chosen(element: Any) -> Any:
    """The branch of alternatives that is read: the first choice, else what older programs are given."""
    choice = child_of(element, "mc:Choice")
    if choice is not None:
        return choice
    fallback = child_of(element, "mc:Fallback")
    return [] if fallback is None else fallback
