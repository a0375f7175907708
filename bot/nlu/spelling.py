"""One spelling for each word, so that "Can't", "CANNOT" and "cannnt" read alike."""

import re
import unicodedata

APOSTROPHES = "'\u2019\u2018\u00b4`\u02bc"
_NO_APOSTROPHE = str.maketrans("", "", APOSTROPHES)
_THREE_ALIKE = re.compile(r"([a-z])\1{2,}")

# Text-message spellings of words the rules look for. No left side is another word a person would type here.
SHORT_FORMS = {
    "cannot": "cant", "cnt": "cant", "cnat": "cant", "carnt": "cant", "canot": "cant", "cudnt": "couldnt",
    "wnt": "wont", "dnt": "dont", "doesn": "doesnt", "dosnt": "doesnt", "didn": "didnt", "havnt": "havent",
    "u": "you", "ur": "your", "r": "are", "n": "and", "w": "with", "wiv": "with", "tho": "though", "thru": "through",
    "bc": "because", "cuz": "because", "cos": "because", "coz": "because", "sinc": "since", "befor": "before",
    "gona": "gonna", "wana": "wanna", "iv": "ive", "thier": "their", "rite": "right", "lft": "left", "rt": "right",
    "breth": "breath", "brth": "breath", "brethe": "breathe", "brthe": "breathe",
    "brething": "breathing", "breathin": "breathing", "breating": "breathing", "brethin": "breathing",
    "hart": "heart", "hrt": "heart", "chst": "chest", "chets": "chest", "cheast": "chest", "ches": "chest",
    "pian": "pain", "payn": "pain", "hed": "head", "tite": "tight", "num": "numb", "nummb": "numb",
    "bleedin": "bleeding", "bleding": "bleeding", "hurtin": "hurting", "stomache": "stomach",
    "sudenly": "suddenly", "suddnly": "suddenly", "suddenley": "suddenly", "suddently": "suddenly",
    "preggers": "pregnant", "preg": "pregnant", "pregnent": "pregnant", "preggo": "pregnant",
    "wks": "weeks", "wk": "week", "mins": "minutes", "hrs": "hours", "hr": "hour", "yrs": "years", "yr": "year",
    "mths": "months", "mos": "months", "lbs": "pounds", "lb": "pounds", "kilos": "kg", "kgs": "kg",
    "mom": "mum", "moms": "mums", "momma": "mum", "mam": "mum", "mommy": "mum", "mummy": "mum",
}  # fmt: skip


def normalise(text: str) -> str:
    """Lower case, no accents, no apostrophes, no letter three times running, short forms spelt out.

    "Can't" -> "cant"; "paaain" -> "pain"; "corazón" -> "corazon"; "chst" -> "chest". One word or many.
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NO_APOSTROPHE))
    plain = _THREE_ALIKE.sub(r"\1", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return " ".join(SHORT_FORMS.get(word, word) for word in plain.split()) if plain.strip() else plain
