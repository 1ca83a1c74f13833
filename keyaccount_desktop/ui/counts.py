"""Numbers with what they count, in the grammar of the language: “1 person”, “3 people”, “3 人”."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def people(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 person")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} people").format(n=f"{n:,}")


def clients(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 client")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} clients").format(n=f"{n:,}")


def purchases(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 purchase")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} purchases").format(n=f"{n:,}")


def visits(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 visit")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} visits").format(n=f"{n:,}")


def facts(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 fact")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} facts").format(n=f"{n:,}")


def links(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 link")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} links").format(n=f"{n:,}")


def ties(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 tie")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} ties").format(n=f"{n:,}")


def attachments(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 file")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} files").format(n=f"{n:,}")


def tasks(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 task")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} tasks").format(n=f"{n:,}")


def photos(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 photo")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} photos").format(n=f"{n:,}")


def maps(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 map")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} maps").format(n=f"{n:,}")


def cards(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 card")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} cards").format(n=f"{n:,}")


def fields(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 field")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} fields").format(n=f"{n:,}")


def former_values(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 previous value")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} previous values").format(n=f"{n:,}")


def reviews(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 review")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} reviews").format(n=f"{n:,}")


def changes(n: int) -> str:
    one = QCoreApplication.translate("Counts", "1 change")
    return one if n == 1 else QCoreApplication.translate("Counts", "{n} changes").format(n=f"{n:,}")


def joined(parts: list[str]) -> str:
    """Several of them in a row, without those that count nothing."""
    return QCoreApplication.translate("Counts", ", ").join(part for part in parts if part)
