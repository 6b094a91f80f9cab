"""The files a dossier is read from, and their digests: what a page or an appendix names as its inputs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.dossier.model import COLUMNS

if TYPE_CHECKING:
    from forecasting.dossier.model import Dossier

__all__ = ["FILES", "digests"]

#: Every file of a dossier folder, in the order documents list them; one of the first three makes a folder a dossier.
FILES = ("dossier.toml", "claims.csv", "claims.xlsx", "scenarios.toml")


def digests(dossier: Dossier) -> list[dict[str, str]]:
    """Name and SHA-256 of each input file, names relative to the folder; of the claims where there is no folder."""
    found = []
    if dossier.folder is not None:
        for name in FILES:
            place = Path(dossier.folder) / name
            if place.is_file():
                found.append({"name": name, "sha256": hashlib.sha256(place.read_bytes()).hexdigest()})
    if not found:
        claims = sorted([str(getattr(one, column)) for column in COLUMNS] for one in dossier.claims)
        content = json.dumps(claims, ensure_ascii=False)
        found.append({"name": "claims", "sha256": hashlib.sha256(content.encode()).hexdigest()})
    return found
