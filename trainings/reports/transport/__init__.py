"""Receipts for the transport money of an event: only for those who were present."""
