"""By how much a sound is made louder or quieter, so that all recordings are equally loud. Loudness is LUFS (EBU R 128), gains are decibels."""

TARGET = -16.0
NEAR = 1.0  # less is not heard as a difference, and is not worth that sound is encoded a second time
MOST = 20.0  # more would bring up the room itself
FAINTEST = -55.0  # below it nobody speaks; silence has no loudness at all and is told as a lower one
HIGHEST_PEAK = -2.0  # of the samples (dBFS), where a sound is made louder: true peaks stay below -1 dBTP, what AAC adds included


def gain_for(loudness: float) -> float:
    """The change that brings a sound of this loudness to the target; 0 for one that is there, and for one in which nothing is heard."""
    if loudness < FAINTEST or abs(TARGET - loudness) <= NEAR:
        return 0.0
    return round(min(MOST, TARGET - loudness), 1)
