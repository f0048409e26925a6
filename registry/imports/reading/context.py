"""What the lines above a row say of it: the titles of the sheet, and the sections it stands in."""

REGIONS = ("regency", "district", "village")


class Context:
    """Titles hold for a whole sheet, sections until the next one.

    A wider region that begins ends the narrower ones. Between regions and roles the outer is the one that
    came first: kecamatan divided by role, or roles divided by kecamatan.
    """

    def __init__(self):
        self.titles: dict[str, str] = {}
        self.sections: dict[str, str] = {}
        self.outer = ""  # "region" or "role"
        self.disputed = False  # titles name a role each

    def read_title(self, found: dict[str, str]) -> None:
        """Take what a title says; an earlier title wins, but of two roles neither does."""
        hints = {titles["role_hint"] for titles in (found, self.titles) if "role_hint" in titles}
        self.disputed = self.disputed or len(hints) > 1
        self.titles = found | self.titles
        if self.disputed:
            self.titles.pop("role_hint", None)
        if found.keys() & {"district", "village"}:
            self.outer = "region"

    def enter(self, found: dict[str, str]) -> None:
        """Begin a section: {"district": ...}, {"role": ...} or both."""
        levels = [level for level in REGIONS if level in found]
        kind = "region" if levels else "role"
        self.outer = self.outer or kind
        if kind == self.outer:
            for inner in ("role",) if kind == "region" else REGIONS:
                self.sections.pop(inner, None)
        if levels:
            for narrower in REGIONS[REGIONS.index(levels[0]) :]:
                self.sections.pop(narrower, None)
        self.sections |= found

    def all(self) -> dict[str, str]:
        return self.titles | self.sections
