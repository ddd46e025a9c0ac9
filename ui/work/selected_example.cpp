// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/work/selected_example.h"

namespace proponent::ui {

void SelectedExample::select(const ExampleFacts &facts)
{
    m_facts = facts;
    Q_EMIT changed();
}

void SelectedExample::clear()
{
    m_facts.reset();
    Q_EMIT changed();
}

} // namespace proponent::ui
