"""Reading pictures that come from anywhere, and making photos of them: small, square, without metadata.

A picture is known by its content, never by its name. Its header is looked at first: what would fill the
memory is refused before a pixel is decoded, and only the decoder of that one kind ever sees the bytes. Called
by the window (in a worker) for photos of people, and by ``card_photos``.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageCms

from keyaccount_desktop.language import Text, UserError
from keyaccount_desktop.workbook import outside_files
from keyaccount_desktop.workbook.photos import MOST_BYTES as PHOTO_BYTES

MOST_BYTES: Final = 50 * 1024**2
"""Of a file that a photo is made of."""
MOST_PIXELS: Final = 50_000_000
MOST_PIXELS_SCALED: Final = 120_000_000
"""Of a baseline JPEG, which is made smaller while it is decoded: today's phones take 108 million."""
LEAST_SIDE: Final = 32
PHOTO_SIDE: Final = 480
_WORKING_SIDE: Final = 2400
"""Pixels of the longer side while a square is chosen: enough to cut a face out of a group."""
_MOST_SCANS: Final = 100
"""Of a progressive JPEG; one has about ten, and each costs a pass over all pixels."""

_KINDS: Final = (
    ("PNG", 0, b"\x89PNG\r\n\x1a\n"),
    ("JPEG", 0, b"\xff\xd8\xff"),
    ("GIF", 0, b"GIF87a"),
    ("GIF", 0, b"GIF89a"),
    ("WEBP", 8, b"WEBP"),
    ("BMP", 0, b"BM"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("AVIF", 4, b"ftypavif"),
    ("AVIF", 4, b"ftypavis"),
    ("HEIF", 4, b"ftyphei"),
    ("HEIF", 4, b"ftyphev"),
    ("HEIF", 4, b"ftypmif1"),
    ("HEIF", 4, b"ftypmsf1"),
)
"""Pillow's name of each kind that is read, where its mark stands, and the mark."""

_NAMED: Final = (
    (0, b"%PDF", Text("a PDF document", "PDF 文档")),
    (0, b"PK\x03\x04", Text("an archive or Office document", "压缩包或 Office 文档")),
    (0, b"\xd0\xcf\x11\xe0", Text("an Office document", "Office 文档")),
    (0, b"8BPS", Text("a Photoshop file", "Photoshop 文件")),
    (0, b"\0\0\x01\0", Text("an icon", "图标")),
    (4, b"ftyp", Text("a video", "视频")),
    (0, b"\x1aE\xdf\xa3", Text("a video", "视频")),
    (0, b"MZ", Text("a program", "程序")),
    (0, b"\x7fELF", Text("a program", "程序")),
)
"""What else people take for a picture, so that the refusal can say what it is."""

_QUALITIES: Final = (
    (PHOTO_SIDE, 88), (PHOTO_SIDE, 80), (PHOTO_SIDE, 70), (PHOTO_SIDE, 60), (PHOTO_SIDE, 48),
    (360, 60), (360, 44), (240, 44), (160, 40), (96, 30),
)  # fmt: skip
"""Side and JPEG quality, tried until the photo is small enough."""


@dataclass(frozen=True, slots=True)
class Square:
    """The part of a picture that becomes the photo, in its pixels."""

    x: float
    y: float
    side: float


class Picture:
    """A picture as one chooses a square of it: upright, opaque, in the colours of every screen."""

    def __init__(self, image: Image.Image) -> None:
        self._image = image

    @property
    def width(self) -> int:
        return self._image.width

    @property
    def height(self) -> int:
        return self._image.height

    @property
    def rgb(self) -> bytes:
        """Three bytes a pixel, row after row without gaps."""
        return self._image.tobytes()

    def proposed(self) -> Square:
        """The largest square in the upper middle, where a face is in most photos."""
        side = min(self.width, self.height)
        return Square((self.width - side) / 2, (self.height - side) / 4, side)

    def within(self, square: Square) -> Square:
        """The nearest square that lies inside the picture and is not too small."""
        side = min(max(square.side, self.least_side), self.width, self.height)
        return Square(
            min(max(square.x, 0.0), self.width - side), min(max(square.y, 0.0), self.height - side), side
        )

    @property
    def least_side(self) -> float:
        """Smaller, and the photo would show single pixels."""
        return min(self.width, self.height, max(PHOTO_SIDE / 4, min(self.width, self.height) / 16))

    def photo(self, square: Square) -> bytes:
        """The square as a JPEG of at most ``photos.MOST_BYTES``, with nothing in it but pixels."""
        inside = self.within(square)
        box = (inside.x, inside.y, inside.x + inside.side, inside.y + inside.side)
        for largest, quality in _QUALITIES:
            side = max(1, min(largest, round(inside.side)))
            made = self._image.resize((side, side), Image.Resampling.LANCZOS, box=box)
            out = BytesIO()
            made.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= PHOTO_BYTES:
                break
        return out.getvalue()


def read_picture_file(path: Path) -> Picture:
    """The picture in a file. Raises UserError for what is none, or cannot be read."""
    return read_picture(b"".join(outside_files.pieces(path, MOST_BYTES)))


def read_picture(data: bytes) -> Picture:
    """The picture in these bytes, its longer side no more than 2400 pixels. Raises UserError."""
    if len(data) > MOST_BYTES:
        raise _too_many_bytes()
    image = decoded(data, (_WORKING_SIDE, _WORKING_SIDE))
    if min(image.size) < LEAST_SIDE:
        raise _too_small(image.size)
    return Picture(image)


def decoded(data: bytes, wanted: tuple[int, int]) -> Image.Image:
    """The pixels of a picture, upright, in RGB, no larger than ``wanted``. Raises UserError."""
    kind = _kind_of(data)
    # Pillow warns of what we check ourselves.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            opened = Image.open(BytesIO(data), formats=[kind])
        except Image.DecompressionBombError as error:
            raise _too_many_pixels(MOST_PIXELS_SCALED) from error
        except Exception as error:
            raise _damaged() from error  # fed with any bytes, a decoder may raise anything
        with opened:
            _check_size(kind, opened, data)
            try:
                return _pixels(opened, wanted)
            except Exception as error:
                raise _damaged() from error


def _kind_of(data: bytes) -> str:
    kind = next((name for name, at, mark in _KINDS if data[at : at + len(mark)] == mark), None)
    if kind is None:
        raise _no_picture(data)
    # After a look at what is built in: whether AVIF or HEIF can be read differs from build to build.
    Image.preinit()
    if kind not in Image.OPEN:
        Image.init()
    if kind not in Image.OPEN:
        raise UserError(
            Text("{kind} pictures cannot be read here.", "此处无法读取 {kind} 图片。").format(
                kind="HEIC" if kind == "HEIF" else kind
            ),
            Text(
                "Share it from the phone as JPEG (“most compatible”), or make a screenshot of it.",
                "请在手机上以 JPEG（“兼容性最佳”）格式分享，或截屏后使用。",
            ),
        )
    return kind


def _check_size(kind: str, opened: Image.Image, data: bytes) -> None:
    """Refuse what would take minutes or the whole memory to decode, by what its header says."""
    progressive = bool(opened.info.get("progressive"))
    most = MOST_PIXELS_SCALED if kind == "JPEG" and not progressive else MOST_PIXELS
    if opened.width * opened.height > most:
        raise _too_many_pixels(most)
    if progressive and data.count(b"\xff\xda") > _MOST_SCANS:
        raise _damaged()


def _pixels(opened: Image.Image, wanted: tuple[int, int]) -> Image.Image:
    opened.draft("RGB", wanted)
    opened.load()
    profile = opened.info.get("icc_profile")
    image: Image.Image = opened
    if image.mode == "P" or ("transparency" in image.info and not image.mode.startswith("I")):
        image = image.convert("RGBA")
    if image.mode.startswith("I;16"):
        # Pillow would cut the values off instead of scaling them.
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("I", "F"):
        low, high = image.getextrema()
        span = (high - low) or 1  # type: ignore[operator]
        image = image.point(lambda value: value * (255 / span) - low * (255 / span)).convert("L")  # type: ignore[operator]
    image.thumbnail(wanted, Image.Resampling.LANCZOS)
    image = _upright(opened, image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image)
    image = _in_screen_colours(image.convert("RGB"), profile)
    # A new picture: whatever else the old one carried stays behind.
    return Image.frombytes("RGB", image.size, image.tobytes())


def _upright(opened: Image.Image, image: Image.Image) -> Image.Image:
    """The picture turned as its camera noted; as it is where that note cannot be read."""
    try:
        turned = opened.getexif().get(0x0112)
    except Exception:  # noqa: BLE001
        return image
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(turned) if isinstance(turned, int) else None
    return image if turn is None else image.transpose(turn)


def _in_screen_colours(image: Image.Image, profile: object) -> Image.Image:
    """Colours as every screen shows them: a phone's wider ones would look dull without their profile."""
    if not isinstance(profile, bytes):
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        if own.profile.xcolor_space.strip() != "RGB":
            return image
        made = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except Exception:  # noqa: BLE001
        return image
    return image if made is None else made


# ---- refusals


_USE: Final = Text(
    "Use a JPEG, PNG, WebP, GIF, BMP or TIFF file.", "请使用 JPEG、PNG、WebP、GIF、BMP 或 TIFF 文件。"
)
_SMALLER: Final = Text("Make it smaller in a picture program first.", "请先用图片软件缩小。")


def _no_picture(data: bytes) -> UserError:
    what = next((name for at, mark, name in _NAMED if data[at : at + len(mark)] == mark), None)
    head = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if what is None and (head.startswith(b"<svg") or (head.startswith(b"<?xml") and b"<svg" in head)):
        what = Text("an SVG drawing", "SVG 图形")
    if what is None:
        return UserError(Text("This is no picture.", "这不是图片。"), _USE)
    return UserError(Text("This is {what}, not a photo.", "这是{what}，不是照片。").format(what=what), _USE)


def _damaged() -> UserError:
    return UserError(
        Text("The picture is damaged or cut off.", "图片已损坏或不完整。"),
        Text("Copy it again from where it came, or use another one.", "请从来源重新复制，或使用其他图片。"),
    )


def _too_small(size: tuple[int, int]) -> UserError:
    return UserError(
        Text("The picture has only {wide} × {high} pixels.", "图片只有 {wide} × {high} 像素。").format(
            wide=size[0], high=size[1]
        ),
        Text("Use a larger one.", "请使用更大的图片。"),
    )


def _too_many_pixels(most: int) -> UserError:
    return UserError(
        Text("The picture has more than {n} million pixels.", "图片超过 {wan} 万像素。").format(
            n=most // 10**6, wan=most // 10**4
        ),
        _SMALLER,
    )


def _too_many_bytes() -> UserError:
    return UserError(
        Text("The picture is larger than {most}.", "图片超过 {most}。").format(
            most=outside_files.in_words(MOST_BYTES)
        ),
        _SMALLER,
    )
