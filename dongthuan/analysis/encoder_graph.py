"""Draws the encoder as an ONNX graph: 12 layers of attention, mean over the pieces, length one."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from dongthuan.analysis.encoder_weights import FloatArray, PackedWeights

MICROSOFT: Final = "com.microsoft"


class GraphDrawing:
    """Collects nodes and constants; each call returns the name of what it draws."""

    def __init__(self, weights: PackedWeights) -> None:
        self._weights = weights
        self._hidden = weights.shape.hidden
        self._constants: list[Any] = []
        self._nodes: list[Any] = []

    def constant(self, name: str, values: npt.NDArray[Any]) -> str:
        """Add a constant."""
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **settings: Any) -> str:
        """Add an operation with one output."""
        name = f"{kind}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(kind, inputs, [output], domain=domain, name=name, **settings))
        return output

    def _norm(self, source: str, tensor: str, output: str) -> str:
        scale = self.constant(f"{output}.scale", self._weights.vector(f"{tensor}.w"))
        shift = self.constant(f"{output}.shift", self._weights.vector(f"{tensor}.b"))
        epsilon = self._weights.epsilon
        return self.node("LayerNormalization", [source, scale, shift], output, axis=-1, epsilon=epsilon)

    def _linear(self, source: str, tensor: str, columns: int) -> str:
        weight = self.constant(f"{tensor}.weight", self._weights.matrix(f"{tensor}.w", columns).T)
        shift = self.constant(f"{tensor}.shift", self._weights.vector(f"{tensor}.b"))
        product = self.node("MatMul", [source, weight], f"{tensor}.product")
        return self.node("Add", [product, shift], f"{tensor}.out")

    def _embedding(self, keep: npt.NDArray[np.int64]) -> str:
        """Draw the look-up of pieces (one byte a weight, a scale a row) plus positions."""
        words, scale = _one_byte_rows(self._weights.matrix("emb.word", self._hidden, keep))
        self.constant("words", words)
        self.constant("words.scale", scale)
        positions = self._weights.vector("emb.pos").reshape(-1, self._hidden)
        kind = self._weights.vector("emb.type").reshape(-1, self._hidden)[0]
        self.constant("positions", positions + kind)
        self.constant("first", np.array([0], np.int64))
        self.node("Gather", ["words", "input_ids"], "bytes")
        self.node("Cast", ["bytes"], "floats", to=TensorProto.FLOAT)
        self.node("Gather", ["words.scale", "input_ids"], "scales")
        self.node("Mul", ["floats", "scales"], "pieces")
        self.node("Shape", ["input_ids"], "length", start=1, end=2)
        self.node("Slice", ["positions", "first", "length", "first"], "places")
        self.node("Add", ["pieces", "places"], "placed")
        return self._norm("placed", "emb.ln", "layer.in")

    def _layer(self, number: int, source: str) -> str:
        shape, name = self._weights.shape, f"l{number}"
        views = [self._linear(source, f"{name}.{view}", self._hidden) for view in "qkv"]
        inputs = [*views, "", "mask.int"]
        context = self.node("MultiHeadAttention", inputs, f"{name}.context", MICROSOFT, num_heads=shape.heads)
        attended = self._linear(context, f"{name}.ao", self._hidden)
        joined = self.node("Add", [source, attended], f"{name}.joined")
        middle = self._norm(joined, f"{name}.aln", f"{name}.middle")
        wide = self._linear(middle, f"{name}.fi", self._hidden)
        bent = self.node("Gelu", [wide], f"{name}.bent", MICROSOFT)
        narrow = self._linear(bent, f"{name}.fo", shape.inner)
        joined = self.node("Add", [middle, narrow], f"{name}.summed")
        return self._norm(joined, f"{name}.oln", f"{name}.end")

    def _mean(self, source: str) -> str:
        self.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
        self.constant("last", np.array([-1], np.int64))
        self.constant("second", np.array([1], np.int64))
        self.node("Unsqueeze", ["mask.float", "last"], "mask.deep")
        self.node("Mul", [source, "mask.deep"], "masked")
        self.node("ReduceSum", ["masked", "second"], "total", keepdims=0)
        self.node("ReduceSum", ["mask.float", "second"], "count", keepdims=1)
        self.node("Div", ["total", "count"], "mean")
        return self.node("LpNormalization", ["mean"], "embedding", axis=-1, p=2)

    def finish(self, keep: npt.NDArray[np.int64]) -> onnx.ModelProto:
        """Return the whole model over the pieces `keep`, in their order."""
        self.node("Cast", ["attention_mask"], "mask.int", to=TensorProto.INT32)
        state = self._embedding(keep)
        for number in range(self._weights.shape.layers):
            state = self._layer(number, state)
        self._mean(state)
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "pieces"])
            for name in ("input_ids", "attention_mask")
        ]
        outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", self._hidden])]
        graph = helper.make_graph(self._nodes, "e5", inputs, outputs, self._constants)
        sets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
        model = helper.make_model(graph, opset_imports=sets, ir_version=9)
        # Without this mark the quantiser warns on every build that the graph could be simplified first.
        model.metadata_props.add(key="onnx.quant.pre_process", value="onnxruntime.quant")
        return model


def draw_graph(weights: PackedWeights, keep: npt.NDArray[np.int64]) -> onnx.ModelProto:
    """Return the ONNX model, float32 layers, over the pieces `keep` (their order is the new numbering)."""
    return GraphDrawing(weights).finish(keep)


def _one_byte_rows(matrix: FloatArray) -> tuple[npt.NDArray[np.int8], FloatArray]:
    scale = np.abs(matrix).max(axis=1, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale.astype(np.float32)
