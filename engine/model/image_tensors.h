// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/normalisation.h"

#include <torch/types.h>

namespace proponent {

/// The examples of a split for computing on a device: images as uint8 as in the files, labels as int64. They
/// are put on the device once, and batches are cut and normalised there, with no work for each example on
/// the host. Where they don't fit, the images stay with the host: a batch is gathered into pinned memory and
/// copied while the device computes.
class ImageTensors
{
public:
    /// The first `count` examples of `images`, with `labels` in place of the files'. The bytes are not
    /// copied where the device is the CPU, so the dataset is kept alive here.
    /// `deviceBytes`: what the images may take of a CUDA device's memory; -1: half of what is free.
    ImageTensors(std::shared_ptr<const Dataset> dataset, const ImageSet &images,
                 std::span<const std::int64_t> labels, qint64 count, const Normalisation &normalisation,
                 torch::Device device, qint64 deviceBytes = -1);

    [[nodiscard]] qint64 count() const { return m_images.size(0); }
    /// Where batches are.
    [[nodiscard]] torch::Device device() const { return m_scale.device(); }
    /// Where the images are kept, and indices are best.
    [[nodiscard]] torch::Device storage() const { return m_images.device(); }
    [[nodiscard]] const torch::Tensor &labels() const { return m_labels; } ///< int64 [count], with the images

    struct Batch
    {
        torch::Tensor images; ///< float32 [batch, channels, height, width], normalised
        torch::Tensor labels; ///< int64 [batch]
    };
    [[nodiscard]] Batch batch(qint64 begin, qint64 end) const;
    /// `indices`: int64 [batch], on any device.
    [[nodiscard]] Batch batch(const torch::Tensor &indices) const;
    /// The examples `indices` alone.
    [[nodiscard]] ImageTensors subset(const torch::Tensor &indices) const;

private:
    [[nodiscard]] torch::Tensor gathered(const torch::Tensor &values, const torch::Tensor &indices) const;
    [[nodiscard]] torch::Tensor toDevice(const torch::Tensor &values) const;
    [[nodiscard]] torch::Tensor normalise(const torch::Tensor &images) const;

    std::shared_ptr<const Dataset> m_dataset;
    torch::Tensor m_images; ///< uint8 [count, channels, height, width]
    torch::Tensor m_labels; ///< with the images
    torch::Tensor m_scale; ///< float32 [channels, 1, 1]: 1 / (255 std)
    torch::Tensor m_offset; ///< float32 [channels, 1, 1]: mean / std
};

} // namespace proponent
