"""A seal finds every change of every byte, and stands where readers of the format pass over it."""

import io
import re
import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from layers.seal import SEALS, ZEROS, holds, sealed


def png():
    file = io.BytesIO()
    told = PngImagePlugin.PngInfo()
    told.add_text("Manifest", "{}")
    Image.new("RGB", (3, 2)).save(file, "PNG", pnginfo=told)
    return file.getvalue()


PLAIN = {
    "html": b"<!DOCTYPE html>\n<html><body>a</body>\n</html>",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
    "png": png(),
    "pdf": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<< /Size 1 >>\nstartxref\n9\n%%EOF\n",
    "json": b'{\n  "name": "a",\n  "manifest": {}\n}\n',
}


@pytest.mark.parametrize("form", SEALS)
def test_a_sealed_file_holds(form):
    assert holds(sealed(PLAIN[form], form), form) is True


@pytest.mark.parametrize("form", SEALS)
def test_a_file_that_was_never_sealed_has_none(form):
    assert holds(PLAIN[form], form) is None


@pytest.mark.parametrize("form", SEALS)
@pytest.mark.parametrize("change", [1, 32, 128])
def test_any_change_of_any_byte_is_found_out(form, change):
    data = sealed(PLAIN[form], form)
    for at in range(len(data)):
        assert holds(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :], form) is not True, at


@pytest.mark.parametrize("form", SEALS)
def test_a_file_cut_short_or_made_longer_is_found_out(form):
    data = sealed(PLAIN[form], form)
    for other in (*(data[:-length] for length in range(1, len(data))), data + b"\n", data + data, b"\n" + data):
        assert holds(other, form) is not True


@pytest.mark.parametrize("form", ["html", "svg", "pdf", "json"])
def test_it_is_the_hash_of_the_file_with_zeros_in_its_place(form):
    data = sealed(PLAIN[form], form)
    digits = re.findall(rb"[0-9a-f]{64}", data)[-1]
    assert sha256(data.replace(digits, ZEROS)).hexdigest().encode() == digits


def test_the_piece_of_a_png_that_holds_it_has_the_right_checksum():
    data = sealed(PLAIN["png"], "png")
    at = data.index(b"tEXtSeal")
    assert zlib.crc32(data[at:-16]) == int.from_bytes(data[-16:-12], "big")
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", image.text["Seal"])


@pytest.mark.parametrize("form", SEALS)
def test_a_seal_that_is_not_at_the_end_is_none(form):
    data = sealed(PLAIN[form], form)
    assert holds(data + b" " * 1000 + PLAIN[form], form) is None


@pytest.mark.parametrize("form", SEALS)
def test_half_a_file_cannot_be_sealed(form):
    with pytest.raises(ValueError, match="no whole"):
        sealed(PLAIN[form][:-8], form)


@given(st.binary(max_size=600), st.sampled_from(sorted(SEALS)))
def test_garbage_has_no_seal_that_holds(data, form):
    assert holds(data, form) is not True


@given(st.binary(max_size=200), st.sampled_from(sorted(SEALS)))
def test_whatever_stands_before_its_end_a_file_can_be_sealed(data, form):
    assert holds(sealed(data + PLAIN[form], form), form)
