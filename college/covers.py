"""Covers without photographs: a garden window in a wall. The lattice belongs to the school, window and tile to the course.

Pure: the same slug and school give the same picture for ever, so it can be cached without end. The ground colour is
CSS, one SVG of about 1 kB serves light, dark and large print.
"""

import hashlib
import math
from collections.abc import Callable

WIDTH, HEIGHT, PLINTH = 320, 200, 34
CENTRE_X, CENTRE_Y, RADIUS = 212.0, 96.0, 74.0
TILES = tuple(range(30, 46, 2))  # px, the side of one tile of the lattice


def number(value: float) -> str:
    """One decimal at most, none when it is zero."""
    return f"{value:.1f}".removesuffix(".0")


# ---- windows: the shape belongs to the course


def moon(x: float, y: float, r: float) -> str:
    n = number
    return f"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 0 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 0 {n(-2 * r)} 0Z"


def polygon(x: float, y: float, r: float, sides: int, turn: float) -> str:
    angles = (turn + 2 * math.pi * i / sides for i in range(sides))
    return "M" + "L".join(f"{number(x + r * math.cos(a))} {number(y + r * math.sin(a))}" for a in angles) + "Z"


def hexagon(x: float, y: float, r: float) -> str:
    return polygon(x, y, r * 1.08, 6, 0)


def octagon(x: float, y: float, r: float) -> str:
    return polygon(x, y, r * 1.05, 8, math.pi / 8)


def begonia(x: float, y: float, r: float) -> str:
    n, lobe, q = number, r * 0.66, r * 0.6
    corners = ((x + q, y - q), (x + q, y + q), (x - q, y + q), (x - q, y - q))
    return f"M{n(x - q)} {n(y - q)}" + "".join(f"A{n(lobe)} {n(lobe)} 0 0 1 {n(cx)} {n(cy)}" for cx, cy in corners) + "Z"


def fan(x: float, y: float, r: float) -> str:
    n, outer, inner, half, foot = number, r * 1.75, r * 0.72, math.radians(52), y + r * 1.05

    def at(radius: float, angle: float) -> str:
        return f"{n(x + radius * math.sin(angle))} {n(foot - radius * math.cos(angle))}"

    return (
        f"M{at(outer, -half)}A{n(outer)} {n(outer)} 0 0 1 {at(outer, half)}"
        f"L{at(inner, half)}A{n(inner)} {n(inner)} 0 0 0 {at(inner, -half)}Z"
    )  # fmt: skip


def notched(x: float, y: float, r: float) -> str:
    n, a, c = number, r * 0.9, r * 0.22
    return (
        f"M{n(x - a + c)} {n(y - a)}H{n(x + a - c)}a{n(c)} {n(c)} 0 0 0 {n(c)} {n(c)}"
        f"V{n(y + a - c)}a{n(c)} {n(c)} 0 0 0 {n(-c)} {n(c)}"
        f"H{n(x - a + c)}a{n(c)} {n(c)} 0 0 0 {n(-c)} {n(-c)}"
        f"V{n(y - a + c)}a{n(c)} {n(c)} 0 0 0 {n(c)} {n(-c)}Z"
    )


WINDOWS: tuple[Callable[[float, float, float], str], ...] = (moon, octagon, hexagon, begonia, fan, notched)


# ---- lattices: the family belongs to the school; s is the side of the tile


def fret(s: float) -> str:
    """Hui fret: a squared spiral."""
    n, u = number, s / 8
    return f"M{n(u)} {n(u)}H{n(7 * u)}V{n(7 * u)}H{n(u)}V{n(3 * u)}H{n(5 * u)}V{n(5 * u)}H{n(3 * u)}M0 0H{n(s)}M0 0V{n(s)}"


def steps(s: float) -> str:
    """Step by step: interlocking bars."""
    u = [number(s / 8 * i) for i in range(9)]
    return (
        f"M0 {u[2]}H{u[8]}M0 {u[6]}H{u[8]}M{u[2]} 0V{u[2]}M{u[6]} 0V{u[2]}M{u[4]} {u[2]}V{u[6]}M0 {u[4]}H{u[2]}"
        f"M{u[6]} {u[4]}H{u[8]}M{u[2]} {u[2]}V{u[6]}M{u[6]} {u[2]}V{u[6]}M{u[2]} {u[6]}V{u[8]}M{u[6]} {u[6]}V{u[8]}"
    )


def waves(s: float) -> str:
    """Sea water: arcs in rows."""
    n = number
    arcs = ((x, y, s / 2 * k) for x, y in ((0.0, s), (s, s), (s / 2, s / 2)) for k in (1, 0.68, 0.36))
    return "".join(f"M{n(x - r)} {n(y)}A{n(r)} {n(r)} 0 0 1 {n(x + r)} {n(y)}" for x, y, r in arcs)


def coins(s: float) -> str:
    """Linked coins."""
    n, middle = number, s / 2
    rings = "".join(moon(x, y, middle) for x, y in ((0, 0), (s, 0), (0, s), (s, s), (middle, middle)))
    return rings + f"M{n(middle)} {n(s * 0.38)}L{n(s * 0.62)} {n(middle)}L{n(middle)} {n(s * 0.62)}L{n(s * 0.38)} {n(middle)}Z"


LATTICES: dict[str, Callable[[float], str]] = {"party": fret, "gov": steps, "elder": waves, "citizen": coins}


def cover_svg(slug: str, school: str) -> str:
    """The cover of a course: white lines on nothing. KeyError for a school without a lattice."""
    dice = hashlib.sha256(slug.encode()).digest()
    window, tile = WINDOWS[dice[0] % len(WINDOWS)], TILES[dice[1] % len(TILES)]
    left, top = CENTRE_X + (0, tile / 2)[dice[2] % 2], CENTRE_Y + (0, tile / 4)[dice[3] % 2]
    shape, halo = (window(CENTRE_X, CENTRE_Y, radius) for radius in (RADIUS, RADIUS + 7))
    floor = HEIGHT - PLINTH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><defs>'
        f'<pattern id="l" width="{tile}" height="{tile}" patternUnits="userSpaceOnUse" patternTransform="translate({number(left)} {number(top)})">'
        f'<path d="{LATTICES[school](tile)}" fill="none" stroke="#fff" stroke-width="1.7" stroke-opacity=".8"/></pattern></defs>'
        f'<path d="M0 {floor}H{WIDTH}V{HEIGHT}H0Z" fill="#000" fill-opacity=".14"/>'
        f'<path d="M0 {floor}H{WIDTH}" stroke="#fff" stroke-opacity=".35" stroke-width="1.5"/>'
        f'<path d="{shape}" fill="#000" fill-opacity=".16"/><path d="{shape}" fill="url(#l)"/>'
        f'<path d="{shape}" fill="none" stroke="#fff" stroke-width="3"/>'
        f'<path d="{halo}" fill="none" stroke="#fff" stroke-opacity=".45" stroke-width="1.3"/></svg>\n'
    )
