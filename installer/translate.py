"""Bring the Chinese texts of the window up to date: ``python installer/translate.py``.

Collects every text of ``keyaccount_desktop/ui`` into ``resources/i18n/keyaccount_zh.ts`` with PySide6's lupdate,
keeping what is translated, and compiles it to the ``.qm`` the program loads. Texts still to be translated
are named; edit the ``.ts`` (or open it in Qt Linguist) and run this again. ``tests/ui/test_translation.py``
fails while anything is missing, unfinished, or not compiled.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "resources" / "i18n" / "keyaccount_zh.ts"
COMPILED = CATALOGUE.with_suffix(".qm")


def main() -> int:
    """Update and compile; 1 while texts are untranslated."""
    update(CATALOGUE)
    compile_catalogue(CATALOGUE, COMPILED)
    unfinished = unfinished_texts(CATALOGUE)
    for context, source in unfinished:
        print(f"untranslated: {context}: {source!r}")
    return 1 if unfinished else 0


def sources() -> list[Path]:
    """Every file of the window that may hold a text."""
    return sorted((ROOT / "keyaccount_desktop" / "ui").rglob("*.py"))


def update(catalogue: Path) -> None:
    """Let lupdate bring a catalogue up to date with the sources; texts no longer used are dropped."""
    _qt_tool(
        "lupdate",
        *("-silent", "-no-obsolete", "-locations", "none"),
        *("-source-language", "en", "-target-language", "zh_CN"),
        *map(str, sources()),
        *("-ts", str(catalogue)),
    )


def compile_catalogue(catalogue: Path, target: Path) -> None:
    """Compile a catalogue to the form Qt loads."""
    _qt_tool("lrelease", "-silent", str(catalogue), "-qm", str(target))


def entries(catalogue: Path) -> dict[tuple[str, str], str | None]:
    """Context and source text to its translation; None while it is unfinished."""
    found: dict[tuple[str, str], str | None] = {}
    for context in ElementTree.parse(catalogue).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            text = None
            if translation is not None and translation.get("type") is None:
                forms = [form.text or "" for form in translation.iter("numerusform")]
                text = (translation.text if not forms else forms[0]) or None
            found[name, message.findtext("source") or ""] = text
    return found


def unfinished_texts(catalogue: Path) -> list[tuple[str, str]]:
    """Context and source of what is not translated yet."""
    return [key for key, translation in entries(catalogue).items() if translation is None]


def _qt_tool(name: str, *arguments: str) -> None:
    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = next(
        (
            path
            for path in (folder / name, folder / f"{name}.exe", folder / "Qt" / "libexec" / name)
            if path.exists()
        ),
        None,
    )
    if tool is None:
        raise SystemExit(f"{name} is not part of this PySide6: install PySide6-Essentials")
    subprocess.run([str(tool), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
