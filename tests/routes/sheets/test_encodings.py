import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError
from routes.sheets.encodings import ALWAYS, decoded, known
from routes.sheets.model import Unclear

WRITTEN = {
    "cp949": "이름,장소\n김철수,청진 시 구류장\n박영희,온성\n",
    "cp932": "名前,場所\n山田太郎,清津\n鈴木,温城の収容所\n",
    "gb18030": "姓名,地点\n张三,图们看守所\n李四,丹东\n",
    "big5": "姓名,地點\n張三,臺北看守所\n",
    "windows-1251": "имя,место\nИванов,Хабаровск\nПетров,Магадан\n",
    "windows-1252": "name,place\nMüller,Köln\nGarcía,León\n",
}


def options(data):
    with pytest.raises(Unclear) as raised:
        decoded(data, "f.csv")
    (question,) = raised.value.questions
    assert question.field == "encoding"
    return {option.value: option.preview for option in question.options}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "ascii"])
def test_what_is_certain_is_read_with_the_reason(encoding):
    text = "name\nA\n" if encoding == "ascii" else WRITTEN["cp949"]
    read, _, why = decoded(text.encode(encoding))
    assert read == text
    assert why


@pytest.mark.parametrize("encoding", WRITTEN)
def test_what_is_not_certain_is_asked_and_the_true_reading_is_shown(encoding):
    text = WRITTEN[encoding]
    shown = options(text.encode(encoding))
    assert any(line.split(": ", 1)[1] in text for line in shown[encoding])


@pytest.mark.parametrize("encoding", WRITTEN)
def test_the_true_encoding_is_offered_first(encoding):
    assert next(iter(options(WRITTEN[encoding].encode(encoding)))) == encoding


@pytest.mark.parametrize("encoding", WRITTEN)
def test_previews_of_two_options_differ(encoding):
    shown = options(WRITTEN[encoding].encode(encoding))
    assert len(set(shown.values())) == len(shown)
    assert all(shown.values())


def test_no_more_than_four_are_offered_and_no_other_is_lost():
    with pytest.raises(Unclear) as raised:
        decoded("nom,lieu\nFrançois Lefèvre,Évreux\nJosé Muñoz,Cáceres\n".encode("windows-1252"), "f.csv")
    (question,) = raised.value.questions
    offered, others = ([option.value for option in some] for some in (question.options, question.others))
    assert (offered[:2], len(offered)) == (["windows-1252", "windows-1250"], 4)
    assert {"windows-1251", "windows-1253", "mac-roman"} <= {*offered, *others}
    assert all(name in str(raised.value) for name in others)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_asked(encoding):
    assert next(iter(options(WRITTEN["cp949"].encode(encoding)))) == encoding


def test_letters_behind_a_shift_are_asked():
    assert options("名前\n山田\n".encode("iso-2022-jp"))["iso-2022-jp"] == ("1: 名前", "2: 山田")


def test_an_encoding_that_cannot_be_is_not_offered():
    assert "cp932" not in options("a\ncafé\n".encode("latin-1"))


@pytest.mark.parametrize("encoding", [*WRITTEN, "utf-16-le", "utf-16-be", "euc-kr"])
def test_a_choice_is_used(encoding):
    text = WRITTEN.get(encoding, WRITTEN["cp949"])
    assert decoded(text.encode(encoding), "f.csv", encoding) == (text, encoding, "chosen")


@pytest.mark.parametrize(
    ("data", "encoding", "told"),
    [
        (b"a", "utf-9", "is no encoding"),
        (b"a", "rot13", "is no encoding"),
        (b"a", "zip\0", "is no encoding"),
        ("a\nM\xe4rz".encode("latin-1"), "utf-8", "line 2.*byte 4 of the file is 0xe4"),
        ("청진".encode("utf-16"), "cp949", "begins with the mark of UTF-16"),
        (b"\xef\xbb\xbfa", "utf-16-le", "begins with the mark of UTF-8"),
        ("청진".encode("utf-16-le"), "utf-16", "no mark"),
        ("청진 시 보위부 구류장".encode(), "windows-1251", "is UTF-8 for certain"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_a_remedy(data, encoding, told):
    with pytest.raises(DataError, match=told) as raised:
        decoded(data, "f.csv", encoding)
    assert raised.value.remedy


def test_a_fault_in_a_file_of_utf_8_is_told_by_its_line_and_not_asked():
    data = WRITTEN["cp949"].encode() + b"\xff\n"
    with pytest.raises(DataError, match="line 4: is not UTF-8 text: byte 0xff") as raised:
        decoded(data, "f.csv")
    assert not isinstance(raised.value, Unclear)


def test_utf_32_is_not_taken_for_utf_16():
    with pytest.raises(DataError, match="UTF-32"):
        decoded("name\nA\n".encode("utf-32"), "f.csv")


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(DataError, match="no text in any encoding"):
        decoded(bytes(range(1, 256)) * 4, "f.csv")


def test_names_of_encodings_are_those_that_people_write():
    assert [known(name) for name in ("UTF8", "EUC-KR", "uhc", "Shift_JIS", "latin1", "windows-874")] == [
        "utf_8", "euc_kr", "cp949", "shift_jis", "latin_1", "cp874",
    ]  # fmt: skip


@given(st.binary(max_size=60), st.sampled_from([None, *ALWAYS, "utf-16-le", "utf-8", "cp037", "hz", "iso2022_jp"]))
def test_any_bytes_are_text_or_refused(data, encoding):
    try:
        assert isinstance(decoded(data, "f", encoding)[0], str)
    except DataError as error:
        assert "\n" not in str(error)
