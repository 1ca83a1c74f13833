"""Scrolling a page to what the user is led to. Used by parts of pages, which do not know what they stand on."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

from keyaccount_desktop.ui import theme


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page to a widget, also one that has only just appeared on it."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            # Only once it has been laid out is its place known.
            if (layout := above.widget().layout()) is not None:
                layout.activate()
            above.ensureWidgetVisible(widget, 0, 3 * theme.GRID)
        above = above.parentWidget()
