"""Hand out blocks of people one by one, and never fewer than can be handed out."""

from collections.abc import Iterator, Mapping

Slot = tuple[str, int]
"""A seat of a person or pool, and a block."""


class Slots:
    """Blocks given to wishes, each wish one block.

    A wish that finds all its blocks given makes others move on to another of theirs (augmenting
    paths). A wish that was refused would be refused later as well: wishes that count for more
    are to be asked first.
    """

    def __init__(self, seats: Mapping[str, int]) -> None:
        self.seats = seats
        self.taken: dict[Slot, dict[str, int]] = {}
        self.used: dict[str, int] = {}
        self.dead: dict[str, int] = {}

    def give(self, wish: Mapping[str, int]) -> bool:
        """Give one block of those wished, per person or pool as bits; return whether it could."""
        seen = dict(self.dead)
        came: dict[Slot, Slot | None] = {}
        queue: list[tuple[Mapping[str, int], Slot | None]] = [(wish, None)]
        for asked, holding in queue:
            for slot in self._new(asked, seen):
                came[slot] = holding
                if slot not in self.taken:
                    self._shift(slot, came, wish)
                    return True
                queue.append((self.taken[slot], slot))
        self.dead = seen
        return False

    def _new(self, wish: Mapping[str, int], seen: dict[str, int]) -> Iterator[Slot]:
        """Yield the slots of a wish not seen before, free ones first."""
        fresh = {
            (key, f"{key}#{seat}"): blocks & ~seen.get(f"{key}#{seat}", 0)
            for key, blocks in wish.items()
            for seat in range(self.seats[key])
        }
        for (_, seat), blocks in fresh.items():
            if open_ := blocks & ~self.used.get(seat, 0):
                yield seat, (open_ & -open_).bit_length() - 1
        for (_, seat), blocks in fresh.items():
            seen[seat] = seen.get(seat, 0) | blocks
            left = blocks
            while left:
                yield seat, (left & -left).bit_length() - 1
                left &= left - 1

    def _shift(self, slot: Slot, came: Mapping[Slot, Slot | None], wish: Mapping[str, int]) -> None:
        """Let every wish on the way to a free slot move up one."""
        seat, block = slot
        self.used[seat] = self.used.get(seat, 0) | 1 << block
        while (before := came[slot]) is not None:
            self.taken[slot] = self.taken[before]
            slot = before
        self.taken[slot] = dict(wish)
