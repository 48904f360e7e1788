"""What a package wrote last, against what stands there now: an import never undoes an editor's work silently."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from content.models import ImportedItem
from content.packages import digest, without_editor_marks

State = dict[str, Any]


@dataclass
class Ledger:
    """The course's imported items. Tells `tell` what it leaves alone, and counts what it decides."""

    course: str
    overwrite: bool
    tell: Callable[[str], None]
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._items = {item.name: item for item in ImportedItem.objects.filter(name__startswith=f"{self.course}/")}
        self._met: set[str] = set()

    def should_write(self, name: str, wanted: State, present: Iterable[State] | None) -> bool:
        """Whether to write the item; `present` is what stands there (published and draft), None if nothing does."""
        self._met.add(self._full(name))
        new, recorded = _digest(wanted), self._recorded(name)
        there = None if present is None else {_digest(state) for state in present}
        if there == {new}:
            self.counts["unchanged"] += 1
            self._record(name, new)
            return False
        if there is None:
            self.counts["created"] += 1
        elif there == {recorded} or self.overwrite:
            self.counts["updated"] += 1
        else:
            self.counts["kept"] += 1
            self.tell(f"{name} has been changed in the admin and is left as it is; --overwrite replaces it.")
            return False
        self._record(name, new)
        return True

    def wrote_before(self, name: str, wanted: State) -> bool:
        """For what nobody can edit: whether the last import wrote exactly this. Remembers it."""
        self._met.add(self._full(name))
        same = self._recorded(name) == _digest(wanted)
        self._record(name, _digest(wanted))
        return same

    def items(self) -> list[ImportedItem]:
        """What is to be remembered until the next import."""
        return [item for full, item in self._items.items() if full in self._met]

    def row(self, name: str) -> int | None:
        """The id of the row that the file became last time."""
        item = self._items.get(self._full(name))
        return item.row if item else None

    def remember_row(self, name: str, row: int) -> None:
        """The row that the file has become."""
        self._items[self._full(name)].row = row

    def tell_what_is_gone(self) -> None:
        """Names what an earlier package held and this one does not. It stays: answers may point at it."""
        for full in sorted(set(self._items) - self._met):
            self.tell(f"{full.removeprefix(self.course + '/')} is not in the package any more; it stays on the site.")

    def _full(self, name: str) -> str:
        return f"{self.course}/{name}"

    def _recorded(self, name: str) -> str | None:
        item = self._items.get(self._full(name))
        return item.digest if item else None

    def _record(self, name: str, new: str) -> None:
        full = self._full(name)
        item = self._items.setdefault(full, ImportedItem(name=full))
        item.digest = new


def _digest(state: State) -> str:
    return digest(without_editor_marks(state))
