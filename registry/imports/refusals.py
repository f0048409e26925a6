"""Why a whole file is refused. Nothing of the file is kept then; a bad row never refuses its file."""

MAX_BYTES = 25 * 1024 * 1024
MAX_ROWS = 150_000
MAX_COLUMNS = 200


class SheetRefused(Exception):  # noqa: N818 - a refusal, said in full; not a fault of the program
    """A file that cannot be imported: `code` for programs, `message` for the person who sent it.

    `details` fills the message (plain numbers or words, never anything that stood in a cell).
    """

    def __init__(self, code: str, **details: str | int):
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def message(self) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        # Imported late: the process that reads files raises this without ever loading Django.
        from registry.imports.refusal_messages import MESSAGES
        from welfare.shown import number

        shown = {name: number(one) if isinstance(one, int) else one for name, one in self.details.items()}
        return str(MESSAGES[self.code]) % shown

    def __str__(self) -> str:
        return f"{self.code} {self.details}" if self.details else self.code
