// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_filters.h"

#include "ui/text/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/class_choice.h"
#include "ui/widgets/text_label.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

qsizetype misclassifiedIn(const SplitExamples &test)
{
    qsizetype wrong = 0;
    for (qsizetype i = 0; i < qMin(test.labels.size(), test.predicted.size()); ++i)
        wrong += test.predicted.at(i) >= 0 && test.predicted.at(i) != test.labels.at(i);
    return wrong;
}

} // namespace

DataFilters::DataFilters(QWidget *parent)
    : QWidget(parent),
      m_train(new QToolButton(this)),
      m_test(new QToolButton(this)),
      m_class(new ClassChoice(this)),
      m_flipped(new QCheckBox(this)),
      m_misclassified(new QCheckBox(this)),
      m_changed(new QCheckBox(this)),
      m_shown(new TextLabel(QString(), TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_size(new QSlider(Qt::Horizontal, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::half);
    layout->addLayout(makeUpperRow());
    layout->addLayout(makeLowerRow());

    connect(m_test, &QToolButton::toggled, this, [this] {
        showSplit();
        Q_EMIT filterChanged();
    });
    connect(m_class, &QComboBox::currentIndexChanged, this, &DataFilters::filterChanged);
    for (QCheckBox *box : {m_flipped, m_misclassified, m_changed})
        connect(box, &QCheckBox::toggled, this, &DataFilters::filterChanged);
    connect(m_size, &QSlider::valueChanged, this, [this] { Q_EMIT thumbnailSizeChanged(thumbnailSize()); });
    showSplit();
}

QHBoxLayout *DataFilters::makeUpperRow()
{
    auto *group = new QButtonGroup(this);
    for (QToolButton *button : {m_train, m_test}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setMinimumHeight(28);
        group->addButton(button);
    }
    m_train->setChecked(true);
    m_train->setToolTip(tr("The examples that models are trained on"));
    m_test->setToolTip(tr("The examples that models are tested on"));
    m_class->setAccessibleName(tr("Class shown"));
    m_class->setToolTip(tr("Show the examples of one class, as the files have it"));
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_class->setMinimumContentsLength(12);
    m_size->setRange(int(ThumbnailSize::Small), int(ThumbnailSize::Large));
    m_size->setPageStep(1);
    m_size->setFixedWidth(72);
    m_size->setAccessibleName(tr("Size of the thumbnails"));
    m_size->setToolTip(tr("Small, medium or large thumbnails"));

    auto *row = new QHBoxLayout;
    row->setSpacing(space::half);
    row->addWidget(m_train);
    row->addWidget(m_test);
    row->addSpacing(space::half);
    row->addWidget(m_class);
    row->addStretch(1);
    row->addWidget(m_size);
    return row;
}

QHBoxLayout *DataFilters::makeLowerRow()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::two);
    row->addWidget(m_flipped);
    row->addWidget(m_changed);
    row->addWidget(m_misclassified);
    row->addStretch(1);
    row->addWidget(m_shown);
    return row;
}

void DataFilters::setExamples(const DatasetInfo &dataset, const SplitExamples &train,
                              const SplitExamples &test, bool ofSession)
{
    if (dataset.fingerprint != m_dataset.fingerprint) {
        const QSignalBlocker quiet(m_class);
        m_class->setCurrentIndex(0); // the same place in the list is another class there
    }
    m_dataset = dataset;
    m_ofSession = ofSession;
    m_flippedCount = train.flipped.size();
    m_changedCount = train.changes.size();
    m_misclassifiedCount = misclassifiedIn(test);
    m_train->setText(tr("Training %1").arg(text::count(train.labels.size())));
    m_test->setText(tr("Test %1").arg(text::count(test.labels.size())));
    showSplit();
}

/// The boxes say something about one split each.
void DataFilters::showSplit()
{
    fillClasses();
    showBox(m_flipped, Split::Train, tr("Planted errors"), m_flippedCount,
            tr("No label noise was planted in this session"));
    showBox(m_changed, Split::Train, tr("Changed labels"), m_changedCount,
            tr("No label was changed and no example excluded in this session"));
    showBox(m_misclassified, Split::Test, tr("Misclassified"), m_misclassifiedCount,
            tr("The session's model has no answer yet, or none is wrong"));
}

/// With their counts in this split. A list that is right already may be open, and is left alone.
void DataFilters::fillClasses()
{
    const QList<qint64> &counts =
        m_train->isChecked() ? m_dataset.trainClassCounts : m_dataset.testClassCounts;
    QStringList lines{tr("All classes")};
    for (int label = 0; label < m_dataset.classCount(); ++label)
        lines += tr("%1 (%2)").arg(text::className(m_dataset, label), text::count(counts.value(label)));
    bool same = m_class->count() == lines.size();
    for (int i = 0; same && i < m_class->count(); ++i)
        same = m_class->itemText(i) == lines.at(i);
    if (same)
        return;
    const QSignalBlocker quiet(m_class);
    const int chosen = m_class->currentIndex();
    m_class->clear();
    m_class->addItems(lines);
    m_class->setCurrentIndex(chosen >= 0 && chosen < m_class->count() ? chosen : 0);
}

void DataFilters::showBox(QCheckBox *box, Split split, const QString &text, qsizetype count,
                          const QString &whyNone)
{
    const QSignalBlocker quiet(box);
    box->setText(tr("%1 %2").arg(text, text::count(count)));
    box->setAccessibleName(box->text());
    box->setVisible(m_ofSession && (split == Split::Train) == m_train->isChecked());
    box->setEnabled(count > 0);
    if (count == 0)
        box->setChecked(false);
    box->setToolTip(count > 0 ? tr("Show only these") : whyNone);
}

DataFilter DataFilters::filter() const
{
    const bool train = m_train->isChecked();
    DataFilter filter;
    filter.split = train ? Split::Train : Split::Test;
    filter.label = m_class->currentIndex() - 1;
    filter.onlyFlipped = m_ofSession && train && m_flipped->isChecked();
    filter.onlyChanged = m_ofSession && train && m_changed->isChecked();
    filter.onlyMisclassified = m_ofSession && !train && m_misclassified->isChecked();
    return filter;
}

void DataFilters::setFilter(const DataFilter &filter)
{
    const QSignalBlocker quiet(this);
    (filter.split == Split::Train ? m_train : m_test)->setChecked(true);
    showSplit();
    m_class->setCurrentIndex(filter.label + 1);
    m_flipped->setChecked(filter.onlyFlipped);
    m_changed->setChecked(filter.onlyChanged);
    m_misclassified->setChecked(filter.onlyMisclassified);
}

void DataFilters::setShown(qsizetype shown, qsizetype all)
{
    m_shown->setText(shown == all ? tr("%1 shown").arg(text::count(all))
                                  : tr("%1 of %2 shown").arg(text::count(shown), text::count(all)));
}

void DataFilters::setThumbnailSize(ThumbnailSize size)
{
    m_size->setValue(int(size));
}

ThumbnailSize DataFilters::thumbnailSize() const
{
    return ThumbnailSize(m_size->value());
}

} // namespace proponent::ui
