"""One form for the many shapes of a word, so that a phrase in a lexicon is written once.

"aches", "ached" and "aching" give "ache"; "can't", "cant" and "cannot" give "can not"; articles and small
filler words give nothing. The same function reads lexicon phrases and messages, so a form need not be a word.
"""

import re
from functools import lru_cache

from bot.nlu.spelling import normalise

_SHAPES = {
    "be": "is am are was were be been being isn arent",
    "have": "has had having have ve",
    "do": "does did doing done do",
    "get": "gets got gotten getting",
    "go": "goes went gone going",
    "hurt": "hurts hurting hurt hurty",
    "ache": "aches ached aching achy achey",
    "feel": "feels felt feeling",
    "fall": "falls fell fallen falling",
    "tear": "tears tore torn tearing",
    "break": "breaks broke broken breaking",
    "give": "gives gave given giving",
    "swell": "swells swelled swollen swelling swole swells swelld",
    "wake": "wakes woke waking woken wakin",
    "say": "says said saying",
    "tell": "tells told telling",
    "run": "runs ran running runnin",
    "lose": "loses lost losing",
    "write": "writes wrote writing",
    "see": "sees saw seen seeing",
    "leave": "leaves left leaving",
    "lift": "lifts lifted lifting",
    "use": "uses used using",
    "die": "died dies dying",
    "lie": "lying lies lay laying",
    "tie": "ties tied tying",
    "make": "makes made making",
    "take": "takes took taken taking",
    "drive": "drives drove driving",
    "child": "children child kiddo",
    "foot": "feet foot",
    "tooth": "teeth tooth",
    "woman": "women woman",
    "knife": "knives knife",
    "worse": "worse worst worsen worsens worsening worsened",
    "physiotherapy": "physio physios physiotherapy fisio fysio",
    "doctor": "doctor doctors doc docs dr drs physician physicians",
    "maybe": "maybe mabye",
}
_IRREGULAR = {word: form for form, words in _SHAPES.items() for word in words.split()}
_IRREGULAR["left"] = "left"
_IRREGULAR["worst"] = "worst"
_IRREGULAR["lay"] = "lay"

_TWO_WORDS = {
    "cannot": "can not", "cant": "can not", "dont": "do not", "doesnt": "do not", "didnt": "do not",
    "isnt": "be not",
    "arent": "be not", "wasnt": "be not", "werent": "be not", "aint": "be not", "wont": "will not",
    "wouldnt": "would not",
    "couldnt": "could not", "shouldnt": "should not", "hasnt": "have not", "havent": "have not",
    "hadnt": "have not",
    "im": "i be", "ive": "i have", "id": "i would", "ill": "ill", "its": "it be", "thats": "that be",
    "hes": "he be",
    "shes": "she be", "theyre": "they be", "youre": "you be", "whats": "what be", "weve": "we have",
    "theres": "there be",
    "gonna": "go to", "wanna": "want to", "gotta": "have to", "tryna": "try to", "lemme": "let me",
    "gimme": "give me",
    "unable": "can not", "dunno": "do not know",
}  # fmt: skip

_SAME = {
    "physiotherapist": "physio", "paediatric": "pediatric", "paediatrician": "pediatrician",
    "orthopaedic": "orthopedic",
    "orthopaedics": "orthopedic", "orthopedics": "orthopedic", "centre": "center", "behaviour": "behavior",
    "tumour": "tumor",
    "anaemia": "anemia", "oesophagus": "esophagus", "haemophilia": "hemophilia", "oedema": "edema",
    "lymphoedema": "lymphedema",
    "licence": "license", "programme": "program", "programmes": "program", "diarrhoea": "diarrhea",
    "leukaemia": "leukemia",
    "colour": "color", "labour": "labor", "grey": "gray", "tyre": "tire", "plough": "plow",
    "ischaemia": "ischemia",
    "hypoglycaemia": "hypoglycemia", "hypo": "hypo", "mum": "mom", "mums": "mom", "mummy": "mom",
    "mam": "mom", "tummy": "belly",
    "favourite": "favorite", "practise": "practice", "practising": "practice", "practicing": "practice",
    "fulfil": "fulfill",
}  # fmt: skip

ARTICLES = frozenset({"a", "an", "the"})
_FILLERS = ARTICLES | {
    "really", "very", "quite", "pretty", "just", "still", "also", "um", "uh", "uhm", "erm", "hmm",
    "like", "totally", "completely", "basically", "literally", "honestly", "slightly",
}  # fmt: skip
_KEEP_LAST_E = frozenset({
    "spine", "scare", "stare", "plane", "tense", "whose", "there", "where", "these", "those", "three",
    "brace", "shave",
})  # fmt: skip
_KEEP_LAST_S = ("ss", "us", "is", "as", "os")

_WORD = re.compile(r"\d+|[^\W\d_]+(?:['\u2019\u2018`][^\W\d_]+)?")


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text in order, as typed, with its character positions."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=4096)
def forms_of(word: str) -> tuple[str, ...]:
    """The forms one typed word stands for: none for "the", two for "can't", one for most."""
    plain = normalise(_without_possessive(word))
    if plain in _FILLERS:
        return ()
    if plain in _TWO_WORDS:
        return tuple(_TWO_WORDS[plain].split())
    return (_form(plain),)


def _without_possessive(word: str) -> str:
    lowered = word.lower().replace("\u2019", "'")
    if lowered in {"it's", "he's", "she's", "that's", "what's", "there's"}:
        return lowered
    return re.sub(r"'(?:s|d|ll|m|re|ve)$", _contraction, lowered)


def _contraction(match: re.Match[str]) -> str:
    # "I'm", "I've", "I'd" are kept together for the table above; "knee's" and "we'll" lose their ending.
    return match.group() if match.string in {"i'm", "i've", "i'd", "they're", "you're", "we've"} else ""


def _form(word: str) -> str:
    word = _SAME.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    singular = _IRREGULAR.get(_singular(word), _singular(word))
    return _SAME.get(singular, _stem(singular))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(_KEEP_LAST_S):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _stem(word: str) -> str:
    if len(word) >= 6 and word.endswith("ing"):
        word = _undoubled(word[:-3])
    elif len(word) >= 5 and word.endswith("ed") and not word.endswith("eed"):
        word = _undoubled(word[:-2])
    elif len(word) >= 5 and word.endswith("ied"):
        word = word[:-3] + "y"
    word = (
        re.sub(r"is(?=e$|ation$|$)", "iz", word)
        if len(word) >= 6 and word.endswith(("ise", "isation"))
        else word
    )
    if len(word) >= 5 and word.endswith("e") and word not in _KEEP_LAST_E:
        word = word[:-1]
    return word


def _undoubled(stem: str) -> str:
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem
