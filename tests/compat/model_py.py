#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""model_py.py PROPONENT_CLI: an exported session works in PyTorch as it did in Proponent.

Trains each built-in model for a moment on Fashion-MNIST, exports it, loads model.py and the last checkpoint
with load_state_dict(strict=True), and compares the loss of every test example with what Proponent recorded.
Needs PyTorch and NumPy (Debian: python3-torch); not run by default.
"""
import gzip
import importlib.util
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

import numpy as np
import torch

MODELS = ["logistic", "mlp", "cnn", "resnet9"]
TOLERANCE = 1e-5


def run(cli, *arguments):
    """What `proponent-cli ARGUMENTS --json` prints."""
    printed = subprocess.run([cli, *arguments, "--json"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(printed.stdout)


def read_safetensors(path):
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    header.pop("__metadata__", None)
    types = {"F32": np.float32, "I64": np.int64}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        values = np.frombuffer(data[8 + size + begin : 8 + size + end], types[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def read_idx(folder, stem):
    plain, packed = folder / stem, folder / (stem + ".gz")
    data = plain.read_bytes() if plain.exists() else gzip.decompress(packed.read_bytes())
    rank = data[3]
    shape = struct.unpack(f">{rank}I", data[4 : 4 + 4 * rank])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def load_module(path):
    spec = importlib.util.spec_from_file_location("exported_model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def largest_difference(cli, library, exported, model):
    trained = run(cli, "--library", library, "train", "--model", model, "--train-limit", "256", "--test-limit", "200",
                  "--epochs", "2", "--device", "cpu", "--precision", "fp32")
    session = str(trained["session"])
    run(cli, "--library", library, "export", session, str(exported))
    shown = run(cli, "--library", library, "show", session)
    described = json.loads((exported / "session.json").read_text())

    net = load_module(exported / "model.py").Net()
    net.load_state_dict(read_safetensors(exported / described["checkpoints"][-1]["file"]), strict=True)
    net.eval()

    folder = pathlib.Path(described["dataset"]["path"])
    pixels = torch.from_numpy(read_idx(folder, "t10k-images-idx3-ubyte")[:200].astype(np.float32))
    labels = torch.from_numpy(read_idx(folder, "t10k-labels-idx1-ubyte")[:200].astype(np.int64))
    mean, std = described["normalisation"]["mean"][0], described["normalisation"]["std"][0]
    with torch.no_grad():
        logits = net(((pixels / 255 - mean) / std).unsqueeze(1))
        losses = torch.nn.functional.cross_entropy(logits, labels, reduction="none")
    assert logits.argmax(1).tolist() == shown["evaluation"]["predicted"], "other predictions"
    recorded = torch.tensor(shown["evaluation"]["losses"])
    return ((losses - recorded).abs() / recorded.clamp(min=1)).max().item()  # a loss may be in the thousands


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    worst = 0.0
    for model in MODELS:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            difference = largest_difference(sys.argv[1], str(root / "library"), root / "exported", model)
        print(f"{model}: loads strictly; losses differ by at most {difference:.2g}, relative")
        worst = max(worst, difference)
    if worst > TOLERANCE:
        sys.exit(f"losses differ by more than {TOLERANCE}")


if __name__ == "__main__":
    main()
