"""What a written slide holds, read back without the program that wrote it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree
from pptx import Presentation

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

ORDER = {
    # What the standard lets follow on what, as far as our slides use it.
    f"{P}sp": ("nvSpPr", "spPr", "style", "txBody", "extLst"),
    f"{P}cxnSp": ("nvCxnSpPr", "spPr", "style", "extLst"),
    f"{P}nvSpPr": ("cNvPr", "cNvSpPr", "nvPr"),
    f"{P}nvCxnSpPr": ("cNvPr", "cNvCxnSpPr", "nvPr"),
    f"{P}nvGrpSpPr": ("cNvPr", "cNvGrpSpPr", "nvPr"),
    f"{P}cNvCxnSpPr": ("cxnSpLocks", "stCxn", "endCxn", "extLst"),
    f"{P}spPr": ("xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln"),
    f"{P}grpSpPr": ("xfrm",),
    f"{P}txBody": ("bodyPr", "lstStyle", "p"),
    f"{A}xfrm": ("off", "ext", "chOff", "chExt"),
    f"{A}ln": ("noFill", "solidFill", "prstDash", "round", "headEnd", "tailEnd"),
    f"{A}custGeom": ("avLst", "gdLst", "ahLst", "cxnLst", "rect", "pathLst"),
    f"{A}p": ("pPr", "r", "endParaRPr"),
    f"{A}pPr": ("lnSpc", "spcBef", "spcAft", "buNone"),
    f"{A}rPr": ("ln", "solidFill", "latin", "ea", "cs"),
    f"{A}r": ("rPr", "t"),
}


def slide_xml(shown: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(shown)) as package:
        return etree.fromstring(package.read("ppt/slides/slide1.xml"))


def everything(shown: bytes) -> str:
    """All texts of all parts of the file."""
    with zipfile.ZipFile(io.BytesIO(shown)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(part.decode("utf-8") for part in parts)


def groups(shown: bytes) -> dict[str, tuple[int, list[str]]]:
    """The cards by name: the id of the rectangle of each, and its texts."""
    found = {}
    for shape in Presentation(io.BytesIO(shown)).slides[0].shapes:
        if shape.shape_type == 6 and shape.name != "Label":
            first, *_ = shape.shapes
            found[shape.name] = (first.shape_id, first.text_frame.text.split("\n"))
    return found


def links(shown: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Which boxes connectors hold on to, and where: id and place of the start, and of the end."""
    for link in slide_xml(shown).iter(f"{P}cNvCxnSpPr"):
        start, end = link.find(f"{A}stCxn"), link.find(f"{A}endCxn")
        yield int(start.get("id")), int(start.get("idx")), int(end.get("id")), int(end.get("idx"))


def misplaced(shown: bytes) -> list[str]:
    """Elements that stand where the standard does not let them."""
    found = []
    for element in slide_xml(shown).iter():
        order = ORDER.get(str(element.tag))
        if order is None:
            continue
        names = [etree.QName(child).localname for child in element]
        places = [order.index(name) if name in order else -1 for name in names]
        if -1 in places or places != sorted(places):
            found.append(f"{element.tag}: {names}")
    return found
