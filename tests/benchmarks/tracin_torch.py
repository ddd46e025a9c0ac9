#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Not a test: exact TracIn in plain PyTorch, with the same idea as Proponent's: hooks take each layer's input and
output gradient, a convolution's input is unfolded, gradients are never made for a linear layer. What a person
writes in an afternoon, to hold Proponent against on one machine.

    tracin_torch.py EXPORT DATA [--tests 1000] [--precisions fp32,bf16] [--batches 256,512,1024] [--scores X.npy]

EXPORT: a folder written by `proponent-cli export`, DATA: Fashion-MNIST's. Prints training examples x
checkpoints a second at each batch size, and with --scores how far Proponent's scores are from these.
"""
import argparse, time
import numpy as np, torch, torch.nn.functional as F

from fashion_mnist import PRECISIONS, Session, pixels_and_labels


class Capture:
    """Each layer's (input, output gradient) for a batch of examples, in the order of the layers."""

    def __init__(self, net, dtype):
        self.net, self.dtype, self.inputs, self.outputs = net, dtype, {}, {}
        self.layers = [m for m in net.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear))]
        for layer in self.layers:
            layer.register_forward_hook(self.keep)

    def keep(self, layer, inputs, output):
        self.inputs[layer] = inputs[0].detach()
        output.register_hook(lambda gradient: self.outputs.__setitem__(layer, gradient))

    def gradients(self, images, labels):
        lower = self.dtype != torch.float32
        with torch.autocast(images.device.type, dtype=self.dtype, enabled=lower):
            logits = self.net(images)
        F.cross_entropy(logits.float(), labels, reduction="sum").backward(inputs=[self.layers[0].bias])
        parts = []
        for layer in self.layers:
            a, g = self.inputs[layer].to(self.dtype), self.outputs[layer].to(self.dtype)
            if isinstance(layer, torch.nn.Conv2d):
                a, g = F.unfold(a, layer.kernel_size, padding=layer.padding), g.flatten(2)
                rows = torch.bmm(g, a.transpose(1, 2)).flatten(1)
                parts.append((torch.cat([rows, g.sum(2)], 1).float(),))
            else:
                parts.append((a.float(), g.float()))
            layer.bias.grad = None
        return parts


def dots(tests, train):
    total = 0
    for left, right in zip(tests, train):
        if len(left) == 1:
            total = total + left[0] @ right[0].T
        else:
            total = total + (left[0] @ right[0].T + 1) * (left[1] @ right[1].T)
    return total


def score(capture, session, data, count, batch, device):
    """TracIn [tests, train] on the host, and the seconds of scoring without loading the data."""
    (x, y), (xt, yt) = data
    scores = torch.zeros(count, len(y), pin_memory=device.type == "cuda")
    synchronise = torch.cuda.synchronize if device.type == "cuda" else lambda: None
    synchronise()
    begin = time.perf_counter()
    total = torch.zeros(count, len(y), device=device)
    for checkpoint in session.json["checkpoints"]:
        capture.net.load_state_dict(session.state(checkpoint))
        tests = capture.gradients(xt[:count], yt[:count])
        with torch.no_grad():
            for i in range(0, len(y), batch):
                with torch.enable_grad():
                    train = capture.gradients(x[i:i + batch], y[i:i + batch])
                total[:, i:i + batch] += checkpoint["learning_rate"] * dots(tests, train)
    scores.copy_(total)
    synchronise()
    return scores, time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("export")
    parser.add_argument("data")
    parser.add_argument("--tests", type=int, default=1000)
    parser.add_argument("--precisions", default="fp32,bf16")
    parser.add_argument("--batches", default="256,512,1024,2048,4096")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--scores")
    parser.add_argument("--limit", type=int, default=60000)
    options = parser.parse_args()
    device = torch.device(options.device)
    torch.backends.cudnn.allow_tf32 = False
    session = Session(options.export)
    data = []
    for split, limit in (("train", options.limit), ("t10k", options.tests)):
        pixels, labels = pixels_and_labels(options.data, split, limit, device)
        data.append((session.normalised(pixels), labels))
    for precision in options.precisions.split(","):
        for batch in (int(b) for b in options.batches.split(",")):
            torch.set_float32_matmul_precision("highest" if precision == "fp32" else "high")
            capture = Capture(session.module.Net().to(device).eval(), PRECISIONS[precision])
            run = lambda: score(capture, session, data, options.tests, batch, device)
            try:
                run()  # warms up
                scores, seconds = min((run() for _ in range(2)), key=lambda r: r[1])
            except torch.cuda.OutOfMemoryError:
                print(f"pytorch {precision} batch {batch}: out of memory", flush=True)
                continue
            done = len(data[0][1]) * len(session.json["checkpoints"])
            print(f"pytorch {precision} batch {batch}: {done / seconds:,.0f} examples/s", flush=True)
        if options.scores:
            ours = torch.from_numpy(np.load(options.scores))
            print(f"  relative difference of Proponent's scores: {(ours - scores).norm() / scores.norm():.2e}")


if __name__ == "__main__":
    main()
