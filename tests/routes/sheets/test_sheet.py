import pickle

from routes.sheets import Choices, Option, Question, Unclear, read_sheet


def test_a_plain_csv_is_read():
    sheet = read_sheet(b"name,place\nA,Onsong\n", "people.csv")
    assert sheet.table.to_dict("list") == {"name": ["A"], "place": ["Onsong"], "row": [2]}


def test_a_question_survives_pickling():
    asked = Unclear((Question("sheet", "two sheets", (Option("a", ("x",)), Option("b"))),), file="f.xlsx")
    again = pickle.loads(pickle.dumps(asked))  # noqa: S301 - our own bytes
    assert (again.questions, str(again)) == (asked.questions, str(asked))


def test_nothing_is_said_of_a_file_at_first():
    assert set(vars(Choices()).values()) == {None}
