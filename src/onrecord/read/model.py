"""The one door to onnxruntime: the encoder's session and the heads' arrays, out of one weights file.

The file is a NumPy archive (`.npz`, nothing pickled): `encoder` (the ONNX model's bytes, int8), `tokenizer` and
`config` (JSON bytes), and one array for each parameter of the heads.
"""

import hashlib
import io
import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ReaderError

CLS, SEP = 101, 102
# Raised whenever the names of the heads' arrays or the keys of the config change.
FORM = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Encoder, heads and tokenizer.

    Attributes:
        name: `name@version` of the reader.
        digest: SHA-256 of the weights file.
        config: window size and overlap, decoding biases, calibration.
        heads: the heads' parameters, float32, by name.
    """

    name: str
    digest: str
    config: dict[str, Any]
    heads: dict[str, NDArray[np.float32]]
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession

    def hidden(self, pieces: NDArray[np.int64], features: NDArray[np.int64]) -> NDArray[np.float32]:
        """Hidden states of one window, alone in its batch: a neighbour would change what int8 rounds to.

        Shapes: pieces, features [P], without the special pieces; out [P + 2, 384].
        """
        ids = np.concatenate(([CLS], pieces, [SEP]))[None]
        marks = np.concatenate(([0], features, [0]))[None]
        (out,) = self.session.run(None, {"pieces": ids, "features": marks})
        states: NDArray[np.float32] = out[0]
        return states


def load(path: Path | None = None) -> Model:
    """The model in a weights file; by default the one that comes with the package.

    Raises:
        ReaderError: the file is missing or damaged.
    """
    if path is None:
        with as_file(files("onrecord.read") / "weights" / "reader.npz") as shipped:
            return _load(shipped)
    return _load(path)


def _load(path: Path) -> Model:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReaderError(
            f"The reader's weights can't be read from {path}: {error.strerror or error}. Reinstall onrecord, or name "
            "a weights file that `python -m training.export` wrote."
        ) from error
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
        config: dict[str, Any] = json.loads(arrays.pop("config").tobytes())
        tokenizer = Tokenizer.from_str(arrays.pop("tokenizer").tobytes().decode("utf-8"))
        session = onnxruntime.InferenceSession(
            arrays.pop("encoder").tobytes(),
            _options(),
            ["CPUExecutionProvider"],
            # the fused kernel takes seven times as long as an addition and a layer norm (5.5 against 0.8 ms a
            # window of 302 pieces, onnxruntime 1.32)
            disabled_optimizers=["SkipLayerNormFusion"],
        )
    except Exception as error:  # three libraries' errors, all meaning: not a weights file
        raise ReaderError(
            f"{path} is not a whole weights file of onrecord's reader ({type(error).__name__}). Reinstall onrecord, "
            "or make it again with `make train`."
        ) from error
    if config.get("form") != FORM:
        raise ReaderError(
            f"{path} holds weights of another version of onrecord (form {config.get('form')}, this one reads {FORM}). "
            "Use the weights that come with this version, or export them again with `python -m training.export`."
        )
    return Model(
        name=str(config["name"]),
        digest=hashlib.sha256(content).hexdigest(),
        config=config,
        heads={key: value.astype(np.float32) for key, value in arrays.items()},
        tokenizer=tokenizer,
        session=session,
    )


def _options() -> onnxruntime.SessionOptions:
    """One thread a session: parallel work goes over reports, and the order of sums stays the same."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = 3
    # windows differ in length: the arena would keep a block for each of them
    options.enable_mem_pattern = False
    return options
