"""Text that goes into a CSV file and comes back unchanged.

A spreadsheet program runs a cell that begins with a formula's sign (OWASP ASVS 5.0, 1.2.10), and
rounds a number of more than 15 digits, which destroys a NIK. A leading apostrophe stops both, and
`unescape` takes away exactly the apostrophes that `escape` has put there.
"""

import re

# Full-width forms too: some programs read them as the plain signs.
FORMULA_SIGNS = "=+-@\t\r\n＝＋－＠"
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d+)*%?")
LONG_NUMBER = re.compile(r"\d{16,}")
# C0 and C1 controls but TAB and line feed, halves of signs, and what XML does not know.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without signs that a sheet cannot hold; line ends become plain line feeds."""
    return CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape(text: str) -> str:
    """Put an apostrophe before what a spreadsheet program would run or round.

    Plain numbers (`-5`, `+6281234567890`: E.164 has at most 15 digits) stay as they are.
    """
    return f"'{text}" if _is_risky(text) else text


def unescape(text: str) -> str:
    """What `escape` was given; the apostrophe of `'Aisyah` is her own and stays."""
    return text[1:] if text.startswith("'") and _is_risky(text[1:]) else text


def _is_risky(text: str) -> bool:
    # Text that is an escaped one already is escaped once more, so that it comes back as it was.
    bare = text.lstrip("'")
    if LONG_NUMBER.fullmatch(bare):
        return True
    return bare.startswith(tuple(FORMULA_SIGNS)) and not PLAIN_NUMBER.fullmatch(bare)
