"""The spaCy object every reader of free text shares: blank English, our own tokens, sentence ends."""

import re
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.nlu.corrected_text import correct
from bot.nlu.spelling import APOSTROPHES, normalise

_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*|\s+|.", re.DOTALL)


class PlainTokenizer:
    """Words, numbers and signs, each a token; `norm_` holds the plain spelling of the word meant.

    spaCy's own rules cut "cant" into "ca" + "nt" and keep "chest-pain" or "10kg" whole; here "can't" stays one token
    (norm "cant") and "10kg", "190/125", "chest-pain" come apart. `doc.text` equals the text. A slip has the
    word it stands for as its norm ("kneee": knee), a missing space two words ("mykneee": my knee).
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in _TOKEN.findall(text):
            if piece[0] == " " and words and not spaces[-1]:
                spaces[-1] = True
                piece = piece[1:]
            if piece:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        meant = {slip.start: slip.meant for slip in correct(text).corrections}
        for token in doc:
            token.norm_ = normalise(meant.get(token.idx, token.text)) or token.text
        return doc


@lru_cache(maxsize=1)
def nlp() -> Language:
    """Blank English with a sentencizer. No statistical model: the same text always gives the same tokens."""
    language = spacy.blank("en")
    language.tokenizer = PlainTokenizer(language.vocab)
    language.add_pipe("sentencizer")
    return language
