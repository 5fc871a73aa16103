"""What every test stands on: no display, no network, a home of its own, and a small space to look at."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = os.environ.get("EMBEXPLORER_TEST_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import settings

from embexplorer.core.keys import Keys
from embexplorer.core.space import EmbeddingSpace

settings.register_profile("suite", deadline=None, max_examples=50, derandomize=True)  # busy machines are no failure
settings.load_profile("suite")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds settings, projects and cached spaces during one test."""
    folder = tmp_path / "home"
    monkeypatch.setenv("EMBEXPLORER_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def garbage_is_collected() -> Iterator[None]:
    """A map switches the automatic collection off for its whole process; no event loop turns between tests."""
    yield
    if not gc.isenabled():
        gc.collect(1)


@pytest.fixture
def shared_data() -> Path:
    """Real data beside the checkout; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no shared data beside the checkout")
    return SHARED


@pytest.fixture(scope="session")
def clusters() -> EmbeddingSpace:
    """Ninety words w0 … w89 in three clusters of eight dimensions, with a column that names the cluster."""
    random = np.random.default_rng(7)
    centers = random.normal(size=(3, 8)) * 4
    vectors = np.repeat(centers, 30, axis=0) + random.normal(size=(90, 8))
    norms = np.linalg.norm(vectors, axis=1).astype(np.float32)
    columns = pa.table({"rank": np.arange(1, 91), "norm": norms, "cluster": np.repeat(["a", "b", "c"], 30)})
    keys = Keys([f"w{row}" for row in range(90)])
    return EmbeddingSpace(name="clusters", keys=keys, vectors=vectors.astype(np.float32), columns=columns)


@pytest.fixture(scope="session")
def sentence_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sentence model of one layer and 16 dimensions that nobody has trained."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    plain, folder = tmp_path_factory.mktemp("bert"), tmp_path_factory.mktemp("models") / "tiny"
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = list("abcdefghijklmnopqrstuvwxyz0123456789")
    words = {piece: number for number, piece in enumerate([*marks, *letters, *("##" + one for one in letters)])}
    cutter = Tokenizer(models.WordPiece(words, unk_token="[UNK]"))
    cutter.normalizer, cutter.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    cutter.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=cutter, model_max_length=32, **names).save_pretrained(plain)
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), max_position_embeddings=32, **shape)).save_pretrained(plain)
    transformer = Transformer(str(plain))
    modules = [transformer, Pooling(16, pooling_mode="mean")]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder
