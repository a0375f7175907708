"""Writes the sentence encoder as a graph that ONNX Runtime can run, from the published weights.

Built in memory from the verified weights at each start, so the repository holds no second copy of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array = NDArray[np.float32]

LAYERS, HEADS, DIMENSIONS = 6, 12, 384
# The last layer is made to tell topics apart; those before it still know who did what, and whether.
READ_LAYERS = (2, 3, 4, 5, 6)
_EPSILON = 1e-12
# ONNX Runtime's own operators, each several standard ones in one pass over memory.
_FUSED = "com.microsoft"
_OPERATORS, _FUSED_OPERATORS, _FILE_FORMAT = 17, 1, 8


def encoder_graph(tensors: Mapping[str, Array]) -> bytes:
    """A serialised ONNX model of six BERT layers, mean pooling and L2 norm.

    Input `hidden`: float32 (texts, tokens, 384), word and position vectors added up. Input `mask`: int32 (texts,
    tokens), 1 for a token and 0 for what pads a shorter text. Output `vectors`: float32 (texts, 5 times 384), of
    each of `READ_LAYERS` one vector of length 1; the last is the published model's.
    Raises KeyError when `tensors` is not a BERT encoder of this shape.
    """
    graph = _Graph()
    hidden = graph.node(
        "LayerNormalization", ["hidden", *graph.norm(tensors, "embeddings")], epsilon=_EPSILON
    )
    tokens = graph.node("Cast", ["mask"], to=TensorProto.FLOAT)
    pooled = []
    for number in range(LAYERS):
        hidden = _layer(graph, hidden, tensors, f"encoder.layer.{number}")
        if number + 1 in READ_LAYERS:
            # The sum points where the mean does, and the norm takes the length away.
            summed = graph.node("Einsum", [hidden, tokens], equation="btd,bt->bd")
            pooled.append(graph.node("LpNormalization", [summed], axis=-1, p=2))
    graph.nodes.append(helper.make_node("Concat", pooled, ["vectors"], axis=-1))
    return graph.model().SerializeToString()


def _layer(graph: _Graph, hidden: str, tensors: Mapping[str, Array], name: str) -> str:
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    qkv = graph.constant(np.concatenate([tensors[f"{part}.weight"].T for part in parts], axis=1))
    qkv_bias = graph.constant(np.concatenate([tensors[f"{part}.bias"] for part in parts]))
    attended = graph.fused("Attention", [hidden, qkv, qkv_bias, "mask"], num_heads=HEADS)
    hidden = _added_and_normalised(graph, hidden, attended, tensors, f"{name}.attention.output")
    wide = graph.times(hidden, tensors[f"{name}.intermediate.dense.weight"])
    bias = graph.constant(tensors[f"{name}.intermediate.dense.bias"])
    wide = graph.fused("BiasGelu", [wide, bias])
    return _added_and_normalised(graph, hidden, wide, tensors, f"{name}.output")


def _added_and_normalised(
    graph: _Graph, hidden: str, block: str, tensors: Mapping[str, Array], name: str
) -> str:
    dense = graph.times(block, tensors[f"{name}.dense.weight"])
    bias = graph.constant(tensors[f"{name}.dense.bias"])
    inputs = [hidden, dense, *graph.norm(tensors, name), bias]
    return graph.fused("SkipLayerNormalization", inputs, epsilon=_EPSILON)


class _Graph:
    """Collects nodes and constants and names them."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def constant(self, values: Array) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def norm(self, tensors: Mapping[str, Array], name: str) -> tuple[str, str]:
        weight, bias = (tensors[f"{name}.LayerNorm.{part}"] for part in ("weight", "bias"))
        return self.constant(weight), self.constant(bias)

    def node(self, operator: str, inputs: Sequence[str], domain: str = "", **attributes: Any) -> str:
        output = f"value_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def fused(self, operator: str, inputs: Sequence[str], **attributes: Any) -> str:
        return self.node(operator, inputs, domain=_FUSED, **attributes)

    def times(self, value: str, weight: Array) -> str:
        return self.node("MatMul", [value, self.constant(weight.T)])

    def model(self) -> ModelProto:
        hidden = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["texts", "tokens", DIMENSIONS])
        mask = helper.make_tensor_value_info("mask", TensorProto.INT32, ["texts", "tokens"])
        vectors = helper.make_tensor_value_info(
            "vectors", TensorProto.FLOAT, ["texts", len(READ_LAYERS) * DIMENSIONS]
        )
        graph = helper.make_graph(self.nodes, "sentence_encoder", [hidden, mask], [vectors], self._constants)
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_FUSED, _FUSED_OPERATORS)]
        return helper.make_model(graph, opset_imports=operators, ir_version=_FILE_FORMAT)
