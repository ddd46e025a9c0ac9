// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/class_choice.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QScreen>
#include <QVBoxLayout>

namespace proponent::ui {

void ClassChoice::showPopup()
{
    if (count() <= longest)
        QComboBox::showPopup();
    else
        (new ClassSearch(*this))->show();
}

ClassSearch::ClassSearch(QComboBox &choice)
    : QFrame(&choice, Qt::Popup), m_choice(choice), m_words(new QLineEdit(this)), m_list(new QListView(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAttribute(Qt::WA_NoMouseReplay); // a click on the choice closes the list, and doesn't open it again
    setFrameShape(QFrame::StyledPanel);
    m_found.setSourceModel(choice.model());
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_list->setModel(&m_found);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys that move in it are taken from the line
    m_list->setAccessibleName(choice.accessibleName());
    m_words->setPlaceholderText(tr("Find a class"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->setClearButtonEnabled(true);
    m_words->installEventFilter(this);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::half, space::half, space::half, space::half);
    layout->setSpacing(space::half);
    layout->addWidget(m_words);
    layout->addWidget(m_list);
    connect(m_words, &QLineEdit::textChanged, this, &ClassSearch::find);
    connect(m_words, &QLineEdit::returnPressed, this, &ClassSearch::choose);
    connect(m_list, &QListView::clicked, this, &ClassSearch::choose);
    place();
    m_list->setCurrentIndex(m_found.mapFromSource(choice.model()->index(choice.currentIndex(), 0)));
    m_list->scrollTo(m_list->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_words->setFocus();
}

/// Below the choice, or above it where there is more room.
void ClassSearch::place()
{
    constexpr int narrowest = 240;
    constexpr int usual = 360;
    const QRect screen = m_choice.screen()->availableGeometry();
    const QPoint corner = m_choice.mapToGlobal(QPoint(0, 0));
    const int below = screen.bottom() - corner.y() - m_choice.height();
    const int above = corner.y() - screen.top();
    const int height = std::min(usual, std::max(below, above));
    const int width = std::max(narrowest, m_choice.width());
    const int left = std::clamp(corner.x(), screen.left(), std::max(screen.left(), screen.right() - width));
    setGeometry(left, below >= height ? corner.y() + m_choice.height() : corner.y() - height, width, height);
}

void ClassSearch::find(const QString &words)
{
    const QString wanted = words.trimmed();
    m_found.setFilterFixedString(wanted);
    // Return takes what is called just so, or begins like that, before what has it somewhere in its name.
    QModelIndex best = m_list->currentIndex();
    for (const Qt::MatchFlags match : {Qt::MatchContains, Qt::MatchStartsWith, Qt::MatchFixedString}) {
        const QModelIndexList found = m_found.match(m_found.index(0, 0), Qt::DisplayRole, wanted, 1, match);
        if (!wanted.isEmpty() && !found.isEmpty())
            best = found.constFirst();
    }
    m_list->setCurrentIndex(best);
    m_list->scrollTo(best);
}

void ClassSearch::choose()
{
    const QModelIndex index = m_found.mapToSource(m_list->currentIndex());
    if (!index.isValid())
        return; // none is called like that
    QComboBox &choice = m_choice;
    close();
    choice.setCurrentIndex(index.row());
    Q_EMIT choice.activated(index.row());
}

bool ClassSearch::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        QCoreApplication::sendEvent(m_list, event);
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return QFrame::eventFilter(watched, event);
    }
}

} // namespace proponent::ui
