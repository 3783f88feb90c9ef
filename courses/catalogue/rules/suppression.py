"""Hiding small cells of a table so that nobody works them out from what stands beside them.

A table of groups (rows) by options (columns) is shown with its sums: how many people each group has (always shown, at least `FEWEST`), and how
often each option was chosen. A cell or sum under `FEWEST` is hidden (primary), and so are as many others as it takes (complementary).

The table is a network: from a source to each row flow its people, from row to column the cells, from column to sink the sums. What is shown
is fixed; what is hidden may be anything not below zero that keeps the balance. How far a hidden value could be moved is a flow through the other
hidden ones, so the interval that an attacker can narrow it to is exact. It must be at least `FEWEST` wide.
Method: complementary cell suppression by network flows (Willenborg & de Waal, Elements of Statistical Disclosure Control, 2001).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

FEWEST = 5

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be shown: None stands for a hidden number. `cells` is empty when no part of the breakdown can be shown."""

    sums: list[int | None]
    cells: list[list[int | None]]


@dataclass
class Network:
    """The edges with what flows on them, and which of them are hidden. Rows are nodes 1…, then the columns, then the sink."""

    flows: dict[Edge, int]
    hidden: set[Edge] = field(default_factory=set)
    beside: dict[int, list[Edge]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for edge in self.flows:
            for node in edge:
                self.beside.setdefault(node, []).append(edge)

    def width(self, edge: Edge, enough: int) -> int:
        """How wide the interval of a hidden value is, counted up to `enough`: how far it can grow, and how far it can shrink."""
        tail, head = edge
        grows = self._movable(edge, head, tail, enough)
        if grows >= enough:
            return grows
        return grows + self._movable(edge, tail, head, min(enough - grows, self.flows[edge]))

    def _movable(self, without: Edge, start: int, end: int, enough: int) -> int:
        """The largest flow from `start` to `end` through the other hidden edges: along one it adds, against one it takes away what is there."""
        room = {edge: self.flows[edge] for edge in self.hidden if edge != without}
        moved = 0
        while moved < enough:
            path = self._path(room, start, end)
            if path is None:
                break
            step = min([enough - moved, *(room[edge] for edge, along in path if not along)])
            for edge, along in path:
                room[edge] += step if along else -step
            moved += step
        return moved

    def _path(self, room: dict[Edge, int], start: int, end: int) -> list[tuple[Edge, bool]] | None:
        came: dict[int, tuple[int, Edge, bool]] = {}
        seen, queue = {start}, deque([start])
        while queue:
            node = queue.popleft()
            for edge in self.beside[node]:
                along = edge[0] == node
                other = edge[1] if along else edge[0]
                if other in seen or edge not in room or not (along or room[edge]):
                    continue
                seen.add(other)
                came[other] = (node, edge, along)
                if other == end:
                    return list(_back(came, start, end))
                queue.append(other)
        return None

    def cheapest(self, edge: Edge, carries: int) -> list[Edge] | None:
        """The edges to hide so that `carries` can move around a cycle with this one, losing as few people's answers as possible."""
        tail, head = edge
        best: dict[int, int] = {head: 0}
        came: dict[int, tuple[int, Edge, bool]] = {}
        heap = [(0, head)]
        while heap:
            cost, node = heappop(heap)
            if node == tail:
                return [step for step, _along in _back(came, head, tail)]
            for other, step, along in self._steps(node, edge, carries):
                dearer = cost + (0 if step in self.hidden else 1 + self.flows[step])
                if dearer < best.get(other, dearer + 1):
                    best[other] = dearer
                    came[other] = (node, step, along)
                    heappush(heap, (dearer, other))
        return None

    def _steps(self, node: int, without: Edge, carries: int) -> Iterator[tuple[int, Edge, bool]]:
        for edge in self.beside[node]:
            along = edge[0] == node
            if edge != without and (along or self.flows[edge] >= carries):
                yield edge[1] if along else edge[0], edge, along


def _back(came: dict[int, tuple[int, Edge, bool]], start: int, end: int) -> Iterator[tuple[Edge, bool]]:
    node = end
    while node != start:
        node, edge, along = came[node]
        yield edge, along


def hide(cells: Sequence[Sequence[int]]) -> Shown:
    """The table with its sums as it may be shown. Every row (a group) must have at least `FEWEST` people; every person stands in one column."""
    if any(sum(row) < FEWEST for row in cells):
        raise ValueError("a group of fewer people must be joined with another first")
    columns = [sum(column) for column in zip(*cells, strict=True)]
    network = _network(cells)
    if _protect(network):
        return _shown(network, cells, columns)
    alone = _network([columns])
    nothing: list[int | None] = [None] * len(columns)
    return Shown(_shown(alone, [columns], columns).sums if _protect(alone) else nothing, [])


def _network(cells: Sequence[Sequence[int]]) -> Network:
    sink = 1 + len(cells) + len(cells[0])
    flows = {(1 + row, 1 + len(cells) + column): value for row, line in enumerate(cells) for column, value in enumerate(line)}
    flows |= {(1 + len(cells) + column, sink): sum(line) for column, line in enumerate(zip(*cells, strict=True))}
    return Network(flows, {edge for edge, value in flows.items() if value < FEWEST})


def _protect(network: Network) -> bool:
    """Hide more until no hidden value can be narrowed down. False when that cannot be reached."""
    while True:
        exposed = next((edge for edge in sorted(network.hidden) if network.width(edge, FEWEST) < FEWEST), None)
        if exposed is None:
            return True
        if not _hide_more(network, exposed):
            return False


def _hide_more(network: Network, exposed: Edge) -> bool:
    """Hide a cycle through the exposed one: one that carries enough at once, else whichever carries most. False when nothing new is left to hide."""
    for carries in range(FEWEST, 0, -1):
        found = network.cheapest(exposed, carries)
        if found is not None and not network.hidden.issuperset(found):
            network.hidden.update(found)
            return True
    left = [edge for edge in network.flows if edge not in network.hidden and set(edge) & set(exposed)]
    network.hidden.update(sorted(left, key=lambda edge: network.flows[edge])[:1])
    return bool(left)


def _shown(network: Network, cells: Sequence[Sequence[int]], columns: Sequence[int]) -> Shown:
    sink = 1 + len(cells) + len(columns)
    see: Callable[[Edge, int], int | None] = lambda edge, value: None if edge in network.hidden else value  # noqa: E731
    lines = [[see((1 + row, 1 + len(cells) + column), value) for column, value in enumerate(line)] for row, line in enumerate(cells)]
    return Shown([see((1 + len(cells) + column, sink), value) for column, value in enumerate(columns)], lines)


def joined(sizes: Sequence[int]) -> list[list[int]]:
    """Which groups are shown together, as lists of their places: those with enough people alone, the small ones as one, with the smallest of the others
    where they are still too few. Empty when all together are too few."""
    if sum(sizes) < FEWEST:
        return []
    large = [place for place, size in enumerate(sizes) if size >= FEWEST]
    small = [place for place, size in enumerate(sizes) if 0 < size < FEWEST]
    if small and sum(sizes[place] for place in small) < FEWEST:
        least = min(large, key=lambda place: sizes[place])
        large.remove(least)
        small = sorted([*small, least])
    return [*([place] for place in large), *([small] if small else [])]
