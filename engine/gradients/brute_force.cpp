// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/gradients/brute_force.h"

#include <algorithm>

namespace proponent {

torch::Tensor bruteForceGradients(Network &network, const std::vector<std::string> &parameters,
                                  const torch::Tensor &images, const torch::Tensor &targets,
                                  const Measurement &measurement)
{
    TORCH_CHECK(!network.is_training(), "gradients of single examples need evaluation mode");
    const at::AutoGradMode grad(true);
    std::vector<torch::Tensor> tensors;
    for (const auto &item : network.named_parameters()) {
        const bool chosen = parameters.empty() ||
                            std::find(parameters.begin(), parameters.end(), item.key()) != parameters.end();
        if (chosen && item.value().requires_grad())
            tensors.push_back(item.value());
    }
    std::vector<torch::Tensor> rows;
    for (int64_t i = 0; i < images.size(0); ++i) {
        const torch::Tensor logits = network.forward(images.slice(0, i, i + 1).to(torch::kDouble));
        const torch::Tensor loss = measurement(logits, targets.slice(0, i, i + 1)).sum();
        auto gradients = torch::autograd::grad({loss}, tensors, {}, {}, false, /*allow_unused=*/true);
        for (std::size_t j = 0; j < gradients.size(); ++j)
            gradients[j] =
                gradients[j].defined() ? gradients[j].flatten() : torch::zeros_like(tensors[j]).flatten();
        rows.push_back(torch::cat(gradients));
    }
    return torch::stack(rows);
}

} // namespace proponent
