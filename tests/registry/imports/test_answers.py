"""What comes back from the reading process is believed only as far as it is sound."""

import pytest

from registry.imports.reading import reader
from registry.imports.refusals import SheetRefused


@pytest.mark.parametrize(
    "answer",
    [
        [],
        [b'{"sheet":"S","hidden":false}\n'],
        [b"not json\n"],
        [b'{"sheet":"S","hidden":false}\n', b'{"rows":[[1,["a"'],
    ],
)
def test_an_answer_that_breaks_off_is_no_workbook(answer):
    with pytest.raises(reader.BrokenAnswerError):
        reader.gather(answer)


def test_an_endless_answer_is_refused(monkeypatch):
    monkeypatch.setattr(reader, "MAX_ANSWER_BYTES", 100)

    with pytest.raises(SheetRefused, match="memory"):
        reader.gather([b'{"sheet":"S","hidden":false}\n'] * 10)
