"""The one stylesheet of the application, written from the theme's tokens.

It covers what a palette cannot say: radii, borders, paddings, scroll bars, menus, tables. Widgets choose a
variant by a dynamic property (``kind``, ``text``), see ``widgets``. Called by ``theme`` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Template

from keyaccount_desktop.resources import resource

_SHEET = Template("""
* { outline: 0; }
QMainWindow, QDialog { background: $window; }
QToolTip { background: $surface; color: $text_1; border: 1px solid $line_strong; padding: 4px 6px; }

QLabel[text_role="caption"] { font-size: ${caption}px; color: $text_3; }
QLabel[text_role="warning_caption"] { font-size: ${caption}px; color: $warning; }
QLabel[text_role="accent_hint"] { font-size: ${small}px; color: $accent; font-weight: bold; }
QLabel[text_role="hint"] { font-size: ${small}px; color: $text_3; }
QLabel[text_role="small"] { font-size: ${small}px; color: $text_2; }
QLabel[text_role="soft"] { color: $text_2; }
QLabel[text_role="faint"] { color: $text_3; }
QLabel[text_role="strong"] { font-weight: bold; }
QLabel[text_role="heading"] { font-size: ${heading}px; font-weight: bold; }
QLabel[text_role="large"] { font-size: ${large}px; font-weight: bold; }
QLabel[text_role="title"] { font-size: ${title}px; font-weight: bold; }
QLabel[text_role="warning"] { color: $warning; }
QLabel[text_role="danger"] { color: $opponent; }

QPushButton { background: $surface; color: $text_1; border: 1px solid $line_strong; border-radius: 6px;
  padding: 5px 12px; min-height: ${line_height}px; }
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text_3; border-color: $line; background: transparent; }
QPushButton[kind="primary"], QPushButton:default { background: $accent; color: $on_accent;
  border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton:default:hover { background: $accent_strong; }
QPushButton[kind="primary"]:focus, QPushButton:default:focus { border-color: $text_1; }
QPushButton[kind="primary"]:disabled, QPushButton:default:disabled { background: $line;
  border-color: $line; color: $text_3; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $text_2;
  padding: 5px 8px; }
QPushButton[kind="quiet"]:hover { background: $raised; color: $text_1; }
QPushButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: 2px 0; text-align: left; }
QPushButton[kind="crumb"] { background: transparent; border: 1px solid transparent; color: $text_2;
  font-size: ${small}px; padding: 0 2px; margin: 0 -3px; text-align: left; }
QPushButton[kind="crumb"]:hover { color: $accent; }
QPushButton[kind="crumb"]:focus { border-color: $accent; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="nav"] { background: transparent; border-color: transparent; text-align: left; padding: 5px 8px;
  color: $text_2; }
QPushButton[kind="nav"]:hover { background: $line; color: $text_1; }
QPushButton[kind="nav"][current="true"] { background: $accent_soft; color: $accent; font-weight: bold; }
QPushButton[kind="nav"]:focus { border-color: $accent; }
QPushButton[kind="chip"] { background: $raised; border: 1px solid transparent; border-radius: 4px;
  color: $text_1; font-size: ${small}px; padding: 1px 5px; min-height: 0; }
QPushButton[kind="chip"][menu="true"] { padding-right: 8px; text-align: left; }
QPushButton[kind="chip"]:focus { border-color: $accent; }
QPushButton[kind="chip"]:hover { background: $line; }
QPushButton[kind="search"] { background: $surface; border-color: $line_strong; padding: 5px 0; }
QPushButton[kind="search"]:hover, QPushButton[kind="search"]:focus { border-color: $accent; }
QPushButton::menu-indicator { image: url($chevron); subcontrol-position: right center;
  subcontrol-origin: padding; right: 6px; width: 12px; height: 12px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px;
  color: $text_2; }
QToolButton:hover { background: $raised; color: $text_1; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border-color: $accent; }
QToolButton[kind="cell"] { padding: 2px 5px; border-radius: 4px; color: $text_1; }
QToolButton[kind="cell"]:checked { background: $accent_soft; color: $accent; font-weight: bold; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: $surface; color: $text_1;
  border: 1px solid $line_strong; border-radius: 6px; padding: 4px 8px; selection-background-color: $accent;
  selection-color: $on_accent; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: ${line_height}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $text_3; background: $raised; }
QLineEdit[kind="plain"], QPlainTextEdit[kind="plain"] { background: transparent; border-color: transparent; }
QLineEdit[kind="plain"]:hover, QPlainTextEdit[kind="plain"]:hover { border-color: $line_strong; }
QLineEdit[kind="plain"]:focus, QPlainTextEdit[kind="plain"]:focus { background: $surface;
  border-color: $accent; }
QLineEdit[kind="title"] { font-size: ${title}px; font-weight: bold; padding: 1px 4px 1px 0;
  background: transparent; border-color: transparent; min-height: 0; }
QLineEdit[kind="title"]:hover { border-color: $line_strong; }
QLineEdit[kind="title"]:read-only:hover { border-color: transparent; }
QLineEdit[kind="title"]:focus { border-color: $accent; background: $surface; }
QTextBrowser, QTextBrowser:focus { padding: 8px 12px; border-color: $line; }
QComboBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 20px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($chevron); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong; padding: 4px; }
QSpinBox, QDoubleSpinBox { padding: 4px 6px 4px 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url($chevron_up); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($chevron); width: 10px; height: 10px; }

QMenuBar { background: $rail; color: $text_2; padding: 2px 6px; border-bottom: 1px solid $line; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $line; color: $text_1; }
QMenu { background: $surface; color: $text_1; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 26px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text_1; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 6px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }
QMenu::indicator:checked { image: url($check); }
QMenu::right-arrow { image: url($chevron_right); width: 12px; height: 12px; right: 6px; }

QAbstractItemView { background: transparent; border: 0; color: $text_1; selection-background-color: $accent_soft;
  selection-color: $text_1; gridline-color: $line; }
QTableView::item, QListView::item, QTreeView::item { padding: 0 8px; border: 0; }
QTableView::item { border-bottom: 1px solid $line; }
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover { background: $raised; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: $accent_soft;
  color: $text_1; }
QListView::item { border-radius: 4px; padding: 4px 8px; }
QTableView QLineEdit, QListView QLineEdit { border-radius: 4px; padding: 0 6px; min-height: 0; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: $text_2; font-weight: normal; border: 0;
  border-bottom: 1px solid $line;  padding: 6px 10px; font-size: ${small}px; text-align: left; }
QHeaderView::section:hover { color: $text_1; }
QHeaderView::up-arrow { image: url($chevron_up); width: 10px; height: 10px; }
QHeaderView::down-arrow { image: url($chevron); width: 10px; height: 10px; }
QTableCornerButton::section { background: transparent; border: 0; }

QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: $raised; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QGroupBox { border: 0; border-top: 1px solid $line; margin-top: 18px; padding-top: 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $text_2; }
QCheckBox, QRadioButton { spacing: 8px; color: $text_1; border: 1px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
  width: ${indicator}px; height: ${indicator}px;
  border: 1px solid $line_strong; border-radius: 4px; background: $surface; }
QRadioButton::indicator { border-radius: ${indicator_radius}px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
  border-color: $accent; image: url($tick); }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(cx: 0.5, cy: 0.5,
  radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 $accent, stop: 0.45 $accent, stop: 0.55 $surface, stop: 1 $surface); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $raised; border-color: $line; }
QToolBar { background: transparent; border: 0; border-bottom: 1px solid $line; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 4px; }
QStatusBar { background: $window; color: $text_2; }

QFrame[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="message"] { background: $surface; border: 1px solid $line_strong; border-radius: 8px; }
QFrame[kind="message"][tone="error"] { background: $opponent_soft; border-color: $opponent; }
QFrame[kind="message"][tone="warning"] { background: $warning_soft; border-color: $warning; }

QFrame[kind="popup"] { background: $surface; border: 1px solid $line_strong; border-radius: 10px; }
QLineEdit[kind="search_line"] { border: 0; border-bottom: 1px solid $line; border-radius: 0; background: transparent;
  padding: 8px 14px; font-size: ${body}px; }
QFrame[kind="strip"] { background: $accent_soft; border: 0; border-bottom: 1px solid $line; }
#sidebar { background: $surface; border-left: 1px solid $line; }
QFrame[kind="banner"] { background: $warning_soft; border: 0; border-bottom: 1px solid $line; }

QLabel[chip] { font-size: ${small}px; border-radius: 4px; padding: 1px 6px; }
QLabel[chip="plain"] { background: $raised; color: $text_2; }
QLabel[chip="accent"] { background: $accent_soft; color: $accent; font-weight: bold; }
QLabel[chip="supporter"] { background: $supporter_soft; color: $supporter; font-weight: bold; }
QLabel[chip="neutral"] { background: $neutral_soft; color: $neutral; font-weight: bold; }
QLabel[chip="opponent"] { background: $opponent_soft; color: $opponent; font-weight: bold; }
QLabel[chip="warning"] { background: $warning_soft; color: $warning; font-weight: bold; }
QLabel[chip="unknown"] { background: transparent; color: $text_2; border: 1px solid $unknown; padding: 0 5px; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; border: 0; border-bottom: 2px solid transparent; color: $text_2;
  padding: 6px 2px 7px 2px; margin: 0 20px 0 0; }
QTabBar::tab:hover { color: $text_1; }
QTabBar::tab:selected { color: $text_1; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $accent; }

QTabBar[kind="title"]::tab { font-size: ${title}px; font-weight: bold; color: $text_3; border-bottom: 0;
  padding: 2px 0; margin: 0 18px 0 0; }
QTabBar[kind="title"]::tab:hover { color: $text_2; }
QTabBar[kind="title"]::tab:selected { color: $text_1; }
QTabBar[kind="title"]::tab:focus { color: $accent; }

#rail { background: $rail; border-right: 1px solid $line; }
#page_header { background: $surface; border-bottom: 1px solid $line; }
""")


def stylesheet(
    css: Callable[[str], str], px: Callable[[float], int], sizes: Mapping[str, int], line_height: int
) -> str:
    """The sheet for one set of colours and one text size; ``line_height`` is that of the font in use."""
    colours = {
        token: css(token)
        for token in (
            "window", "surface", "raised", "line", "line_strong", "text_1", "text_2", "text_3", "accent",
            "accent_soft", "on_accent", "supporter", "supporter_soft", "neutral", "neutral_soft", "opponent",
            "opponent_soft", "unknown", "warning", "warning_soft",
        )
    }  # fmt: skip
    dark = css("on_accent") != "#ffffff"
    return _SHEET.substitute(
        colours,
        rail=css("raised"),
        accent_strong="#8fb5fb" if dark else "#2358c0",
        line_height=line_height,
        indicator=px(14),
        indicator_radius=px(14) // 2 + 1,
        tick=resource("icons/tick-dark.svg" if dark else "icons/tick-light.svg").as_posix(),
        chevron=resource("icons/chevron-down.svg").as_posix(),
        chevron_up=resource("icons/chevron-up.svg").as_posix(),
        chevron_right=resource("icons/chevron-right.svg").as_posix(),
        check=resource("icons/check.svg").as_posix(),
        **{name: px(pixels) for name, pixels in sizes.items()},
    )
