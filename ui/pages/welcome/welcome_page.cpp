// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/welcome/welcome_page.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choice_card.h"
#include "ui/widgets/text_label.h"
#include "ui/work/workspace.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace proponent::ui {

WelcomePage::WelcomePage(Workspace &workspace, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_try(new ChoiceCard(
          QStringLiteral("play"), tr("Try Fashion-MNIST"),
          tr("Train a small network on 10,000 pictures of clothes, then see its mistakes. Takes about "
             "a minute."),
          this)),
      m_open(new ChoiceCard(QStringLiteral("folder"), tr("Open a data folder"),
                            tr("Your own images, in a folder for each class, or IDX files. Or drop the "
                               "folder onto this window."),
                            this)),
      m_setUp(new ChoiceCard(QStringLiteral("settings"), tr("Set up a training"),
                             tr("Choose the model, the optimiser, the device and everything else yourself."),
                             this))
{
    auto *mark = new QLabel(this);
    mark->setPixmap(applicationIcon().pixmap(64, 64));
    auto *title = new TextLabel(tr("Why did the model decide like that?"), TextSize::Title,
                                TextLabel::Tone::Plain, this);
    auto *sentence =
        new TextLabel(tr("Train a model, then see which training examples taught it each decision: the "
                         "proponents that pushed it there, and the opponents that pushed it away."),
                      TextSize::Body, TextLabel::Tone::Muted, this);
    sentence->setWordWrap(true);
    sentence->setAlignment(Qt::AlignHCenter);
    sentence->setMaximumWidth(560);
    title->setAlignment(Qt::AlignHCenter);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::three, space::three, space::three, space::three);
    layout->setSpacing(space::two);
    layout->addStretch(2);
    layout->addWidget(mark, 0, Qt::AlignHCenter);
    layout->addWidget(title);
    auto *sentenceRow = new QHBoxLayout; // not an alignment: that would forget the height of wrapped text
    sentenceRow->addStretch(1);
    sentenceRow->addWidget(sentence, 8);
    sentenceRow->addStretch(1);
    layout->addLayout(sentenceRow);
    layout->addSpacing(space::two);
    layout->addLayout(makeCards());
    layout->addStretch(3);

    connect(m_try, &ChoiceCard::clicked, this, &WelcomePage::tryRequested);
    connect(m_open, &ChoiceCard::clicked, this, &WelcomePage::openDataRequested);
    connect(m_setUp, &ChoiceCard::clicked, this, &WelcomePage::setUpRequested);
}

QHBoxLayout *WelcomePage::makeCards()
{
    auto *cards = new QHBoxLayout;
    cards->setSpacing(space::two);
    cards->addStretch(1);
    for (ChoiceCard *card : {m_try, m_open, m_setUp})
        cards->addWidget(card);
    cards->addStretch(1);
    return cards;
}

void WelcomePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!std::exchange(m_looked, true))
        lookForFashionMnist();
    m_try->setFocus();
}

void WelcomePage::lookForFashionMnist()
{
    const JobId job = m_workspace.engine.inspectDataset(QStringLiteral("fashion-mnist"));
    m_workspace.replies.await(job, this, [this](const Outcome &outcome) {
        if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_try->setEnabled(false);
            m_try->setSentence(failure->message);
        }
    });
}

} // namespace proponent::ui
