"""The language of the window, switched while it is open.

English texts stand in the code; ``resources/i18n/keyaccount_zh.qm`` holds the Chinese ones, Qt's own file
those of its dialogs. After a switch Qt sends LanguageChange to every widget, which writes its texts anew.
The catalogues are made by ``installer/translate.py``.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from keyaccount_desktop import language
from keyaccount_desktop.language import Language
from keyaccount_desktop.resources import resource


class Translation(QObject):
    """Loads and unloads the catalogues of the running application."""

    def __init__(self, application: QCoreApplication, code: Language | None = None) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.set_language(code)

    def set_language(self, code: Language | None) -> None:
        """Show everything in this language; None follows the system."""
        language.set_language(code)
        for translator in self._installed:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._installed = []
        chinese = language.language() == "zh"
        QLocale.setDefault(QLocale("zh_CN") if chinese else QLocale("en_GB"))
        if chinese:
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install("qtbase_zh_CN", qt)
            self._install("keyaccount_zh", str(resource("i18n")))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._application.installTranslator(translator)
            self._installed.append(translator)
