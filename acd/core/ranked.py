"""A collection that always knows its first element: a heap whose removed entries are dropped when they surface."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from typing import Any, Final, Generic, TypeVar

Key = TypeVar("Key", bound=tuple[Any, ...])
Item = TypeVar("Item")

#: dead entries tolerated beside as many live ones before the heap is built afresh
DEAD_MAX: Final = 32


class Ranked(Generic[Key, Item]):
    """Items by unique, totally ordered keys. Adding, removing and looking at the first cost a logarithm at most, amortised."""

    __slots__ = ("_heap", "_items")

    def __init__(self) -> None:
        self._items: dict[Key, Item] = {}
        self._heap: list[Key] = []

    def __len__(self) -> int:
        return len(self._items)

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def __getitem__(self, key: Key) -> Item:
        return self._items[key]

    def add(self, key: Key, item: Item) -> None:
        heap, items = self._heap, self._items
        items[key] = item
        heappush(heap, key)
        if len(heap) > 2 * len(items) + DEAD_MAX:
            self._heap = list(items)
            heapify(self._heap)

    def remove(self, key: Key) -> None:
        """Raises KeyError when it is not there."""
        del self._items[key]

    def first_key(self) -> Key | None:
        heap, items = self._heap, self._items
        if not items:
            heap.clear()
            return None
        while (key := heap[0]) not in items:
            heappop(heap)
        return key

    def first(self) -> Item | None:
        key = self.first_key()
        return None if key is None else self._items[key]

    def first_not(self, unwanted: Callable[[Item], bool]) -> Item | None:
        """The first that is not unwanted. Costs a logarithm for each unwanted one before it."""
        return next((item for _, item in self.first_few() if not unwanted(item)), None)

    def first_few(self) -> Iterator[tuple[Key, Item]]:
        """In order, as far as they are asked for: walks down the heap without taking it apart. Change nothing meanwhile."""
        heap, items = self._heap, self._items
        # Places in the heap whose parents are told; children are never smaller than their parents.
        edge: list[tuple[Key, int]] = [(heap[0], 0)] if heap else []
        told: Key | None = None
        while edge:
            key, place = heappop(edge)
            for child in (2 * place + 1, 2 * place + 2):
                if child < len(heap):
                    heappush(edge, (heap[child], child))
            # A key that was removed and added again stands in the heap twice.
            if key != told and key in items:
                told = key
                yield key, items[key]

    def in_order(self) -> list[Item]:
        """All, sorted: for a look at the whole, never on the way of a call."""
        return [self._items[key] for key in sorted(self._items)]
