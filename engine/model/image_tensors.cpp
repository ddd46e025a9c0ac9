// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/image_tensors.h"

namespace proponent {

namespace {

torch::Tensor perChannel(const QList<double> &values)
{
    return torch::tensor(std::vector<double>(values.begin(), values.end()), torch::kDouble).view({-1, 1, 1});
}

} // namespace

ImageTensors::ImageTensors(std::shared_ptr<const Dataset> dataset, const ImageSet &images,
                           std::span<const std::int64_t> labels, qint64 count,
                           const Normalisation &normalisation, torch::Device device)
    : m_dataset(std::move(dataset))
{
    TORCH_CHECK_VALUE(count >= 0 && count <= images.count && count <= qint64(labels.size()),
                      "ImageTensors: more examples asked for than there are");
    // from_blob takes a mutable pointer; nothing here writes through it.
    auto *pixels = const_cast<std::uint8_t *>(images.pixels.data());
    m_images = torch::from_blob(pixels, {count, images.channels, images.height, images.width}, torch::kByte)
                   .to(device);
    m_labels = torch::from_blob(const_cast<std::int64_t *>(labels.data()), {count}, torch::kLong)
                   .to(device, torch::kLong, /*non_blocking=*/false, /*copy=*/true);
    const torch::Tensor mean = perChannel(normalisation.mean);
    const torch::Tensor std = perChannel(normalisation.std);
    m_scale = (1.0 / (255.0 * std)).to(device, torch::kFloat);
    m_offset = (mean / std).to(device, torch::kFloat);
}

ImageTensors::Batch ImageTensors::batch(qint64 begin, qint64 end) const
{
    return {normalise(m_images.slice(0, begin, end)), m_labels.slice(0, begin, end)};
}

ImageTensors::Batch ImageTensors::batch(const torch::Tensor &indices) const
{
    return {normalise(m_images.index_select(0, indices)), m_labels.index_select(0, indices)};
}

torch::Tensor ImageTensors::normalise(const torch::Tensor &images) const
{
    return images.to(torch::kFloat).mul_(m_scale).sub_(m_offset);
}

} // namespace proponent
