// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/result.h"

namespace proponent {

/// The library's database is damaged or gone; a backup could take its place.
class LibraryLost : public EngineError
{
public:
    using EngineError::EngineError;
};

} // namespace proponent
