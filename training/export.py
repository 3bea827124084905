"""A trained stage → the weights file that the reader loads.

Run it as:

    python -m training.export build/training/quant.pt --out src/onrecord/read/weights/reader.npz [--fp32]
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from onrecord import __version__
from onrecord.read.encode import BOUNDARIES, SHAPES
from onrecord.read.model import FORM
from onrecord.read.telling import WAYS
from training.graph import build
from training.net import HEADS, LAYERS, Net
from training.train import checkpoint, tokenizer_of

# Decoding set before tuning; `training.tune` writes the tuned values into `training/decoding.json`.
DECODING: dict[str, Any] = {
    "window": 318,
    "overlap": 96,
    "biases": {"cue": 0.0, "frame": 0.0, "response": 0.0, "opposed": 0.0, "status": 0.0, "roles": {}},
    "told": {way: -0.5 if way.startswith("carried") else 1.5 for way in WAYS},
    "calibration": [[1.0, 0.0, 0.0, 0.0], [1.0, 0.5, 0.0, 0.0], [1.0, 0.5, 0.0, 0.0]],
}


def feature_table(net: Net) -> NDArray[np.float32]:
    """The three feature tables summed into one, in the order of `encode`'s feature numbers."""
    encoder = net.encoder
    shape, boundary, quoted = (t.weight.detach() for t in (encoder.shapes, encoder.boundaries, encoder.quoted))
    rows = [
        shape[s] + boundary[b] + quoted[q] for s in range(len(SHAPES)) for b in range(len(BOUNDARIES)) for q in (0, 1)
    ]
    return np.asarray(torch.stack(rows).numpy(), np.float32)


def head_arrays(net: Net) -> dict[str, NDArray[np.float32]]:
    """Parameters of everything but the encoder; chains with what is forbidden at -1e4."""
    out = {k: v.numpy() for k, v in net.state_dict().items() if not k.startswith("encoder.") and "chain" not in k}
    chains = {"cue_chain": net.cue_chain, "frame_chain": net.frame_chain}
    chains |= {f"groups.{i}.chain": group.chain for i, group in enumerate(net.groups)}
    for name, chain in chains.items():
        transitions, start = chain.tables()
        out[f"{name}.transitions"] = transitions.detach().numpy()
        out[f"{name}.start"] = start.detach().numpy()
    return out


def encoder_bytes(net: Net, *, int8: bool) -> bytes:
    """The encoder as an ONNX model, weights in int8 (one scale a column) and activations quantised as they come."""
    arrays = {k: v.numpy() for k, v in net.encoder.state_dict().items()}
    return build(arrays, feature_table(net), layers=LAYERS, heads=HEADS, int8=int8).SerializeToString()


def write(net: Net, out: Path, *, int8: bool, decoding: dict[str, Any], version: str) -> None:
    """Write the archive."""
    net.eval()
    arrays: dict[str, NDArray[Any]] = {
        k: v.astype(np.float16 if v.size > 10_000 else np.float32) for k, v in head_arrays(net).items()
    }
    config = {"name": f"onrecord-minilm@{version}", "form": FORM, **decoding}
    tokenizer = tokenizer_of(checkpoint()).to_str()
    for key, value in (
        ("encoder", encoder_bytes(net, int8=int8)),
        ("tokenizer", tokenizer.encode("utf-8")),
        ("config", json.dumps(config, sort_keys=True).encode("utf-8")),
    ):
        arrays[key] = np.frombuffer(value, np.uint8)
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez(out, **{key: arrays[key] for key in sorted(arrays)})  # type: ignore[arg-type]  # no key is allow_pickle


def main() -> None:
    """Read the stage, write the archive."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="without quantising, for comparison")
    parser.add_argument("--version", default=__version__)
    options = parser.parse_args()
    net = Net()
    net.load_state_dict(torch.load(options.stage, weights_only=True, map_location="cpu"))
    tuned = Path(__file__).with_name("decoding.json")
    decoding = json.loads(tuned.read_text(encoding="utf-8")) if tuned.exists() else DECODING
    write(net, options.out, int8=not options.fp32, decoding=decoding, version=options.version)


if __name__ == "__main__":
    main()
