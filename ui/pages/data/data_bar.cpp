// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_bar.h"

#include "ui/theme/flat_style.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>

namespace proponent::ui {

namespace {
const QString fashionMnist = QStringLiteral("fashion-mnist");
}

DataBar::DataBar(QWidget *parent)
    : QWidget(parent),
      m_data(new QComboBox(this)),
      m_open(new QPushButton(themedIcon(QStringLiteral("folder")), tr("Open folder…"), this)),
      m_train(new QPushButton(themedIcon(QStringLiteral("train")), tr("Train on this data"), this))
{
    m_data->setAccessibleName(tr("Data set"));
    m_data->setToolTip(tr("The data set that is shown; a folder can also be dropped on the window"));
    m_data->setPlaceholderText(tr("Choose a data set"));
    m_data->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_data->setMinimumContentsLength(12);
    m_open->setToolTip(tr("Look at the data set in a folder"));
    makePrimary(m_train);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::one);
    row->addWidget(m_data, 1);
    row->addWidget(m_open);
    row->addWidget(m_train);

    connect(m_data, &QComboBox::activated, this,
            [this] { Q_EMIT dataChosen(m_data->currentData().toString()); });
    connect(m_open, &QPushButton::clicked, this, &DataBar::openRequested);
    connect(m_train, &QPushButton::clicked, this, &DataBar::trainRequested);
}

void DataBar::showData(const QString &spec, const QStringList &recentFolders)
{
    const QSignalBlocker quiet(m_data);
    m_data->clear();
    m_data->addItem(QStringLiteral("Fashion-MNIST"), fashionMnist);
    QStringList folders = recentFolders;
    if (!spec.isEmpty() && spec != fashionMnist && !folders.contains(spec))
        folders.prepend(spec);
    for (const QString &folder : std::as_const(folders))
        m_data->addItem(QDir::toNativeSeparators(folder), folder);
    m_data->setCurrentIndex(spec.isEmpty() ? -1 : m_data->findData(spec));
}

void DataBar::setTrainingProblem(const QString &why)
{
    m_train->setEnabled(why.isEmpty());
    m_train->setToolTip(why.isEmpty() ? tr("Set up a training on this data set") : why);
}

} // namespace proponent::ui
