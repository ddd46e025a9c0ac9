#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Not a test: Proponent's training loop in plain PyTorch, to hold `compat_reference speed` against on one machine:
the model that `proponent-cli export` wrote, the data on the device, the same batches, metrics and schedule.

    train_torch.py EXPORT DATA [--batch 512] [--epochs 5] [--precisions fp32,bf16,fp16] [--device cuda]

Prints the examples a second over all epochs but the first, with weights in PyTorch's order and with channels
innermost.
"""
import argparse, time
import numpy as np, torch, torch.nn.functional as F

from fashion_mnist import PRECISIONS, Session, pixels_and_labels


def train(session, data, options, precision, channels_last):
    images, labels = data
    device = images.device
    synchronise = torch.cuda.synchronize if device.type == "cuda" else lambda: None
    torch.manual_seed(1)
    net = session.module.Net().to(device)
    if channels_last:
        net = net.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=options.lr, momentum=0.9)
    scaler = torch.amp.GradScaler(device.type, enabled=precision == "fp16")
    count = len(labels)
    seconds = []
    for epoch in range(options.epochs):
        for group in optimizer.param_groups:
            group["lr"] = 0.5 * options.lr * (1 + np.cos(np.pi * epoch / options.epochs))
        net.train()
        synchronise()
        begin = time.perf_counter()
        loss_sum = torch.zeros((), dtype=torch.float64, device=device)
        correct = torch.zeros((), dtype=torch.int64, device=device)
        order = torch.randperm(count).to(device)
        for first in range(0, count, options.batch):
            which = order[first:first + options.batch]
            x = session.normalised(images.index_select(0, which))
            y = labels.index_select(0, which)
            if channels_last:
                x = x.contiguous(memory_format=torch.channels_last)
            optimizer.zero_grad()
            with torch.autocast(device.type, dtype=PRECISIONS[precision], enabled=precision != "fp32"):
                logits = net(x)
                loss = F.cross_entropy(logits.float(), y)
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
            with torch.no_grad():
                loss_sum.add_(loss.detach() * len(y))
                correct.add_(logits.detach().argmax(1).eq(y).sum())
        loss_sum.item()
        synchronise()
        seconds.append(time.perf_counter() - begin)
    return count * (options.epochs - 1) / sum(seconds[1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("export")
    parser.add_argument("data")
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--lr", type=float, default=0.01)
    parser.add_argument("--limit", type=int, default=60000)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--precisions", default="fp32,bf16,fp16")
    parser.add_argument("--device", default="cuda")
    options = parser.parse_args()
    if options.threads > 0:
        torch.set_num_threads(options.threads)
    session = Session(options.export)
    data = pixels_and_labels(options.data, "train", options.limit, torch.device(options.device))
    for precision in options.precisions.split(","):
        for channels_last in (False, True):
            rate = train(session, data, options, precision, channels_last)
            order = "channels innermost" if channels_last else "default order"
            print(f"pytorch {session.json['config']['model']} batch {options.batch} {precision} {order}: "
                  f"{rate:,.0f} examples/s", flush=True)


if __name__ == "__main__":
    main()
