"""Where one is in the window: a page, what it shows, and which part of it.

Written into the settings as ``client/ID/people`` to come back to it at the next start. The window goes to
places; pages only ask for it by signals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAGES: Final = ("today", "clients", "people", "client", "person", "settings")
TABS: Final = ("overview", "people", "map", "suppliers")
"""The tabs of a client, from the left."""
SETTINGS_TABS: Final = ("fields", "lists", "texts", "products", "staff", "numbers", "look")


@dataclass(frozen=True, slots=True)
class Place:
    """``detail`` is the purchase whose map is shown, on the map tab only."""

    page: str = "clients"
    id: str = ""
    tab: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return "/".join((self.page, self.id, self.tab, self.detail)).rstrip("/")

    @classmethod
    def read(cls, written: str) -> Place:
        """The place written by ``str``; the client list for anything else."""
        page, id_, tab, detail, *_ = [*written.split("/"), "", "", "", ""]
        tabs = SETTINGS_TABS if page == "settings" else TABS
        if page not in PAGES or (page in ("client", "person") and not id_) or (tab and tab not in tabs):
            return CLIENTS
        return cls(page, id_, tab, detail)


CLIENTS: Final = Place()
TODAY: Final = Place("today")
PEOPLE: Final = Place("people")


def client(account_id: str, tab: str = "overview", purchase_id: str = "") -> Place:
    """A client's page."""
    return Place("client", account_id, tab, purchase_id)


def settings(tab: str = "fields") -> Place:
    """A tab of the settings."""
    return Place("settings", "", tab)


def person(person_id: str) -> Place:
    """A person's page."""
    return Place("person", person_id)


def merging(kind: str = "", keep_id: str = "", other_id: str = "") -> Place:
    """The page of duplicates, or two records side by side on it. Not one to come back to at the next start."""
    return Place("merging", f"{kind}:{keep_id}:{other_id}" if kind else "")
