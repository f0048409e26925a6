"""Printing an accountability packet: its sign-in sheets are frozen, and what was typed is kept."""

from dataclasses import replace

from django.db import transaction

from trainings.actions.keeping import keep_print
from trainings.actions.sheets import print_sheets
from trainings.reports.packet.query import SLUG, Packet, query
from trainings.reports.parameters import Parameters


@transaction.atomic
def print_packet(parameters: Parameters) -> Packet:
    """The packet to print. Its sign-in sheets are printed ones: whoever signs them signs what is kept.

    RuleError unless the reader works for the organising office, which answers for the event.
    """
    sheets = print_sheets(replace(parameters, options={}))
    packet = query(parameters, sheets=sheets)
    keep_print(parameters, slug=SLUG, papers=1, people=packet.people)
    return packet
