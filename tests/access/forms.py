"""What a browser would send of a form on a page."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects the values of one form, told by its id."""

    def __init__(self, form: str):
        super().__init__()
        self.form = form
        self.inside = False
        self.is_text = False  # within a textarea
        self.values: dict[str, list[str]] = {}
        self.name = ""  # of the select or textarea being read

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form
        elif not self.inside or (tag != "option" and not attrs.get("name")):
            return
        elif tag == "input" and (attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs):
            if attrs.get("type") not in ("submit", "file"):
                self.add(attrs["name"], attrs.get("value", ""))
        elif tag == "select":
            self.name = attrs["name"]
        elif tag == "textarea":
            self.name, self.is_text = attrs["name"], True
            self.add(self.name, "")
        elif tag == "option" and "selected" in attrs:
            self.add(self.name, attrs.get("value", ""))

    def handle_data(self, data):
        if self.inside and self.is_text:
            self.values[self.name][-1] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        self.is_text = False

    def add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


def sent(response, form: str) -> dict[str, list[str]]:
    """The fields of the form with the id `form`, as they stand; all values as lists."""
    fields = _Fields(form)
    fields.feed(response.content.decode())
    fields.close()
    return fields.values
