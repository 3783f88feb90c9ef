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
    "signs": "<script>alert(1)</script>{{ 7|add:7 }}{% debug %}100%25 %s %(x)s %d",
    "rare": "𠮷㐂👩‍👩‍👧",
    "turned": "\u202eabc\u0000",
    "list": "['1', '2']",
    "path": "../../etc/passwd",
    "date": "9999-99-99 99:99",
}
# What a database may refuse although the form took it: PostgreSQL all of these, SQLite only numbers that it cannot hold.
REACHING = {"postgresql": ("nul", "long", "big number"), "sqlite": ("big number",)}
FITTING = {200, 302, 400, 403, 404, 409, 413, 415, 422, 429}

STORABLE = ("987", str(2**31), str(2**63), str(2**70), "9" * 400, "１")  # a database is asked for them
NUMBERS = (*STORABLE, "0", "-1", "1.5", "%00", "x", "%FF")
