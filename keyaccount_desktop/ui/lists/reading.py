"""What a list has read, and when it reads again: all of it, more columns, or only whom an edit concerns.

A long list is read in a worker: first what is quick, so that it stands there at once, then the rest. What is edited
meanwhile is read again when the worker is back. ``Reading`` owns the ``Listing``; the pane only shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from keyaccount_desktop.method.columns import ListKind
from keyaccount_desktop.ui.operation import Job, Operation
from keyaccount_desktop.workbook.listing import EMPTY, MANY, Listing, concerned

if TYPE_CHECKING:
    from keyaccount_desktop.workbook.document import Workbook
    from keyaccount_desktop.workbook.journal import ChangeSet

Told = Callable[[int, int], None]
Read = Callable[[Collection[str], "Iterable[str] | None", "Told | None"], Listing]
"""Columns, of whom (None: of all), and who hears how far it is."""


class Reading(QObject):
    """``read_anew`` comes when the listing is another one."""

    read_anew = Signal()

    def __init__(self, origin: QWidget, workbook: Workbook, kind: ListKind, read: Read) -> None:
        super().__init__(origin)
        self._origin = origin
        self._workbook = workbook
        self._kind: ListKind = kind
        self._read = read
        self.listing: Listing = EMPTY
        self.in_worker = False
        """Whether reading all of it takes longer than one waits."""
        self.slow: frozenset[str] = frozenset()
        """Columns worked out from all contacts or all facts, which come after the others, from a worker."""
        self.title = ""
        """What the progress says that is read."""
        self._keys: tuple[str, ...] = ()
        self._urgent: frozenset[str] = frozenset()
        self._job: Job[Listing] | None = None
        self._missed: set[str] | None = set()
        """Whom edits concerned while the worker read; None: everyone."""
        self._waiting: set[str] | None = set()
        """Whom they concerned while nobody looked."""
        self.begun = False
        self.given_up = False
        """Whether the user had enough before anything was read."""

    @property
    def busy(self) -> bool:
        """Whether more is still to come."""
        return self._job is not None

    def show_first(self, listing: Listing) -> None:
        """Take over what the window has read before anything else."""
        self.begun = True
        self._take(listing)

    def want(self, keys: Iterable[str], urgent: Iterable[str] = (), *, read: bool = True) -> None:
        """See that these columns are read; ``urgent`` are those without which nothing right can be shown.

        Without ``read`` they are taken note of for the next time.
        """
        wanted, urgently = tuple(dict.fromkeys(keys)), frozenset(urgent)
        if not read:
            self._keys, self._urgent = wanted, urgently
            return
        if wanted != self._keys or not urgently <= self._urgent or not self.begun:
            self._keys, self._urgent = wanted, urgently
            missing = [key for key in wanted if key not in self.listing.values]
            if self.in_worker and self.begun and self._job is None and missing:
                self._start(missing, self._take_rest, quiet=urgently.isdisjoint(missing))
            elif not self.begun or missing:
                self.read_all()

    def read_all(self) -> None:
        """Read the whole list again."""
        self.begun, self.given_up = True, False
        quick = [key for key in self._keys if key not in self.slow or key in self._urgent]
        if self.in_worker:
            self._start(quick, self._take_quick, quiet=False)
        else:
            self.stop()
            self._missed = set()
            Operation(self._origin, lambda: self._read(quick, None, None), then=self._take_quick).run()

    def _start(self, keys: Collection[str], then: Callable[[Listing], None], *, quiet: bool) -> None:
        self.stop()
        self._missed = set()
        job = Job(
            self._origin,
            self.title,
            lambda progress: self._read(keys, None, progress.step),
            then=lambda found: then(found) if self._job is job else None,
            quiet=quiet,
        )
        self._job = job
        job.finished.connect(lambda: self._ended(job))
        job.start()

    def stop(self) -> None:
        """Want nothing that is still to come."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _ended(self, job: Job[Listing]) -> None:
        if self._job is job:
            self._job = None
            self.given_up = not self.listing.values
            self.read_anew.emit()

    def _take_quick(self, found: Listing) -> None:
        missing = [key for key in self._keys if key not in found.values]
        missed, self._missed = self._missed, set()
        self._job = None
        self._take(found.carried_on(missing, self.listing))
        if missed is None or missed:
            self._read_again(missed)
        elif missing:
            self._start(missing, self._take_rest, quiet=True)

    def _take_rest(self, found: Listing) -> None:
        missed = self._missed
        self._job = None
        if missed is None or found.ids != self.listing.ids:
            self.read_all()
            return
        self._take(replace(self.listing, values={**self.listing.values, **found.values}))
        if missed:
            self._read_again(missed)

    def _take(self, found: Listing) -> None:
        self.listing = found
        self.read_anew.emit()

    # ---- edits

    def follow(self, change: ChangeSet, *, now: bool) -> None:
        """Read again whom an edit concerns: now, or when ``catch_up`` is called."""
        if not self.begun:
            return
        asked = concerned(self._workbook, change, self._kind)
        if asked is not None and not asked:
            return
        if self._job is not None:
            self._missed = _both(self._missed, asked)
        self._waiting = _both(self._waiting, asked)
        if now:
            self.catch_up()

    def catch_up(self) -> None:
        """Read again what was changed while nobody looked."""
        waiting, self._waiting = self._waiting, set()
        if waiting is None or waiting:
            self._read_again(waiting)

    def _read_again(self, asked: set[str] | None) -> None:
        if asked is None or len(asked) > MANY:
            self.read_all()
            return
        there = list(self.listing.values)
        Operation(
            self._origin,
            lambda: self.listing.updated(asked, self._read(there, asked, None)),
            then=self._take,
        ).run()


def _both(some: set[str] | None, others: set[str] | None) -> set[str] | None:
    return None if some is None or others is None else some | others
