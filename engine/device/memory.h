// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <QtGlobal>

#include <exception>

namespace proponent {

/// Whether a computation failed because memory ran out, the host's or the device's: with less at a time it
/// may well succeed. Knows std::bad_alloc, libtorch's allocators, and cuBLAS and cuDNN short of workspace.
[[nodiscard]] bool isOutOfMemory(const std::exception &error);

/// Gives what the C library, or libtorch's CUDA allocator, keeps for reuse back to the system or the card, so
/// that what is left isn't scattered. To be called once the tensors of a failed attempt are gone: outside its
/// try block.
void releaseCachedMemory(const torch::Device &device);

/// Bytes that can be had now without swapping, or without another program's giving some back; what
/// libtorch's CUDA allocator keeps for reuse doesn't count.
[[nodiscard]] qint64 freeMemory(const torch::Device &device);
/// Bytes that there are.
[[nodiscard]] qint64 totalMemory(const torch::Device &device);

} // namespace proponent
