// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What every file that computes needs: tensors and gradients. Modules and optimisers are included where they
// are used: precompiled, their templates are instantiated again in each file, 6 s each time. Nothing of
// Qt: then its macros may differ among those that share this.
#pragma GCC system_header
#include <torch/autograd.h>
#include <torch/types.h>
#include <torch/utils.h>
