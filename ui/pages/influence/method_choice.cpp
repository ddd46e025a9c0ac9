// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/method_choice.h"

#include "ui/delegates/method_delegate.h"
#include "ui/pages/influence/method_parameters.h"
#include "ui/settings/window_settings.h"
#include "ui/text/influence_words.h"
#include "ui/text/typed_number.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace proponent::ui {

MethodChoice::MethodChoice(WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_settings(settings),
      m_methods(new QComboBox(this)),
      m_parametersButton(new QToolButton(this))
{
    m_methods->setModel(&m_model);
    m_methods->setItemDelegate(new MethodDelegate(m_methods));
    m_methods->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_methods->setMinimumContentsLength(8);
    m_parametersButton->setIcon(themedIcon(QStringLiteral("settings")));
    m_parametersButton->setAccessibleName(tr("Parameters of the method"));
    m_parametersButton->setAutoRaise(true);
    m_parametersButton->setFocusPolicy(Qt::StrongFocus);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_methods, 1);
    layout->addWidget(m_parametersButton);

    connect(m_methods, &QComboBox::currentIndexChanged, this, [this] {
        showMethod();
        Q_EMIT changed();
    });
    connect(m_parametersButton, &QToolButton::clicked, this, &MethodChoice::openParameters);
    showMethod();
}

AttributionChoice MethodChoice::choice() const
{
    return {m_methods->currentData(MethodModel::NameRole).toString(), m_parameters};
}

void MethodChoice::setMethod(const QString &name)
{
    const int index = m_methods->findData(name, MethodModel::NameRole);
    if (index < 0 || index == m_methods->currentIndex())
        return;
    const QSignalBlocker quiet(m_methods);
    m_methods->setCurrentIndex(index);
    showMethod();
}

void MethodChoice::setEvaluations(const QList<MethodEvaluation> &evaluations)
{
    m_model.setEvaluations(evaluations);
    fitList();
}

/// As wide as what is known needs, however narrow the choice is.
void MethodChoice::fitList()
{
    m_methods->view()->setMinimumWidth(m_methods->view()->sizeHintForColumn(0) + space::two);
}

void MethodChoice::showMethod()
{
    const auto info = methodInfo(m_methods->currentData(MethodModel::NameRole).toString());
    if (!info)
        return;
    m_parameters = m_settings.methodParameters(info->name);
    m_methods->setToolTip(text::influenceMethodExplanation(*info));
    m_parametersButton->setEnabled(!info->parameters.isEmpty());
    QStringList lines{info->parameters.isEmpty() ? tr("This method has no parameters")
                                                 : tr("Parameters of the method")};
    for (auto item = m_parameters.constBegin(); item != m_parameters.constEnd(); ++item)
        lines += tr("%1: %2").arg(item.key(), text::toType(item->toDouble()));
    m_parametersButton->setToolTip(lines.join(u'\n'));
    fitList();
}

void MethodChoice::openParameters()
{
    const auto info = methodInfo(m_methods->currentData(MethodModel::NameRole).toString());
    if (!info)
        return;
    auto *parameters = new MethodParameters(*info, m_parameters, this);
    connect(parameters, &MethodParameters::changed, this, [this, parameters, name = info->name] {
        m_settings.setMethodParameters(name, parameters->chosen());
        showMethod();
        Q_EMIT changed();
    });
    parameters->move(mapToGlobal(QPoint(0, height())));
    parameters->show();
}

} // namespace proponent::ui
