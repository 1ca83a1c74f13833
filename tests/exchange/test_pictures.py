"""Photos from anywhere: read whatever shape they come in, refused in words when they cannot be, and small,
upright and without metadata when they are kept.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given
from PIL import Image, ImageCms, PngImagePlugin

from keyaccount_desktop.exchange import pictures
from keyaccount_desktop.exchange.pictures import PHOTO_SIDE, Picture, Square, read_picture, read_picture_file
from keyaccount_desktop.language import UserError
from keyaccount_desktop.workbook.photos import MOST_BYTES

SECRETS = (b"GPS", b"Shanghai", b"Camera Co", b"Exif", b"ICC_PROFILE", b"http://ns.adobe.com")


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def portrait(wide: int = 300, high: int = 400) -> Image.Image:
    """Red above, blue below, a white corner at the upper left."""
    image = Image.new("RGB", (wide, high), "red")
    image.paste("blue", (0, high // 2, wide, high))
    image.paste("white", (0, 0, wide // 4, high // 4))
    return image


def secret_exif(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Camera Co"
    exif[0x010E] = "at home in Shanghai"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    return exif


def colour(photo: bytes, x: float, y: float) -> str:
    """The main colour at a place of a photo, given from 0 to 1."""
    with Image.open(BytesIO(photo)) as image:
        r, g, b = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    return (
        "white" if min(r, g, b) > 180 else "red" if r > 150 > b else "blue" if b > 150 > r else f"{r} {g} {b}"
    )


def photo_of(data: bytes) -> bytes:
    picture = read_picture(data)
    return picture.photo(picture.proposed())


# ---- what is read

READ: dict[str, Callable[[], bytes]] = {
    "png": lambda: saved(portrait(), "PNG"),
    "jpeg": lambda: saved(portrait(), "JPEG"),
    "progressive jpeg": lambda: saved(portrait(), "JPEG", progressive=True),
    "cmyk jpeg": lambda: saved(portrait().convert("CMYK"), "JPEG"),
    "webp": lambda: saved(portrait(), "WEBP"),
    "lossless webp": lambda: saved(portrait(), "WEBP", lossless=True),
    "gif": lambda: saved(portrait().quantize(8), "GIF"),
    "moving gif": lambda: saved(
        portrait().quantize(8), "GIF", save_all=True, append_images=[Image.new("P", (300, 400))] * 3
    ),
    "moving png": lambda: saved(
        portrait(), "PNG", save_all=True, append_images=[Image.new("RGB", (300, 400))] * 3
    ),
    "bmp": lambda: saved(portrait(), "BMP"),
    "tiff": lambda: saved(portrait(), "TIFF"),
    "lzw tiff": lambda: saved(portrait(), "TIFF", compression="tiff_lzw"),
    "tiff of many pages": lambda: saved(
        portrait(), "TIFF", save_all=True, append_images=[Image.new("RGB", (300, 400))] * 3
    ),
    "png with a palette": lambda: saved(portrait().quantize(8), "PNG"),
    "png with transparency": lambda: saved(portrait().convert("RGBA"), "PNG"),
    "avif": lambda: saved(portrait(), "AVIF"),
}


@pytest.mark.parametrize("kind", READ)
def test_that_pictures_of_every_kind_become_photos(kind: str) -> None:
    data = READ[kind]()
    picture = read_picture(data)
    assert (picture.width, picture.height) == (300, 400)
    assert len(picture.rgb) == 300 * 400 * 3
    photo = picture.photo(picture.proposed())
    with Image.open(BytesIO(photo)) as made:
        assert (made.format, made.size) == ("JPEG", (300, 300))
    assert [colour(photo, *at) for at in ((0.1, 0.1), (0.9, 0.1), (0.5, 0.9))] == ["white", "red", "blue"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "I", "F", "I;16"])
def test_that_grey_pictures_of_every_depth_keep_their_shades(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((256, 256))
    if mode == "I;16":
        deep = Image.frombytes("I;16", grey.size, b"".join(bytes((0, value)) for value in grey.tobytes()))
        data = saved(deep, "PNG")
    elif mode in ("I", "F"):
        data = saved(grey.convert(mode), "TIFF")
    else:
        data = saved(grey.convert(mode), "PNG")
    with Image.open(BytesIO(photo_of(data))) as made:
        # A row's mean: one bit deep, grey is made of black and white dots.
        rows = [sum(made.convert("L").crop((0, y, 256, y + 8)).tobytes()) / (256 * 8) for y in (8, 124, 240)]
    assert rows == pytest.approx([12, 128, 244], abs=14)


def test_that_what_shines_through_is_white() -> None:
    empty = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    assert colour(photo_of(saved(empty, "PNG")), 0.5, 0.5) == "white"
    palette = Image.new("P", (200, 200), 0)
    palette.putpalette([0, 0, 0, 255, 255, 255])
    assert colour(photo_of(saved(palette, "GIF", transparency=0)), 0.5, 0.5) == "white"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_that_a_photo_stands_upright_and_without_metadata_however_the_camera_was_held(
    orientation: int, kind: str
) -> None:
    inverse = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    seen = portrait() if inverse is None else portrait().transpose(inverse)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(seen, kind, exif=secret_exif(orientation), icc_profile=profile)
    assert b"Shanghai" in data
    picture = read_picture(data)
    assert (picture.width, picture.height) == (300, 400)
    photo = picture.photo(picture.proposed())
    assert [colour(photo, *at) for at in ((0.1, 0.1), (0.9, 0.1), (0.5, 0.9))] == ["white", "red", "blue"]
    assert not [secret for secret in SECRETS if secret in photo]
    with Image.open(BytesIO(photo)) as made:
        assert not made.getexif()
        assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_that_a_note_of_the_camera_that_cannot_be_read_spoils_no_photo() -> None:
    for exif in (
        b"Exif\0\0II*\0\xff\xff\xff\xff",
        b"Exif\0\0",
        b"Exif\0\0MM\0*\0\0\0\x08\xff\xff",
        b"x" * 60_000,
    ):
        assert colour(photo_of(saved(portrait(), "JPEG", exif=exif)), 0.5, 0.9) == "blue"
    odd = Image.Exif()
    odd[0x0112] = 99
    assert read_picture(saved(portrait(), "JPEG", exif=odd)).height == 400
    assert colour(photo_of(saved(portrait(), "PNG", icc_profile=b"no profile")), 0.5, 0.9) == "blue"


def test_that_texts_in_a_png_stay_behind() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Location", "at home in Shanghai")
    notes.add_itxt("XML:com.adobe.xmp", "<x>http://ns.adobe.com</x>")
    data = saved(portrait(), "PNG", pnginfo=notes)
    assert b"Shanghai" in data
    assert not [secret for secret in SECRETS if secret in photo_of(data)]


# ---- how it is made small


@pytest.mark.parametrize("side", [40, 479, 480, 2000])
def test_that_a_photo_is_small_whatever_is_on_it(side: int) -> None:
    chance = random.Random(side)
    noise = Image.frombytes("RGB", (side, side), chance.randbytes(side * side * 3))
    photo = photo_of(saved(noise, "PNG"))
    assert len(photo) <= MOST_BYTES
    with Image.open(BytesIO(photo)) as made:
        assert made.width == made.height <= min(side, PHOTO_SIDE)


def test_that_a_large_photo_is_worked_on_in_a_handy_size() -> None:
    picture = read_picture(saved(Image.new("RGB", (9000, 3000)), "JPEG"))
    assert (picture.width, picture.height) == (2400, 800)


@pytest.mark.parametrize(
    ("size", "square"),
    [((300, 400), Square(0, 25, 300)), ((400, 300), Square(50, 0, 300)), ((300, 300), Square(0, 0, 300))],
)
def test_that_the_upper_middle_is_proposed(size: tuple[int, int], square: Square) -> None:
    assert Picture(Image.new("RGB", size)).proposed() == square


def test_that_the_chosen_square_is_the_photo() -> None:
    picture = read_picture(saved(portrait(400, 400), "PNG"))
    assert colour(picture.photo(Square(0, 0, 100)), 0.5, 0.5) == "white"
    assert colour(picture.photo(Square(250, 0, 150)), 0.5, 0.5) == "red"
    assert colour(picture.photo(Square(250, 250, 150)), 0.5, 0.5) == "blue"


@given(
    st.tuples(st.integers(32, 3000), st.integers(32, 3000)),
    st.floats(-5000, 5000),
    st.floats(-5000, 5000),
    st.floats(-10, 9000),
)
def test_that_every_square_is_brought_inside(size: tuple[int, int], x: float, y: float, side: float) -> None:
    picture = Picture(Image.new("1", size))
    inside = picture.within(Square(x, y, side))
    assert picture.least_side <= inside.side <= min(size)
    assert inside.x >= 0 and inside.x + inside.side <= size[0] + 1e-6
    assert inside.y >= 0 and inside.y + inside.side <= size[1] + 1e-6
    assert picture.within(inside) == inside


# ---- what is refused


def png_chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def png_of(wide: int, high: int, *more: bytes, colours: int = 0) -> bytes:
    """A PNG whose header says so, whatever follows."""
    head = struct.pack(">IIBBBBB", wide, high, 8, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + b"".join(more) + png_chunk(b"IEND", b"")


def bmp_of(wide: int, high: int) -> bytes:
    return b"BM" + struct.pack("<IHHIIiiHHIIIIII", 70, 0, 0, 54, 40, wide, high, 1, 24, 0, 16, 0, 0, 0, 0)


def gif_of(wide: int, high: int, frame: tuple[int, int]) -> bytes:
    data = b"GIF89a" + struct.pack("<HHBBB", wide, high, 0x80, 0, 0) + bytes(6)
    return data + b"," + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x02\x44\x01\x00;"


def webp_of_16384() -> bytes:
    """A lossless WebP whose 28 bits of size are all set."""
    data = bytearray(saved(portrait(), "WEBP", lossless=True))
    at = data.index(b"VP8L") + 9
    (bits,) = struct.unpack_from("<I", data, at)
    struct.pack_into("<I", data, at, bits | (1 << 28) - 1)
    return bytes(data)


def many_scans(scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    data = saved(portrait(), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * scans + b"\xff\xd9"


def tiff_of(wide: int, high: int) -> bytes:
    entries = (
        (256, wide),
        (257, high),
        (258, 8),
        (259, 1),
        (262, 1),
        (273, 8),
        (277, 1),
        (278, high),
        (279, 9),
    )
    data = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(entries))
    for tag, value in entries:
        data += struct.pack("<HHII", tag, 4, 1, value)
    return data + bytes(4)


DECLARED = {
    "png bomb": lambda: png_of(50_000, 50_000, png_chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9))),
    "png wider than its kind allows": lambda: png_of(2**31 - 1, 2**31 - 1),
    "bmp bomb": lambda: bmp_of(200_000, 200_000),
    "gif bomb": lambda: gif_of(60_000, 60_000, (60_000, 60_000)),
    "gif bomb in its frame": lambda: gif_of(100, 100, (60_000, 60_000)),
    "webp bomb": webp_of_16384,
    "jpeg bomb": lambda: saved(Image.new("L", (20_000, 20_000)), "JPEG"),
    "progressive jpeg bomb": lambda: saved(Image.new("L", (9_000, 9_000)), "JPEG", progressive=True),
    "tiff bomb": lambda: tiff_of(100_000, 100_000),
}


@pytest.mark.parametrize("bomb", DECLARED)
def test_that_a_bomb_is_refused_before_a_pixel_is_decoded(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = DECLARED[bomb]()
    monkeypatch.setattr(pictures, "_pixels", lambda *_: pytest.fail("decoded"))
    with pytest.raises(UserError, match="million pixels"):
        read_picture(data)


def test_that_a_jpeg_of_endless_passes_is_refused() -> None:
    assert read_picture(many_scans(20)).width == 300
    with pytest.raises(UserError, match="damaged"):
        read_picture(many_scans(5000))


NO_PICTURES = {
    "empty": (b"", "no picture"),
    "text": ("王建国".encode(), "no picture"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
    "svg with a head": (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "an SVG drawing"),
    "html": (b"<!doctype html><img src=x>", "no picture"),
    "pdf": (b"%PDF-1.7\n", "a PDF document"),
    "docx": (b"PK\x03\x04rest", "an archive or Office document"),
    "psd": (b"8BPS\0\x01", "a Photoshop file"),
    "video": (b"\0\0\0\x18ftypmp42", "a video"),
    "exe": (b"MZ\x90\0", "a program"),
    "elf": (b"\x7fELF", "a program"),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "no picture"),
    "xbm": (b"#define x_width 1\n", "no picture"),
    "ppm": (b"P6 1 1 255 abc", "no picture"),
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC pictures cannot be read here"),
}


@pytest.mark.parametrize("kind", NO_PICTURES)
def test_that_what_is_no_picture_is_refused_and_named(kind: str) -> None:
    data, words = NO_PICTURES[kind]
    with pytest.raises(UserError, match=words):
        read_picture(data)


def test_that_a_name_makes_no_picture(tmp_path: Path) -> None:
    fake = tmp_path / "face.jpg"
    fake.write_bytes(b"MZ this program cannot be run in DOS mode")
    with pytest.raises(UserError, match="a program"):
        read_picture_file(fake)
    real = tmp_path / "face.exe"
    real.write_bytes(saved(portrait(), "JPEG"))
    assert read_picture_file(real).height == 400
    with pytest.raises(UserError, match="could not be read"):
        read_picture_file(tmp_path / "gone.jpg")


@pytest.mark.parametrize("size", [(1, 1), (31, 400), (5000, 10)])
def test_that_a_picture_too_small_for_a_face_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(UserError, match="has only"):
        read_picture(saved(Image.new("RGB", size), "PNG"))


def test_that_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(UserError, match="larger than 50 MB"):
        read_picture(saved(portrait(), "PNG") + bytes(pictures.MOST_BYTES))


# ---- the corpus of hostile pictures

KINDS = ("png", "jpeg", "progressive jpeg", "webp", "lossless webp", "gif", "bmp", "lzw tiff", "tiff", "avif")
WHERE = {
    "no picture": "at its first bytes",
    "not a photo": "at its first bytes",
    "cannot be read here": "at its first bytes",
    "million pixels": "by its size",
    "has only": "by its size",
    "damaged": "in its header or pixels",
}


def hostile(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """Spoilt pictures of every kind: cut off, with wrong bytes, with another's head, grown, shuffled."""
    whole = {kind: READ[kind]() for kind in KINDS}
    for kind, data in whole.items():
        for share in (0.0, 0.01, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97):
            yield f"{kind} cut at {share}", data[: int(len(data) * share)]
        for number in range(24):
            spoilt = bytearray(data)
            for _ in range(chance.choice((1, 2, 8, 40))):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            yield f"{kind} spoilt {number}", bytes(spoilt)
        for number in range(8):
            spoilt = bytearray(data)
            # Sizes, offsets and counts stand in the first hundred bytes.
            at = chance.randrange(8, min(100, len(spoilt) - 4))
            spoilt[at : at + 4] = chance.choice(
                (b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", bytes(4), b"\0\0\xff\xff")
            )
            yield f"{kind} with a wrong number {number}", bytes(spoilt)
        other = whole[chance.choice(KINDS)]
        yield f"{kind} with another's tail", data[: len(data) // 2] + other[len(other) // 2 :]
        yield f"{kind} with another's head", other[:16] + data[16:]
        yield f"{kind} and more", data + chance.randbytes(5000)
        yield f"{kind} twice", data + data
        middle = len(data) // 3
        yield f"{kind} shuffled", data[:middle] + data[2 * middle :] + data[middle : 2 * middle]
        yield f"{kind} full of zeros", data[:40] + bytes(len(data) - 40)
        yield f"{kind} full of noise", data[:40] + chance.randbytes(len(data) - 40)


def header_can_be_read(data: bytes) -> bool:
    """Whether Pillow takes the header: size and mode are known, pixels are still to be decoded."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data)) as opened:
                return opened.width > 0
        except Exception:  # noqa: BLE001
            return False


def outcome(data: bytes) -> tuple[str, bytes]:
    """Where a picture was refused; or that it was taken, and the photo it became."""
    try:
        return "taken", photo_of(data)
    except UserError as error:
        return next(where for words, where in WHERE.items() if words in error.message.en), b""


def test_that_no_hostile_picture_does_more_than_be_refused(record_property: Any) -> None:
    found: Counter[str] = Counter()
    past_header = 0
    for name, data in hostile(random.Random(7)):
        past_header += header_can_be_read(data)
        where, photo = outcome(data)
        found[where] += 1
        if photo:
            assert len(photo) <= MOST_BYTES, name
            with Image.open(BytesIO(photo)) as made:
                assert made.width == made.height <= PHOTO_SIDE, name
    total = sum(found.values())
    record_property("where hostile pictures were refused", dict(found))
    record_property("past the header", f"{past_header} of {total}")
    assert total == 480
    assert past_header >= 0.3 * total
    assert min(found[where] for where in ("at its first bytes", "in its header or pixels", "taken")) > 10


@pytest.mark.parametrize(
    "kind", ["png", "jpeg", "progressive jpeg", "webp", "lossless webp", "gif", "bmp", "tiff", "avif"]
)
def test_that_a_picture_that_lacks_its_end_is_refused(kind: str) -> None:
    data = READ[kind]()
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(UserError):
            read_picture(data[: int(len(data) * share)])
