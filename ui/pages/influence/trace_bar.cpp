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
#include <QGridLayout>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace proponent::ui {

TraceBar::TraceBar(WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_stored(settings),
      m_method(new QComboBox(this)),
      m_layers(new QComboBox(this)),
      m_checkpoints(new QComboBox(this)),
      m_topK(new CountBox(this)),
      m_trace(new QPushButton(themedIcon(QStringLiteral("trace")), tr("Trace"), this)),
      m_grid(new QGridLayout(this))
{
    for (const AttributionInfo &method : Engine::methods()) {
        m_method->addItem(method.title, method.name);
        m_method->setItemData(m_method->count() - 1, text::influenceMethodExplanation(method),
                              Qt::ToolTipRole);
    }
    m_layers->addItem(tr("All"), toString(LayerChoice::All));
    m_layers->addItem(tr("Last"), toString(LayerChoice::Last));
    m_checkpoints->addItem(tr("Usual"), int(CheckpointChoice::Kind::Usual));
    m_checkpoints->addItem(tr("All"), int(CheckpointChoice::Kind::All));
    m_checkpoints->addItem(tr("Last"), int(CheckpointChoice::Kind::Last));
    m_topK->setRange(1, 1000);

    const TraceSettings stored = settings.traceSettings();
    m_method->setCurrentIndex(std::max(0, m_method->findData(stored.method.name)));
    m_layers->setCurrentIndex(m_layers->findData(toString(stored.layers)));
    m_checkpoints->setCurrentIndex(m_checkpoints->findData(int(stored.checkpoints)));
    m_topK->setValue(stored.topK);

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(space::one);
    m_grid->setVerticalSpacing(space::half);
    addControl(tr("Method"), m_method, m_method->currentData(Qt::ToolTipRole).toString());
    addControl(tr("Layers"), m_layers,
               tr("All parameters: exact. The last layer only: fast, and blind to the rest"));
    addControl(tr("Checkpoints"), m_checkpoints, tr("The checkpoints that are summed over"));
    FormField *keep =
        addControl(tr("Keep"), m_topK, tr("Proponents and opponents that are kept for each test example"));

    makePrimary(m_trace);
    m_trace->setToolTip(tr("Find the training examples behind the selected test examples (Enter)"));
    m_trace->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    arrange(int(m_fields.size()));

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

FormField *TraceBar::addControl(const QString &caption, QWidget *editor, const QString &toolTip)
{
    if (auto *combo = qobject_cast<QComboBox *>(editor)) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(5);
    }
    auto *field = new FormField(caption, editor, toolTip, this);
    field->setMaximumWidth(160);
    m_fields += field;
    return field;
}

bool TraceBar::isAcceptable() const
{
    return m_topK->problem().isEmpty();
}

int TraceBar::widthOf(int columns) const
{
    int widest = 0;
    for (const FormField *field : m_fields)
        widest = std::max(widest, field->minimumSizeHint().width());
    return columns * (widest + space::one) + m_trace->minimumSizeHint().width();
}

QSize TraceBar::minimumSizeHint() const
{
    return {widthOf(2), QWidget::minimumSizeHint().height()};
}

void TraceBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int all = int(m_fields.size());
    arrange(width() < widthOf(all) ? 2 : all);
}

/// The button at the end of the last row.
void TraceBar::arrange(int columns)
{
    if (std::exchange(m_columns, columns) == columns)
        return;
    const int all = int(m_fields.size());
    for (int i = 0; i < all; ++i) {
        m_grid->addWidget(m_fields.at(i), i / columns, i % columns, Qt::AlignBottom); // moves what is there
        m_grid->setColumnStretch(i, i >= columns ? 0 : i == 0 ? 3 : 2); // methods have long names
    }
    m_grid->setColumnStretch(all, 1);
    m_grid->addWidget(m_trace, (all - 1) / columns, all + 1, Qt::AlignBottom);
}

TraceSettings TraceBar::settings() const
{
    TraceSettings settings;
    settings.method.name = m_method->currentData().toString();
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
