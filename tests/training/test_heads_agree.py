"""What training computes in torch and what the reader computes in numpy are the same function."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch comes with the training extra: make setup-train")
pytest.importorskip("onnx", reason="onnx comes with the training extra: make setup-train")

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.read.encode import FEATURES, Window, encode
from onrecord.read.heads import gelu, linear, role_scores, trigger_states
from onrecord.read.labels import ROLES
from onrecord.read.model import _options
from onrecord.read.steps import buckets
from onrecord.read.viterbi import best_paths
from training.export import encoder_bytes, head_arrays
from training.net import HIDDEN, Chain, Net

TEXT = "Four men were taken, she said.\n\nThe guard denied it. Nobody answered."


@pytest.fixture(scope="module")
def net() -> "Net":
    torch.manual_seed(7)
    built = Net()
    for parameter in built.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    return built.eval()


@pytest.mark.parametrize("group", range(len(ROLES)))
def test_role_scores(net: "Net", group: int) -> None:
    tokenizer = Tokenizer(WordLevel({"x": 0, "[UNK]": 1}, unk_token="[UNK]"))  # noqa: S106  # a word piece
    tokenizer.pre_tokenizer = BertPreTokenizer()
    encoded = encode(TEXT, tokenizer)
    words = np.random.default_rng(1).normal(size=(len(encoded), HIDDEN)).astype(np.float32)
    spans = [(3, 4), (9, 11)]
    window = Window(0, len(encoded))
    mine = role_scores(head_arrays(net), group, words, spans, encoded, window)
    columns = zip(*(buckets(encoded, window, span) for span in spans), strict=True)
    steps = [torch.from_numpy(np.stack(column)) for column in columns]
    with torch.no_grad():
        theirs = net.groups[group](
            torch.from_numpy(words)[None], torch.zeros(2, dtype=torch.long),
            torch.from_numpy(trigger_states(words, spans)), (steps[0], steps[1], steps[2]),
        )  # fmt: skip
    np.testing.assert_allclose(mine, theirs.numpy(), atol=1e-5)


def test_linear_and_gelu(net: "Net") -> None:
    x = np.random.default_rng(2).normal(size=(5, HIDDEN)).astype(np.float32) * 3
    with torch.no_grad():
        theirs = torch.nn.functional.gelu(net.act_inner(torch.from_numpy(x))).numpy()
    np.testing.assert_allclose(gelu(linear(head_arrays(net), "act_inner", x)), theirs, atol=1e-5)


def test_encoder_as_a_graph(net: "Net") -> None:
    import onnxruntime

    session = onnxruntime.InferenceSession(
        encoder_bytes(net, int8=False),
        _options(),
        ["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )
    rng = np.random.default_rng(3)
    pieces, features = rng.integers(0, 30_000, (1, 40)), rng.integers(0, FEATURES, (1, 40))
    (mine,) = session.run(None, {"pieces": pieces, "features": features})
    with torch.no_grad():
        theirs = net.encoder(torch.from_numpy(pieces), torch.from_numpy(features), None).numpy()
    np.testing.assert_allclose(mine, theirs, atol=2e-4)


def test_the_best_path_is_the_likeliest_one() -> None:
    """No other path has a smaller loss than the one that decoding takes."""
    torch.manual_seed(4)
    chain = Chain(("O", "B", "I"))
    torch.nn.init.normal_(chain.transitions)
    scores = torch.randn(1, 5, 3)
    transitions, start = (t.detach().numpy() for t in chain.tables())
    best = best_paths(scores.numpy(), np.asarray([5]), transitions, start).astype(np.int64)
    kind, lengths = torch.zeros(1, dtype=torch.long), torch.tensor([5])
    with torch.no_grad():
        loss = float(chain(scores, torch.from_numpy(best), lengths, kind))
        others = [
            float(chain(scores, torch.tensor([[int(c) for c in np.base_repr(k, 3).zfill(5)]]), lengths, kind))
            for k in range(3**5)
        ]
    assert loss == pytest.approx(min(others), abs=1e-4)
    # the losses are those of a distribution: the probabilities of all paths sum to one
    assert sum(np.exp(-loss) for loss in others) == pytest.approx(1, abs=1e-4)


def test_nothing_is_exported_under_a_name_the_reader_does_not_know(net: "Net") -> None:
    names = set(head_arrays(net))
    assert {"cue.weight", "cue_chain.transitions", "groups.0.key.weight", "groups.2.chain.start"} <= names
    assert not any(name.startswith("encoder") for name in names)
