// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/trace_bar.h"

#include "ui/settings/window_settings.h"
#include "ui/text/influence_words.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/form_field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

namespace proponent::ui {

TraceBar::TraceBar(WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_stored(settings),
      m_method(new QComboBox(this)),
      m_layers(new QComboBox(this)),
      m_checkpoints(new QComboBox(this)),
      m_topK(new CountBox(this)),
      m_trace(new QPushButton(themedIcon(QStringLiteral("trace")), tr("Trace"), this))
{
    for (const InfluenceMethod method : influenceMethods()) {
        m_method->addItem(text::influenceMethodName(method), toString(method));
        m_method->setItemData(m_method->count() - 1, text::influenceMethodExplanation(method),
                              Qt::ToolTipRole);
    }
    m_layers->addItem(tr("All"), toString(LayerChoice::All));
    m_layers->addItem(tr("Last"), toString(LayerChoice::Last));
    m_checkpoints->addItem(tr("All"), int(CheckpointChoice::Kind::All));
    m_checkpoints->addItem(tr("Last"), int(CheckpointChoice::Kind::Last));
    m_topK->setRange(1, 1000);

    const TraceSettings stored = settings.traceSettings();
    m_method->setCurrentIndex(m_method->findData(toString(stored.method)));
    m_layers->setCurrentIndex(m_layers->findData(toString(stored.layers)));
    m_checkpoints->setCurrentIndex(stored.checkpoints == CheckpointChoice::Kind::Last ? 1 : 0);
    m_topK->setValue(stored.topK);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::one);
    addControl(tr("Method"), m_method, text::influenceMethodExplanation(stored.method), 3);
    addControl(tr("Layers"), m_layers,
               tr("All parameters: exact. The last layer only: fast, and blind to the rest"), 2);
    addControl(tr("Checkpoints"), m_checkpoints, tr("The checkpoints that are summed over"), 2);
    FormField *keep =
        addControl(tr("Keep"), m_topK, tr("Proponents and opponents that are kept for each test example"), 2);

    makePrimary(m_trace);
    m_trace->setToolTip(tr("Find the training examples behind the selected test examples (Enter)"));
    m_trace->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addStretch(1);
    row->addWidget(m_trace, 0, Qt::AlignBottom);

    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
        changed();
    });
    connect(m_layers, &QComboBox::currentIndexChanged, this, &TraceBar::changed);
    connect(m_checkpoints, &QComboBox::currentIndexChanged, this, &TraceBar::changed);
    connect(m_topK, &CountBox::valueChanged, this, &TraceBar::changed);
    connect(m_topK, &CountBox::typed, keep, [this, keep] {
        keep->setProblem(m_topK->problem());
        Q_EMIT settingsChanged();
    });
    connect(m_trace, &QPushButton::clicked, this, &TraceBar::traceRequested);
}

FormField *TraceBar::addControl(const QString &caption, QWidget *editor, const QString &toolTip, int stretch)
{
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(5);
    }
    auto *field = new FormField(caption, editor, toolTip, this);
    field->setMaximumWidth(160);
    static_cast<QHBoxLayout *>(layout())->addWidget(field, stretch, Qt::AlignBottom);
    return field;
}

bool TraceBar::isAcceptable() const
{
    return m_topK->problem().isEmpty();
}

TraceSettings TraceBar::settings() const
{
    TraceSettings settings;
    settings.method =
        influenceMethodFromString(m_method->currentData().toString()).value_or(InfluenceMethod::TracIn);
    settings.layers = layerChoiceFromString(m_layers->currentData().toString()).value_or(LayerChoice::All);
    settings.checkpoints = CheckpointChoice::Kind(m_checkpoints->currentData().toInt());
    settings.topK = m_topK->value();
    return settings;
}

void TraceBar::changed()
{
    m_stored.setTraceSettings(settings());
    Q_EMIT settingsChanged();
}

} // namespace proponent::ui
