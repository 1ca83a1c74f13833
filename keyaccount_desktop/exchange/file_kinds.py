"""What a file is, by its ending and by its content: what may be opened, with a warning or without, and what never.

One table of endings, one of first bytes. A file is judged by the worse of the two, so that neither a false
ending nor a false beginning helps a program through. Called by ``opened_copies`` and by the window.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from keyaccount_desktop.language import Text
from keyaccount_desktop.workbook.file_names import ending_of, kept_name

SAFE: Final = 0
WARNED: Final = 1
"""May be opened by whoever knows where it comes from."""
REFUSED: Final = 2
"""Is never opened from here; it may be kept, and saved elsewhere."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is, in words, and how far it is trusted."""

    text: Text
    danger: int = SAFE
    why: Text | None = None
    """What could happen, where it is warned of or refused."""
    icon: str = "document"


_STARTS: Final = Text("It would start a program on this computer.", "它会在本机启动程序。")
_CARRIES: Final = Text(
    "It may carry a program that starts when it is opened.", "它可能含有打开后会运行的程序。"
)
_MACROS: Final = Text("It holds macros: programs that could run in it.", "它含有宏，即可能自动运行的程序。")
_LOADS: Final = Text("It may load things from the internet.", "它可能从互联网加载内容。")

PROGRAM: Final = FileKind(Text("Program", "程序"), REFUSED, _STARTS, "warning")
SCRIPT: Final = FileKind(Text("Script", "脚本"), REFUSED, _STARTS, "warning")
SHORTCUT: Final = FileKind(Text("Shortcut", "快捷方式"), REFUSED, _STARTS, "warning")
INSTALLER: Final = FileKind(Text("Installer", "安装程序"), REFUSED, _STARTS, "warning")
SETTINGS: Final = FileKind(Text("System settings", "系统设置"), REFUSED, _STARTS, "warning")
DISK: Final = FileKind(Text("Disk image", "磁盘映像"), REFUSED, _CARRIES, "warning")
MACROS: Final = FileKind(Text("File with macros", "含宏的文件"), WARNED, _MACROS)
LOADING: Final = FileKind(Text("Query file", "查询文件"), WARNED, _LOADS)
WEB: Final = FileKind(Text("Web page", "网页"), WARNED, _LOADS)
XML: Final = FileKind(Text("XML file", "XML 文件"), WARNED, _LOADS)
NOTEBOOK: Final = FileKind(Text("OneNote file", "OneNote 文件"), WARNED, _CARRIES)

_DOCUMENT: Final = FileKind(Text("Document", "文档"))
_SHEET: Final = FileKind(Text("Spreadsheet", "表格"))
_SLIDES: Final = FileKind(Text("Presentation", "演示文稿"))
_PDF: Final = FileKind(Text("PDF document", "PDF 文档"))
_PICTURE: Final = FileKind(Text("Picture", "图片"), icon="photo")
_SOUND: Final = FileKind(Text("Recording", "录音"))
_VIDEO: Final = FileKind(Text("Video", "视频"))
_ARCHIVE: Final = FileKind(Text("Archive", "压缩包"))
_TEXT: Final = FileKind(Text("Text", "文本"))
_MAIL: Final = FileKind(Text("Mail", "邮件"))
_DATES: Final = FileKind(Text("Dates or contacts", "日程或联系人"))
UNKNOWN: Final = FileKind(
    Text("Unknown kind of file", "未知类型的文件"),
    WARNED,
    Text("What would open it is not known here.", "无法确定它会由什么程序打开。"),
)

_ENDINGS: Final = {
    PROGRAM: """
        exe com scr pif cpl dll ocx sys drv ax efi mui xll wll ppa ppam xla xlam msc gadget application appref-ms
        xbap app appimage elf bin run out so dylib kext osax bundle wasm dex""",
    SCRIPT: """
        bat cmd ps1 ps1xml psm1 psd1 psc1 pssc cdxml vb vbs vbe js jse mjs cjs ws wsf wsh wsc sct shb shs hta jar
        jnlp class py pyc pyo pyw pyz pyzw pyx pl pm rb php phar lua tcl awk sed sh bash zsh csh tcsh ksh fish
        command tool workflow action scpt scptd applescript terminal r rdata groovy ahk au3 bas""",
    SHORTCUT: """
        lnk url website scf desktop webloc inetloc fileloc library-ms search-ms searchconnector-ms rdp symlink
        mad maf mag mam maq mar mas mat mau mav maw""",
    INSTALLER: """
        msi msp mst msix msixbundle appx appxbundle appinstaller deb rpm pkg mpkg apk ipa flatpakref flatpak snap
        xpi crx vsix diagcab deskthemepack themepack""",
    SETTINGS: """
        reg inf ins isp job theme settingcontent-ms mobileconfig prefpane service timer plist chm hlp grp mde ade
        accde adp""",
    DISK: "iso img vhd vhdx vmdk vdi dmg udf",
    MACROS: "docm dotm xlsm xltm xlsb pptm potm ppsm sldm",
    LOADING: "iqy dqy oqy rqy odc slk udl",
    WEB: "htm html xhtml xht mht mhtml shtml svg svgz",
    XML: "xml xsl xslt",
    NOTEBOOK: "one onepkg onetoc2",
    _DOCUMENT: "doc docx dot dotx odt rtf wps pages xmind vsd vsdx mpp dwg dxf",
    _SHEET: "xls xlsx xlt xltx ods csv tsv et numbers",
    _SLIDES: "ppt pptx pps ppsx pot potx odp dps key",
    _PDF: "pdf ofd",
    _PICTURE: "png jpg jpeg jfif gif webp bmp tif tiff heic heif avif dcm",
    _SOUND: "mp3 m4a wav amr aac ogg flac wma opus",
    _VIDEO: "mp4 mov avi mkv wmv webm m4v",
    _ARCHIVE: "zip rar 7z gz tar bz2 xz tgz",
    _TEXT: "txt md log json",
    _MAIL: "eml msg",
    _DATES: "ics vcf",
}
BY_ENDING: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}

BY_START: Final = (
    (b"MZ", PROGRAM),
    (b"ZM", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xfe\xed\xfa\xce", PROGRAM),
    (b"\xfe\xed\xfa\xcf", PROGRAM),
    (b"\xce\xfa\xed\xfe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xca\xfe\xba\xbf", PROGRAM),
    (b"\0asm", PROGRAM),
    (b"dex\n", PROGRAM),
    (b"#!", SCRIPT),
    (b"@echo", SCRIPT),
    (b"FasdUAS", SCRIPT),
    (b"<?php", SCRIPT),
    (b"<job", SCRIPT),
    (b"<hta:", SCRIPT),
    (b"L\0\0\0\x01\x14\x02\0", SHORTCUT),
    (b"[InternetShortcut]", SHORTCUT),
    (b"[Desktop Entry]", SHORTCUT),
    (b"!<arch>\ndebian", INSTALLER),
    (b"\xed\xab\xee\xdb", INSTALLER),
    (b"xar!", INSTALLER),
    (b"ITSF", SETTINGS),
    (b"REGEDIT", SETTINGS),
    (b"Windows Registry Editor", SETTINGS),
    (b"<svg", WEB),
    (b"<html", WEB),
    (b"<!doctype html", WEB),
)
"""What a file begins with; letters in either case, after a byte-order mark and space."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACRO_MARKS: Final = {
    _ZIP: (b"vbaProject.bin", b"xl/macrosheets/", b"Basic/script-lc.xml", b"Scripts/"),
    _OLE: ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le")),
}
"""Names of the parts that hold macros, in both kinds of Office file."""
_ARCHIVES: Final = frozenset({"zip", "7z", "rar", "gz", "tar", "bz2", "xz", "tgz"})
_LONGEST_MARK: Final = 64


def kind_of(name: str, pieces: Iterable[bytes]) -> FileKind:
    """What a file is, by its name and its whole content in pieces."""
    by_name = BY_ENDING.get(ending_of(kept_name(name)), UNKNOWN)
    found = by_name
    marks: tuple[bytes, ...] = ()
    tail = b""
    for number, piece in enumerate(pieces):
        if number == 0:
            begun = _by_start(piece)
            if begun is not None and begun.danger > found.danger:
                found = begun
            marks = next((marks for start, marks in _MACRO_MARKS.items() if piece.startswith(start)), ())
            if ending_of(name) in _ARCHIVES:
                marks = ()  # opened, it only shows what is in it
        if found.danger >= WARNED or not marks:
            break
        if any(mark in tail + piece[:_LONGEST_MARK] or mark in piece for mark in marks):
            return MACROS
        tail = (tail + piece[-_LONGEST_MARK:])[-_LONGEST_MARK:]
    return found


def _by_start(head: bytes) -> FileKind | None:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[:400].decode("utf-16", "ignore").encode()
    text = head.removeprefix(b"\xef\xbb\xbf")[:400].lstrip(b" \t\r\n").lower()
    for start, kind in BY_START:
        if head.startswith(start) or (start.isascii() and text.startswith(start.lower())):
            # Two letters may begin any text; a program goes on with bytes that no text has.
            if start in (b"MZ", b"ZM") and b"\0" not in head[:64]:
                continue
            return kind
    return None
