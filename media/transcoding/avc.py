"""H.264 as MP4 stores it: parameter sets, and what kind of picture a sample is."""

import struct
from dataclasses import dataclass

IDR = 5
PROFILES = {66: "baseline", 77: "main", 100: "high"}


@dataclass(frozen=True, slots=True)
class Configuration:
    """An avcC box: profile, constraints and level as announced, the parameter sets, and what High profiles add at the end."""

    profile: int
    constraints: int
    level: int
    length_size: int
    sequences: tuple[bytes, ...]
    pictures: tuple[bytes, ...]
    rest: bytes

    def free_id(self) -> int:
        """A number that no parameter set bears yet (of 32 there are)."""
        taken = {_number(unit[4:]) for unit in self.sequences} | {_number(unit[1:]) for unit in self.pictures}
        return next(number for number in range(31, -1, -1) if number not in taken)

    def joined(self, other: "Configuration") -> "Configuration":
        """One header for pictures of both: a player takes from it what each picture names."""
        return Configuration(
            max(self.profile, other.profile),
            self.constraints & other.constraints,
            max(self.level, other.level),
            self.length_size,
            self.sequences + other.sequences,
            self.pictures + other.pictures,
            self.rest or other.rest,
        )

    def packed(self) -> bytes:
        head = bytes([1, self.profile, self.constraints, self.level, 0xFC | self.length_size - 1, 0xE0 | len(self.sequences)])
        units = [struct.pack(">H", len(unit)) + unit for unit in self.sequences], [struct.pack(">H", len(unit)) + unit for unit in self.pictures]
        return head + b"".join(units[0]) + bytes([len(self.pictures)]) + b"".join(units[1]) + self.rest


def parse(content: bytes) -> Configuration:
    """The content of an avcC box. Raises IndexError or struct.error."""
    sequences, at = _units(content, 6, content[5] & 0x1F)
    pictures, at = _units(content, at + 1, content[at])
    return Configuration(content[1], content[2], content[3], (content[4] & 3) + 1, sequences, pictures, content[at:])


def _units(content: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    units = []
    for _ in range(count):
        (size,) = struct.unpack_from(">H", content, at)
        units.append(content[at + 2 : at + 2 + size])
        at += 2 + size
    return tuple(units), at


def _number(payload: bytes) -> int:
    """The Exp-Golomb number that begins a payload."""
    bits = "".join(f"{byte:08b}" for byte in payload[:9])
    zeros = bits.index("1")
    return int(bits[zeros : 2 * zeros + 1], 2) - 1


def begins_anew(sample: bytes) -> bool:
    """True for an IDR picture, which needs nothing before it (units with four bytes of length)."""
    at = 0
    while at + 5 <= len(sample):
        if sample[at + 4] & 0x1F == IDR:
            return True
        at += 4 + int.from_bytes(sample[at : at + 4])
    return False
