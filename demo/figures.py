"""Moving pictures drawn by ffmpeg's `geq`, for the recordings: a teacher who speaks, and one who lifts both hands. Each is a loop.

A picture is a list of shapes, the last one on top; a shape is a test on X, Y and T with a colour. No Django, no files.
"""

from __future__ import annotations

Shape = tuple[str, str]
SKIN, HAIR, DARK, LIP, WALL, FRAME, GLASS, FLOOR = "E8C4A4", "57504C", "2B2724", "A9564C", "ECE6DA", "B9AE9C", "D3E0E4", "C9BBA2"


def speaking(colour: str) -> str:
    """Head and shoulders, 320 x 240, four seconds: the head sways, the mouth moves, a hand comes up. `colour` is the jacket's."""
    head_x, head_y = "(150+9*sin(PI*T/2))", "(96+3*sin(PI*T*1.5))"
    hand_x, hand_y = "(262+16*sin(PI*T))", "(172+14*cos(PI*T))"
    shapes = [
        *_window(208, 20),
        (_oval("150+4*sin(PI*T/2)", "242", 98, 92), colour),
        (_oval(f"{head_x}", f"{head_y}+50", 22, 26), SKIN),
        (_oval(head_x, f"{head_y}-6", 48, 56), HAIR),
        (_oval(head_x, f"{head_y}+6", 41, 49), SKIN),
        (_oval(f"{head_x}-16", f"{head_y}", 4, 4), DARK),
        (_oval(f"{head_x}+16", f"{head_y}", 4, 4), DARK),
        (_oval(head_x, f"{head_y}+31", 11, "(2.5+4.5*abs(sin(PI*T*2)))"), LIP),
        (_limb("232", "238", hand_x, hand_y, 13), colour),
        (_oval(hand_x, hand_y, 15, 15), SKIN),
    ]
    return _picture(shapes, 320, 240, 4)


def exercising(colour: str) -> str:
    """A whole figure, 384 x 410, eight seconds: both hands rise to the sky and come down again at the sides."""
    lift = "(-1.25+2.7*(0.5-0.5*cos(PI*T/4)))"  # the angle of the arms, from hanging to overhead
    right = (f"(222+74*cos({lift})*0.9)", f"(168-92*sin({lift}))")
    left = (f"(162-74*cos({lift})*0.9)", f"(168-92*sin({lift}))")
    shapes = [
        ("gt(Y,330)", FLOOR),
        *_window(24, 30),
        (_limb("176", "262", "166", "372", 17), DARK),
        (_limb("208", "262", "218", "372", 17), DARK),
        (_limb("192", "180", "192", "250", 38), colour),
        (_limb("222", "168", *right, 13), colour),
        (_limb("162", "168", *left, 13), colour),
        (_oval(*right, 15, 15), SKIN),
        (_oval(*left, 15, 15), SKIN),
        (_oval("192", "146", 13, 20), SKIN),
        (_oval("192", "100", 33, 37), HAIR),
        (_oval("192", "107", 28, 33), SKIN),
        (_oval("182", "104", 3, 3), DARK),
        (_oval("202", "104", 3, 3), DARK),
        (_oval("192", "123", 8, 2), LIP),
    ]
    return _picture(shapes, 384, 410, 8, "25/2")


def _window(left: int, top: int) -> list[Shape]:
    """A latticed window on the wall."""
    inside = f"between(X,{left},{left + 92})*between(Y,{top},{top + 92})"
    bars = f"{inside}*max(lt(mod(X-{left},22),4),lt(mod(Y-{top},22),4))"
    return [(inside, GLASS), (bars, FRAME)]


def _oval(x: str, y: str, wide: float | str, high: float | str) -> str:
    return f"lt(pow((X-({x}))/{wide},2)+pow((Y-({y}))/{high},2),1)"


def _limb(x: str, y: str, to_x: str, to_y: str, thick: int) -> str:
    """Within `thick` of the line between two points (variables 0 to 2 of the expression hold the direction and the foot point)."""
    foot = f"st(2,clip(((X-({x}))*st(0,{to_x}-({x}))+(Y-({y}))*st(1,{to_y}-({y})))/(ld(0)*ld(0)+ld(1)*ld(1)),0,1))"
    return f"lt(0*{foot}+hypot(X-({x})-ld(2)*ld(0),Y-({y})-ld(2)*ld(1)),{thick})"


def _picture(shapes: list[Shape], wide: int, high: int, seconds: int, rate: str = "25") -> str:
    channels = ":".join(f"{name}='{_channel(shapes, place)}'" for name, place in (("r", 0), ("g", 2), ("b", 4)))
    return f"color=black:s={wide}x{high}:r={rate}:d={seconds},format=gbrp,geq={channels},format=yuv420p"


def _channel(shapes: list[Shape], place: int) -> str:
    value = str(int(WALL[place : place + 2], 16))
    for test, colour in shapes:
        value = f"if({test},{int(colour[place : place + 2], 16)},{value})"
    return value
