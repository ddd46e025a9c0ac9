// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <unistd.h>

namespace proponent {

/// Permissions don't hold root back; while this lives, the process is nobody.
class WithoutRoot
{
public:
    WithoutRoot() : m_wasRoot(geteuid() == 0)
    {
        if (m_wasRoot && seteuid(65534) != 0)
            qFatal("can't become nobody");
    }
    ~WithoutRoot()
    {
        if (m_wasRoot && seteuid(0) != 0)
            qFatal("can't become root again");
    }
    Q_DISABLE_COPY_MOVE(WithoutRoot)

private:
    bool m_wasRoot = false;
};

} // namespace proponent
