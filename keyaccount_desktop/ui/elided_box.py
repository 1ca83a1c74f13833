"""A box to choose from whose chosen text ends in … where it lacks room: for names in narrow panels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.widgets import plain_tip


class ElidedBox(QComboBox):
    """As wide as it may be; what does not fit is whole in the tooltip, and in the list that opens."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room.width() - 2 * theme.GRID
        )
        self.setToolTip("" if option.currentText == self.currentText() else plain_tip(self.currentText()))
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
