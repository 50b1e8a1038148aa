"""In which encoding is a text written? Certain, or a question with the lines that tell the encodings apart.

Certain are UTF-8, UTF-16 with its mark, and text of ASCII characters alone, which reads alike in all of them. Bytes
that are neither may be Korean in one encoding and Chinese or Western names in another, without an error in any: whoever
knows what the file should say must look. Offered is what decodes to the last byte and gives no control characters.
"""

import codecs
import encodings
import re
from encodings.aliases import aliases

from charset_normalizer import from_bytes

from geodata.errors import DataError, printable
from geodata.files import NUL_SHARE, decode
from routes.sheets.likely import likelihood
from routes.sheets.model import CHOSEN, Option, Question, Unclear
from routes.sheets.sentences import tell

UTF8 = "utf-8"
ALWAYS = ("cp949", "cp932", "gb18030", "big5", "windows-1251", "windows-1252")  # where cases are written down
FURTHER = (  # offered where charset-normalizer finds that the text would make sense
    "windows-1250", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1258", "windows-874",
    "koi8-r", "cp866", "iso-8859-2", "iso-8859-5", "iso-8859-15", "euc-jp", "mac-roman", "mac-cyrillic",
)  # fmt: skip
WITHOUT_MARK = ("utf-16-le", "utf-16-be")
SHIFTING = ("iso-2022-jp", "iso-2022-kr", UTF8)  # letters written as ASCII characters behind a shift
SHIFT = b"\x1b$"
OPTIONS = 4  # more than that nobody compares; all others stand behind them
LINES = 4  # of the preview
SAMPLE = 1 << 16  # bytes of lines that charset-normalizer looks at
SEARCHED = 1 << 22  # bytes at the beginning from which lines are shown, and UTF-8 with faults is told
LINE_SHOWN = 80  # characters
UTF8_SURE = 8  # sequences of UTF-8 that no other encoding writes by chance, so many of them one after the other
UTF8_FAULTS = 0.1  # of the sequences; up to this share it is UTF-8 with faults
CONTROLS_SHARE = 0.01  # of the characters; above it is no text
NO_TEXT = {"base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec", "mbcs",
           "utf_7", "tactis"}  # fmt: skip
NO_CHARACTER = re.compile("[\x80-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff]")  # no text of anybody holds these
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
MARKS = {codecs.BOM_UTF8: UTF8, codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decoded(data: bytes, file: str = "", encoding: str | None = None) -> tuple[str, str, str]:
    """(text, encoding, why it is certain) of bytes; Unclear where a person must say the encoding.

    >>> decoded("청진".encode())
    ('청진', 'utf-8', 'every byte of the file reads as UTF-8')
    >>> decoded("이름\\n청진\\n".encode("cp949"), encoding="EUC-KR")[:2]
    ('이름\\n청진\\n', 'euc-kr')
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise DataError("is marked as UTF-32, which is not read here", file=file or None, remedy="save it as UTF-8")
    if encoding is not None:
        return _chosen(data, file, encoding)
    if data.isascii() and SHIFT not in data and not _many_nul(data):
        return decode(data, file), UTF8, tell("ascii")
    mark = _mark(data)
    if mark or (not data.isascii() and not _many_nul(data) and _reads(data, UTF8)):
        return decode(data, file), mark or UTF8, tell("mark", mark=mark.upper()) if mark else tell("utf8")
    if _faulty_utf8(data):
        decode(data, file)  # raises: names line and byte
    raise Unclear((_question(data, file),), file=file or None)


def known(name: str) -> str | None:
    """The codec of an encoding as people write it, None where there is none that is text.

    >>> known("Windows-1251"), known("ks_c_5601-1987"), known("rot13"), known("../x")
    ('cp1251', 'cp949', None, None)
    """
    plain = encodings.normalize_encoding(name).lower() if name.isascii() else ""
    if plain not in aliases and plain not in aliases.values() and plain not in ("windows_874", "utf_8_sig"):
        return None
    codec = {"windows_874": "cp874", "utf_8_sig": "utf_8", "euc_kr": "euc_kr"}.get(plain, aliases.get(plain, plain))
    codec = "cp949" if plain.startswith("ks_c_5601") else codec  # what Windows calls so
    return None if codec in NO_TEXT else codec


def _called(codec: str) -> str:
    """How a codec is called where people read it."""
    named = {"cp874": "windows-874", "iso8859_1": "iso-8859-1"}
    if re.fullmatch("cp125[0-8]", codec):
        return f"windows-{codec[2:]}"
    return named.get(codec, re.sub("^iso8859-", "iso-8859-", codec.replace("_", "-")))


def _chosen(data: bytes, file: str, encoding: str) -> tuple[str, str, str]:
    codec = known(encoding)
    if codec is None:
        raise DataError("is no encoding that is known here", file=file, field="encoding", value=encoding,
                        remedy=f"say one such as {UTF8}, {', '.join(ALWAYS)}")  # fmt: skip
    called, mark = _called(codec), _mark(data)
    if mark and not (codec.replace("_", "-") == mark or (mark == "utf-16" and codec in _marked_as(data))):
        raise _contradicted(f"begins with the mark of {mark.upper()}", file, encoding, mark)
    if mark:
        return decode(data, file), called, CHOSEN
    if codec == "utf_16":
        raise DataError("has no mark that says which of its two orders the bytes have", file=file, field="encoding",
                        value=encoding, remedy="say utf-16-le or utf-16-be")  # fmt: skip
    if codec not in ("utf_8", "ascii") and _surely_utf8(data):
        raise _contradicted("is UTF-8 for certain", file, encoding, UTF8)
    try:
        return data.decode(codec), called, CHOSEN
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        raise DataError(f"does not read as {called}: byte {start + 1:,} of the file is 0x{data[start]:02x}",
                        file=file, line=data.count(b"\n", 0, start) + 1, field="encoding", value=encoding,
                        remedy="say another encoding, or save the file as UTF-8") from None  # fmt: skip


def _contradicted(reason: str, file: str, encoding: str, remedy: str) -> DataError:
    return DataError(f"{reason}, and another encoding was said", file=file, field="encoding", value=encoding,
                     remedy=f"say {remedy}, or nothing")  # fmt: skip


def _mark(data: bytes) -> str | None:
    return next((name for mark, name in MARKS.items() if data.startswith(mark)), None)


def _marked_as(data: bytes) -> tuple[str, ...]:
    return ("utf_16_le",) if data.startswith(codecs.BOM_UTF16_LE) else ("utf_16_be",)


def _many_nul(data: bytes) -> bool:
    return data.count(b"\0") > NUL_SHARE * len(data)


def _reads(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeError:
        return False
    return True


def _surely_utf8(data: bytes) -> bool:
    if data.isascii() or not _reads(data, UTF8):
        return False
    return len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data[:SEARCHED])) >= UTF8_SURE


def _faulty_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 that was cut or pasted wrong, so that the line with the fault helps more than a choice."""
    found = re.sub("[\0-\x7f]+", "", data[:SEARCHED].decode(UTF8, "replace"))
    faults = found.count("\ufffd")
    return len(found) - faults >= UTF8_SURE and 0 < faults <= UTF8_FAULTS * len(found)


def _question(data: bytes, file: str) -> Question:
    texts, met = {}, set()  # name → how the text begins, and the hashes of whole texts: one that is read twice is one
    for name in _candidates(data):
        text = _sensible(data, name)
        if text is not None and hash(text) not in met:
            met.add(hash(text))
            texts[name] = text[:SEARCHED]
    if not texts:
        raise DataError("is no text in any encoding that is known here", file=file or None,
                        remedy="save the table as CSV in UTF-8")  # fmt: skip
    if not set(texts) & {*WITHOUT_MARK, *SHIFTING}:
        texts = dict(sorted(texts.items(), key=_unlikelihood))
    shown = _telling_lines({name: text.splitlines() for name, text in texts.items()})
    first = {lines: name for name, lines in reversed(shown.items())}  # of those that read alike here the likeliest
    offered = [name for name in texts if first[shown[name]] == name][:OPTIONS]
    options, others = (
        [Option(name, shown[name]) for name in texts if (name in offered) is which] for which in (True, False)
    )
    return Question("encoding", tell("encoding", why=_why(data)), tuple(options), tuple(others))


def _unlikelihood(item: tuple[str, str]) -> float:
    name, text = item
    return -round(likelihood("\n".join(line for line in text[:SAMPLE].splitlines() if not line.isascii()), name), 2)


def _why(data: bytes) -> str:
    if data.isascii() and SHIFT in data:
        return tell("shifts")
    if _many_nul(data):
        return tell("no_mark")
    try:
        data.decode(UTF8)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return tell("byte", byte=f"0x{data[error.start]:02x}", line=line)
    return tell("several_readings")


def _candidates(data: bytes) -> list[str]:
    """Names of encodings; those of ALWAYS and then the ones that charset-normalizer finds to make sense."""
    if _many_nul(data):
        latin = data[1::2].count(b"\0") >= data[::2].count(b"\0")
        return list(WITHOUT_MARK if latin else WITHOUT_MARK[::-1])
    if SHIFT in data and data.isascii():
        return list(SHIFTING)
    lines = [line for line in data[:SEARCHED].split(b"\n") if not line.isascii()] or [data[:SAMPLE]]
    isolated = [known(name) for name in (*ALWAYS, *FURTHER)]
    matches = from_bytes(b"\n".join(lines)[:SAMPLE], cp_isolation=isolated, threshold=0.6)
    likely = [_called(name) for match in matches for name in (match.encoding, *match.could_be_from_charset)]
    further = [name for name in dict.fromkeys(likely) if name not in ALWAYS]
    unmarked = list(WITHOUT_MARK) if b"\0" in data and len(data) % 2 == 0 else []
    return [*ALWAYS, *further, *unmarked]


def _sensible(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(known(name))
    except UnicodeError:
        return None
    beginning = text[:SEARCHED]
    if NO_CHARACTER.search(text) or len(CONTROL.findall(beginning)) > CONTROLS_SHARE * len(beginning):
        return None
    return text


def _telling_lines(lines: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """For each encoding the same few lines, chosen so that they read differently in as many encodings as can be."""
    several = list(lines.values())
    rated = []
    for number in range(min(map(len, several))):
        readings = {each[number] for each in several}
        if len(readings) > 1 or not readings.pop().isascii():
            rated.append((-len({each[number] for each in several}), number))
    numbers = sorted(number for _, number in sorted(rated)[:LINES])
    return {
        name: tuple(f"{number + 1}: {printable(each[number].strip()[:LINE_SHOWN])}" for number in numbers)
        for name, each in lines.items()
    }
