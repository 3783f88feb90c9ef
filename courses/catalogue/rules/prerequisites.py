"""What has to be learnt first (先修): the order of courses has no cycle."""

from collections.abc import Collection, Mapping

type Graph = Mapping[int, Collection[int]]  # for each course the courses that it needs


def path_back(needs: Graph, start: int) -> tuple[int, ...]:
    """A shortest cycle through `start`, as (start, ..., start); () when there is none. Every course is looked at once."""
    came_from: dict[int, int] = {}
    layer = [start]
    while layer:
        below: list[int] = []
        for course in layer:
            for needed in sorted(needs.get(course, ())):
                if needed == start:
                    return (*_way(came_from, course, start), start)
                if needed not in came_from:
                    came_from[needed] = course
                    below.append(needed)
        layer = below
    return ()


def _way(came_from: Mapping[int, int], course: int, start: int) -> tuple[int, ...]:
    """From the start to the course, along the steps by which it was found."""
    way = [course]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
