"""What a session remembers of its latest acts, a few of each kind."""


def with_latest(kept: dict, key: str, value: object, *, most: int) -> dict:
    """`kept` with one more under `key` at its end, and without the oldest beyond `most`."""
    return dict([*kept.items(), (key, value)][-most:])
