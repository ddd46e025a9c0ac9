// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace proponent {

/// How closely a library is looked at when it is opened.
enum class Inspection {
    Header, ///< takes no time; a damaged page is found when it is read
    Contents ///< reads all of it; what is about to be migrated is always looked at like this
};

} // namespace proponent
