"""Who could be expected in a file and is not in it, as the review shows them: a tab beside the rows."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils import timezone

from registry import roster
from registry.imports import kinds
from registry.imports.absent import Absence, extent_of
from registry.models import ImportBatch, Region, Role, User, Worker

PER_PAGE = 50
NAMED = 6  # districts told by name


@dataclass
class Missing:
    """The people of an absence that the user may see; each part is fetched when it is drawn."""

    batch: ImportBatch
    kind: kinds.SheetKind
    absence: Absence
    user: User
    wanted: str | None

    @cached_property
    def page(self) -> Page:
        """The people, a page at a time; its paginator counts all."""
        people = self.absence.people.filter(pk__in=Worker.objects.visible_to(self.user).values("pk"))
        return Paginator(people.only(*roster.FIELDS), PER_PAGE).get_page(self.wanted)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.page.paginator.count

    @cached_property
    def rows(self) -> list[roster.Row]:
        """The people of the page as the people list draws them; a tick is a post that can be ended."""
        people = list(self.page.object_list)
        meant = set()
        if self.absence.posts is not None:
            posts = self.absence.posts.filter(worker__in=people)
            meant = set(posts.order_by().values_list("pk", flat=True))
        rows = roster.rows_for(
            people,
            fits=lambda post: post.pk in meant,
            on=timezone.localdate(),
            reader=self.user,
        )
        for row in rows:
            row.tick = row.tick if row.tick in meant else None
        return rows

    @property
    def is_by_role(self) -> bool:
        """Were people looked for in the roles that the file names?"""
        return self.absence.posts is not None

    @property
    def may_end(self) -> bool:
        """Can the user end the posts shown?"""
        return self.is_by_role and self.user.has_perm("registry.change_appointment")

    @cached_property
    def roles(self) -> list[str]:
        """The roles the file names, in the order of papers."""
        return list(Role.objects.filter(code__in=self._extent.roles).values_list("short_name", flat=True))

    @cached_property
    def districts(self) -> list[str]:
        """The districts the file names; a few by name."""
        codes = sorted(self._extent.districts)[:NAMED]
        return [region.label for region in Region.objects.current().filter(code__in=codes).order_by("code")]

    @property
    def more_districts(self) -> int:
        """How many districts are not told by name."""
        return max(0, len(self._extent.districts) - NAMED)

    @cached_property
    def _extent(self):
        return extent_of(self.batch)


def missing_from(batch: ImportBatch, user: User, wanted: str | None) -> Missing | None:
    """Who is missing from the file, page `wanted` of them; None for a kind that expects nobody."""
    kind = kinds.get(batch.kind)
    absence = kind.absent(batch)
    return absence and Missing(batch, kind, absence, user, wanted)
