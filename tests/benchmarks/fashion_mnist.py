# SPDX-License-Identifier: GPL-3.0-or-later
"""What the comparisons with plain PyTorch share: the data on the device, and an exported session's model."""
import gzip, importlib.util, json, pathlib
import numpy as np, torch

PRECISIONS = {"fp32": torch.float32, "bf16": torch.bfloat16, "fp16": torch.float16}


def idx(path):
    raw = gzip.open(path).read()
    shape = [int.from_bytes(raw[4 + 4 * i:8 + 4 * i], "big") for i in range(raw[3])]
    return torch.from_numpy(np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(shape).copy())


def pixels_and_labels(folder, split, limit, device):
    """uint8 [count, 1, 28, 28] and int64 [count]; split: "train" or "t10k"."""
    images = idx(pathlib.Path(folder) / f"{split}-images-idx3-ubyte.gz")[:limit].unsqueeze(1)
    labels = idx(pathlib.Path(folder) / f"{split}-labels-idx1-ubyte.gz")[:limit].long()
    return images.to(device), labels.to(device)


class Session:
    """A folder written by `proponent-cli export`."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.json = json.loads((self.folder / "session.json").read_text())
        self.mean, self.std = (self.json["normalisation"][key][0] for key in ("mean", "std"))
        spec = importlib.util.spec_from_file_location("model", self.folder / "model.py")
        self.module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self.module)

    def normalised(self, pixels):
        return pixels.float().mul_(1 / (255 * self.std)).sub_(self.mean / self.std)

    def state(self, checkpoint):
        raw = (self.folder / checkpoint["file"]).read_bytes()
        begin = 8 + int.from_bytes(raw[:8], "little")
        state = {}
        for name, entry in json.loads(raw[8:begin]).items():
            if name == "__metadata__":
                continue
            first, last = (begin + offset for offset in entry["data_offsets"])
            dtype = torch.int64 if entry["dtype"] == "I64" else torch.float32
            state[name] = torch.frombuffer(bytearray(raw[first:last]), dtype=dtype).reshape(entry["shape"])
        return state
