"""What a document of one's own says of itself: how much room a page has, how large its text is, where settings go."""

from __future__ import annotations

import re
from typing import Any

from forecasting._appendix.docx.wordml import W, key

__all__ = ["refer_to_footnotes", "text_area", "text_size"]

# What may follow the notes' separators in the settings, in any order.
_AFTER_FOOTNOTES = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip


def refer_to_footnotes(settings: Any, reference: Any) -> None:
    """Name the separators of the footnotes in settings that were written elsewhere, where the schema wants them."""
    for old in settings.findall(key("footnotePr")):
        settings.remove(old)
    later = {key(name) for name in _AFTER_FOOTNOTES}
    follows = (one for one in settings if one.tag in later or not str(one.tag).startswith(f"{{{W}}}"))
    at = next(follows, None)
    if at is None:
        settings.append(reference)
    else:
        at.addprevious(reference)


def _measure(element: Any, name: str, fallback: int) -> int:
    text = "" if element is None else element.get(key(name)) or ""
    match = re.match(r"-?\d+", text)
    return int(match.group()) if match else fallback


def text_area(section: Any) -> tuple[int, int]:
    """Width and height of the text on a page of a section, in twentieths of a point."""
    page, margins = section.find(key("pgSz")), section.find(key("pgMar"))
    width = _measure(page, "w", 11906) - _measure(margins, "left", 1531) - _measure(margins, "right", 1531)
    height = (
        _measure(page, "h", 16838)
        - abs(_measure(margins, "top", 1440))
        - abs(_measure(margins, "bottom", 1440))
    )
    return max(width, 3000), max(height, 3000)


def text_size(styles: Any) -> int:
    """Size of a document's own text, in half points."""
    normal = next(
        (
            style
            for style in styles.iter(key("style"))
            if style.get(key("default")) in ("1", "true", "on") and style.get(key("type")) == "paragraph"
        ),
        None,
    )
    places = [] if normal is None else [normal.find(f"{key('rPr')}/{key('sz')}")]
    places.append(styles.find(f"{key('docDefaults')}/{key('rPrDefault')}/{key('rPr')}/{key('sz')}"))
    return next((_measure(one, "val", 20) for one in places if one is not None), 20)
