"""What is wrong with one part of the network: its conflicts, its repairs, and the claims that arithmetic singles out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Conflict", "Diagnosis", "Repair"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be true.

    Attributes:
        claims: sorted ids.
        minimal: whether it was checked that any one of them given up makes the others fit.
    """

    claims: tuple[str, ...]
    minimal: bool = True


@dataclass(frozen=True, slots=True)
class Repair:
    """Claims whose removal makes all the rest of the part possible, none of them in vain.

    Attributes:
        claims: sorted ids.
        weight: sum of their weights; the lighter, the more readily believed.
    """

    claims: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong with one part.

    Attributes:
        conflicts: the minimal conflicts listed; the shortest through each wrong claim when there are many.
        unlisted: how many more minimal conflicts were found.
        repairs: minimal repairs, lightest first.
        proven: whether the lightest repairs are certainly the lightest; not so when the search for them was cut
            short, and then nothing may be set aside.
        complete: whether `repairs` holds all minimal repairs and `conflicts` with `unlisted` counts all conflicts.
    """

    conflicts: tuple[Conflict, ...]
    unlisted: int
    repairs: tuple[Repair, ...]
    complete: bool
    proven: bool = True

    @property
    def lightest(self) -> tuple[Repair, ...]:
        """The lightest repairs, all ties."""
        return tuple(repair for repair in self.repairs if repair.weight == self.repairs[0].weight)

    @property
    def blamed(self) -> tuple[str, ...]:
        """The claims that arithmetic singles out: the one lightest repair, where no other has as few claims."""
        lightest = self.lightest
        if len(lightest) != 1 or not self.proven:
            return ()
        if not self.complete:
            # Of many repairs not all are known, but a single claim that mends all was looked for among all.
            return lightest[0].claims if len(self.repairs) == 1 and len(lightest[0].claims) == 1 else ()
        fewest = min(len(repair.claims) for repair in self.repairs)
        few = [repair for repair in self.repairs if len(repair.claims) == fewest]
        return lightest[0].claims if few == [lightest[0]] else ()
