"""Sentences of geodata and routes are said on the page in its language, with the same values."""

import copy
import re
from pathlib import Path

import pandas as pd
import pytest

from geodata.matching import match
from geodata.sentences import Sentence, joined
from layers.words import SENTENCES, in_words, translator
from routes.mapping import propose
from routes.sheets import Choices, read_sheet

ROOT = Path(__file__).parents[2]
CHOICES = Choices(encoding="utf-8", delimiter=",", header=1)
PLACES = pd.DataFrame(
    {"place_id": ["a", "b", "c", "d"], "name": ["Falmouth", "Falmouth", "Hull Gaol", "Wonsan"], "country": ["JM", "GB", "GB", "KP"],
     "longitude": [-77.65, -5.07, -0.34, 127.44], "latitude": [18.49, 50.15, 53.74, 39.15]}
)  # fmt: skip
FILES = (
    "prisoner,step,camp,country,in,out,what,sex,Name,더\np,1,Hull Gaol,GB,5/13/1943,1/2/43,moved,남,K,\np,2,?,GB,?/8/1943,9/9/44,x,여,L,\n",
    "who,from,to,date\n1,A,B,10/8/1862\n1,B,C,10/9/1862\n",
    "case no,camp1,camp2,date1\nq,A,B,1950\nr,A,B,44000\n",
    "id,route,arrived\n1,A - B,x\n2,B - C,y\n",
    "prisoner,lon,lat,place,date\np,x,1,a,13/5/1943\np,2,2,b,5/13/1943\n",
    "Name,camp\nKim,A\nKim,B\n",
)
TEXTS = (
    "Falmouth",
    "Falmouth (Japan)",
    "Hull",
    "Hull or Hell",
    "Hul Gaol?",
    "Gensan",
    "unknown",
    None,
    "England",
    "zzzz",
)
DATA = re.compile(r"\"[^\"]*\"|[DMY]+[/.][DMY]+[/.][DMY]+|\([^)]*\)|excel-serial(?:-1904)?|ISO \d+|public|partner")


def proposed() -> list[str]:
    told = []
    for text in FILES:
        said = propose(read_sheet(text.encode(), "e.csv", CHOICES), PLACES)
        told += [
            reason for key, reason in said.reasons.items() if not key.startswith("file.") or key == "file.left_out"
        ]
        told += [question.reason for question in said.questions]
    return told


def matched() -> pd.DataFrame:
    decided = pd.DataFrame({"text": ["zzzz"], "country": None, "admin1": None, "place_id": "gone", "who": "A. Kim",
                            "when": "2026-11-29", "why": "asked"})  # fmt: skip
    return match(pd.DataFrame({"text": TEXTS, "longitude": 1.0, "latitude": 1.0}), PLACES, decided)


def test_every_reason_of_a_proposal_or_a_match_can_be_said_in_another_language():
    found = matched()
    candidates = [each[3] for row in found["candidates"] for each in row]
    assert [told for told in (*proposed(), *found["reason"], *candidates) if not isinstance(told, Sentence)] == []


def test_no_english_is_left_in_korean():
    t = translator("ko")
    told = [in_words(reason, t) for reason in proposed()]
    assert [text for text in told if re.search("[a-z]{3}", DATA.sub("", text))] == []


@pytest.mark.parametrize("prefix", SENTENCES)
def test_every_sentence_is_told_somewhere(prefix):
    folders = {"match": ("geodata",), "why": ("routes/mapping",), "sheet": ("routes/sheets",)}[prefix]
    told = "".join(path.read_text("utf-8") for name in folders for path in (ROOT / name).rglob("*.py")
                   if path.name != "sentences.py")  # fmt: skip
    made = re.compile(r"number\.|first_|line_|row_|few_|_other_way_round|is_day_of")  # of parts
    assert [code for code in SENTENCES[prefix] if f'"{code}"' not in told and not made.search(code)
            and not code.endswith(".one") and code not in ("held", "beside")] == []  # fmt: skip


def test_a_sentence_keeps_what_it_was_made_of_when_it_is_copied():
    told = joined([Sentence("why.kept", "kept: {columns}", {"columns": '"{a}"'}), "more"])
    again = copy.deepcopy(told)
    assert (again, again.values) == (told, told.values)
    assert in_words(again, translator("ko")) == '그대로 두는 열: "{a}"; more'
