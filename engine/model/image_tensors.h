// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/data/dataset.h"
#include "engine/data/normalisation.h"

#include <torch/types.h>

namespace proponent {

/// The examples of a split on a device: images as uint8 as in the files, labels as int64. Batches are cut
/// and normalised on the device, with no work for each example on the host.
class ImageTensors
{
public:
    /// The first `count` examples of `images`, with `labels` in place of the files'. The bytes are not
    /// copied where the device is the CPU, so the dataset is kept alive here.
    ImageTensors(std::shared_ptr<const Dataset> dataset, const ImageSet &images,
                 std::span<const std::int64_t> labels, qint64 count, const Normalisation &normalisation,
                 torch::Device device);

    [[nodiscard]] qint64 count() const { return m_images.size(0); }
    [[nodiscard]] torch::Device device() const { return m_images.device(); }
    [[nodiscard]] const torch::Tensor &labels() const { return m_labels; } ///< int64 [count]

    struct Batch
    {
        torch::Tensor images; ///< float32 [batch, channels, height, width], normalised
        torch::Tensor labels; ///< int64 [batch]
    };
    [[nodiscard]] Batch batch(qint64 begin, qint64 end) const;
    /// `indices`: int64 [batch], on the device.
    [[nodiscard]] Batch batch(const torch::Tensor &indices) const;

private:
    [[nodiscard]] torch::Tensor normalise(const torch::Tensor &images) const;

    std::shared_ptr<const Dataset> m_dataset;
    torch::Tensor m_images; ///< uint8 [count, channels, height, width]
    torch::Tensor m_labels;
    torch::Tensor m_scale; ///< float32 [channels, 1, 1]: 1 / (255 std)
    torch::Tensor m_offset; ///< float32 [channels, 1, 1]: mean / std
};

} // namespace proponent
