"""The colours of the four schools on paper and on slides (the light values of the design tokens)."""

SCHOOL = {"party": "A3312A", "gov": "2A4F80", "elder": "713E67", "citizen": "85500F"}
TINT = {"party": "F8E9E4", "gov": "E5ECF5", "elder": "F2E8EF", "citizen": "F6EBD8"}
COVER = {"party": "9B3A31", "gov": "35587F", "elder": "6F4A68", "citizen": "8D6128"}
PAPER, INK, INK_2, LINE, WHITE = "FAF7F1", "23201B", "574F43", "DDD4C3", "FFFFFF"
