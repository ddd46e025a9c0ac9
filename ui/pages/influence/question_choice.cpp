// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/influence/question_choice.h"

#include "ui/text/format.h"
#include "ui/text/influence_words.h"
#include "ui/widgets/class_choice.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include <array>

namespace proponent::ui {

namespace {

constexpr std::array questionKinds{Question::Kind::Loss, Question::Kind::Predicted, Question::Kind::Margin,
                                   Question::Kind::Class, Question::Kind::Versus};

QString explanationOf(Question::Kind kind)
{
    switch (kind) {
    case Question::Kind::Loss:
        return QuestionChoice::tr("What made the true label more likely, or less");
    case Question::Kind::Predicted:
        return QuestionChoice::tr("What made the label more likely that the model says, or less");
    case Question::Kind::Margin:
        return QuestionChoice::tr(
            "What set the true label apart from all others together, however sure the model is");
    case Question::Kind::Class:
        return QuestionChoice::tr("What made a class more likely, whatever is true");
    case Question::Kind::Versus:
        return QuestionChoice::tr("What made the true label win over a class, or lose");
    }
    Q_UNREACHABLE();
}

constexpr int shortest = 6; ///< letters
constexpr int wholeName = 12; ///< "Rather than", with the mark that it opens

} // namespace

QuestionChoice::QuestionChoice(QWidget *parent)
    : QWidget(parent), m_kinds(new QComboBox(this)), m_classes(new ClassChoice(this))
{
    for (const Question::Kind kind : questionKinds) {
        m_kinds->addItem(text::questionName(kind), int(kind));
        m_kinds->setItemData(m_kinds->count() - 1, explanationOf(kind), Qt::ToolTipRole);
    }
    for (QComboBox *combo : {m_kinds, static_cast<QComboBox *>(m_classes)}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(shortest);
    }
    m_classes->setAccessibleName(tr("Class asked about"));
    m_classes->setToolTip(tr("The class that the question is about"));
    m_classes->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_kinds, 1);
    layout->addWidget(m_classes, 1);
    connect(m_kinds, &QComboBox::currentIndexChanged, this, [this] {
        m_kinds->setToolTip(m_kinds->currentData(Qt::ToolTipRole).toString());
        const bool namesLabel = Question{kind(), -1}.namesLabel();
        m_classes->setVisible(namesLabel);
        m_kinds->setMinimumContentsLength(namesLabel ? wholeName : shortest); // beside another choice
        Q_EMIT changed();
    });
    connect(m_classes, &QComboBox::currentIndexChanged, this, &QuestionChoice::changed);
    connect(m_classes, &QComboBox::activated, this, [this] { m_isChosen = true; });
    m_kinds->setToolTip(m_kinds->currentData(Qt::ToolTipRole).toString());
}

QComboBox *QuestionChoice::classes() const
{
    return m_classes;
}

Question::Kind QuestionChoice::kind() const
{
    return Question::Kind(m_kinds->currentData().toInt());
}

Question QuestionChoice::question() const
{
    const Question question{kind(), -1};
    return question.namesLabel() ? Question{kind(), std::max(0, m_classes->currentIndex())} : question;
}

void QuestionChoice::showExample(const DatasetInfo &dataset, int label, int predicted)
{
    if (m_names != dataset.classNames)
        fillClasses(dataset);
    const auto say = [&](Question::Kind kind, int of) {
        const QString words = explanationOf(kind);
        m_kinds->setItemData(m_kinds->findData(int(kind)),
                             of < 0 ? words : tr("%1: %2").arg(words, text::className(dataset, of)),
                             Qt::ToolTipRole);
    };
    say(Question::Kind::Loss, label);
    say(Question::Kind::Predicted, predicted);
    m_kinds->setToolTip(m_kinds->currentData(Qt::ToolTipRole).toString());
    const bool isMistake = predicted >= 0 && predicted != label;
    m_suggested = isMistake ? predicted : (label == 0 ? 1 : 0);
    suggestClass();
}

void QuestionChoice::fillClasses(const DatasetInfo &dataset)
{
    const QSignalBlocker quiet(m_classes);
    m_names = dataset.classNames;
    m_isChosen = false;
    m_classes->clear();
    for (int label = 0; label < dataset.classCount(); ++label)
        m_classes->addItem(text::className(dataset, label), label);
}

/// What the model took the example for: mostly that is what somebody wonders about.
void QuestionChoice::suggestClass()
{
    if (m_isChosen || m_suggested < 0 || m_suggested >= m_classes->count())
        return;
    const QSignalBlocker quiet(m_classes);
    m_classes->setCurrentIndex(m_suggested);
}

} // namespace proponent::ui
