// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/image_tensors.h"

#include "engine/device/memory.h"

namespace proponent {

namespace {

torch::Tensor perChannel(const QList<double> &values)
{
    return torch::tensor(std::vector<double>(values.begin(), values.end()), torch::kDouble).view({-1, 1, 1});
}

/// The device, or the CPU where it has no room for them.
torch::Device storageFor(const ImageSet &images, qint64 count, torch::Device device, qint64 deviceBytes)
{
    if (!device.is_cuda())
        return device;
    const qint64 bytes = count * images.channels * images.height * images.width;
    const qint64 room = deviceBytes >= 0 ? deviceBytes : freeMemory(device) / 2;
    return bytes <= room ? device : torch::Device(torch::kCPU);
}

} // namespace

ImageTensors::ImageTensors(std::shared_ptr<const Dataset> dataset, const ImageSet &images,
                           std::span<const std::int64_t> labels, qint64 count,
                           const Normalisation &normalisation, torch::Device device, qint64 deviceBytes)
    : m_dataset(std::move(dataset))
{
    TORCH_CHECK_VALUE(count >= 0 && count <= images.count && count <= qint64(labels.size()),
                      "ImageTensors: more examples asked for than there are");
    const torch::Device storage = storageFor(images, count, device, deviceBytes);
    // from_blob takes a mutable pointer; nothing here writes through it.
    auto *pixels = const_cast<std::uint8_t *>(images.pixels.data());
    m_images = torch::from_blob(pixels, {count, images.channels, images.height, images.width}, torch::kByte)
                   .to(storage);
    m_labels = torch::from_blob(const_cast<std::int64_t *>(labels.data()), {count}, torch::kLong)
                   .to(storage, torch::kLong, /*non_blocking=*/false, /*copy=*/true);
    const torch::Tensor mean = perChannel(normalisation.mean);
    const torch::Tensor std = perChannel(normalisation.std);
    m_scale = (1.0 / (255.0 * std)).to(device, torch::kFloat);
    m_offset = (mean / std).to(device, torch::kFloat);
}

ImageTensors::Batch ImageTensors::batch(qint64 begin, qint64 end) const
{
    return {normalise(toDevice(m_images.slice(0, begin, end))), toDevice(m_labels.slice(0, begin, end))};
}

ImageTensors::Batch ImageTensors::batch(const torch::Tensor &indices) const
{
    return {normalise(gathered(m_images, indices)), gathered(m_labels, indices)};
}

ImageTensors ImageTensors::subset(const torch::Tensor &indices) const
{
    ImageTensors part = *this;
    const torch::Tensor here = indices.to(storage());
    part.m_images = m_images.index_select(0, here);
    part.m_labels = m_labels.index_select(0, here);
    return part;
}

torch::Tensor ImageTensors::gathered(const torch::Tensor &values, const torch::Tensor &indices) const
{
    const torch::Tensor here = indices.to(storage());
    if (storage() == device())
        return values.index_select(0, here);
    std::vector<int64_t> shape = values.sizes().vec();
    shape[0] = here.size(0);
    torch::Tensor pinned = torch::empty(shape, values.options().pinned_memory(true));
    return at::index_select_out(pinned, values, 0, here).to(device(), /*non_blocking=*/true);
}

torch::Tensor ImageTensors::toDevice(const torch::Tensor &values) const
{
    return storage() == device() ? values : values.pin_memory().to(device(), /*non_blocking=*/true);
}

torch::Tensor ImageTensors::normalise(const torch::Tensor &images) const
{
    return images.to(torch::kFloat).mul_(m_scale).sub_(m_offset);
}

} // namespace proponent
