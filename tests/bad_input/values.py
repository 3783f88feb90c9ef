"""What no honest person types, and the answers that may come to it."""

LONG = "长" * 10_000
TEXTS = {
    "empty": "",
    "blank": " \t　 ",
    "nul": "a\x00b",
    "long": LONG,
    "long line": "x" * 10_000,
    "big number": str(2**70),
    "negative": "-1",
    "fraction": "1.5e999",
    "full width": "１２３",
    "signs": "../../etc/passwd['1', '2']<script>alert(1)</script>{{ 7|add:7 }}{% debug %}100%25 %s %(x)s %d",
    "rare": "𠮷㐂👩‍👩‍👧",
    "turned": "\u202eabc\u0000",
    "date": "9999-99-99 99:99",
}
MINDED = ("nul", "long", "big number", "rare")  # by PostgreSQL, where SQLite takes all but the number
# What no database sees, since a form refuses it, or any text is like any other to it: in one request each free text gets one and each number or day another.
ROUNDS = (
    ("empty", "empty"),
    ("blank", "blank"),
    ("long line", "negative"),
    ("turned", "fraction"),
    ("full width", "full width"),
    ("signs", "date"),
    ("rare", None),  # the numbers stay good, so that it is stored
)
FITTING = {200, 302, 400, 403, 404, 409, 413, 415, 422, 429}

STORABLE = ("987", str(2**31), str(2**63), "9" * 400)  # a database is asked for them
NUMBERS = (*STORABLE, "0", "-1", "1.5", "%00", "x", "%FF", "１")
