"""Letters of an event: invitation, assignment, minutes (berita acara)."""
