// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/methods_dialog.h"

#include "ui/text/format.h"
#include "ui/theme/flat_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/opening_size.h"
#include "ui/widgets/text_label.h"
#include "ui/work/workspace.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

/// Leaves a gap between a column and the next.
class RoomyDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(space::two, 0);
    }
};

} // namespace

MethodsDialog::MethodsDialog(Workspace &workspace, QWidget *parent)
    : QDialog(parent),
      m_workspace(workspace),
      m_table(new QTableView(this)),
      m_session(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_note(new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, this)),
      m_findOut(new QPushButton(tr("&Find out"), this))
{
    setWindowTitle(tr("How well do methods predict?"));
    resize(openingSize(*this, {680, 520}));
    setUpTable();
    layOut();
    connect(m_findOut, &QPushButton::clicked, this, [this] {
        m_problem.clear();
        m_workspace.judgingMethods.run();
    });
    connect(&m_workspace.judgingMethods, &JudgingMethods::changed, this, &MethodsDialog::showSession);
    connect(&m_workspace.judgingMethods, &JudgingMethods::failed, this, [this](const QString &message) {
        m_problem = message;
        showSession();
    });
    connect(&m_workspace.judgingMethods, &JudgingMethods::cancelled, this, [this] {
        m_problem =
            tr("It was stopped. The copies that were trained are kept: next time it goes on from there.");
        showSession();
    });
    showSession();
}

QString MethodsDialog::note() const
{
    return m_note->text();
}

void MethodsDialog::setUpTable()
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(MethodModel::SortRole);
    m_table->setModel(&m_sorted);
    m_table->setItemDelegate(new RoomyDelegate(m_table));
    m_table->setAccessibleName(tr("Methods"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false); // Tab goes on to the next control
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(MethodModel::Lds, Qt::DescendingOrder);
}

void MethodsDialog::layOut()
{
    auto *explanation = new TextLabel(tr("Copies of the model are trained on random halves of the training "
                                         "examples, with the session's own "
                                         "settings. LDS is the correlation, over the halves, between what a "
                                         "method's scores say of a test example's "
                                         "loss and what it came to, averaged over the test examples: 1 is "
                                         "perfect, 0 no better than chance. What is "
                                         "random in training itself keeps every method below 1."),
                                      TextSize::Body, TextLabel::Tone::Muted, this);
    for (QLabel *label : {static_cast<QLabel *>(explanation), m_note, m_session})
        label->setWordWrap(true);
    auto *close = new QPushButton(tr("&Close"), this);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    makePrimary(m_findOut);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_findOut, 0, Qt::AlignBottom);
    buttons->addWidget(close, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::two);
    layout->setSpacing(space::one);
    layout->addWidget(m_session);
    layout->addWidget(explanation);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
}

QString MethodsDialog::plannedWords() const
{
    const JudgingPlan plan = planJudging(m_workspace.open.details());
    return tr("To find out, %Ln model(s) have to be trained (%1 halves × %2), and all methods are asked "
              "about %3 test "
              "examples: about %4, judging by this session's training.",
              nullptr, plan.copies())
        .arg(text::count(plan.subsets), text::count(plan.runs), text::count(plan.tests.size()),
             plan.seconds < 10 ? tr("a few seconds") : text::duration(plan.seconds));
}

void MethodsDialog::showSession()
{
    const OpenSession &open = m_workspace.open;
    const JudgingMethods &judging = m_workspace.judgingMethods;
    m_model.setEvaluations(open.isOpen() ? open.details().evaluations : QList<MethodEvaluation>());
    m_session->setText(open.isOpen() ? open.details().summary.name : tr("No session is open"));
    m_findOut->setEnabled(judging.canRun());
    QString note;
    if (judging.isRunning())
        note = tr("It is being found out. The window can be used meanwhile; Stop is at its bottom.");
    else if (!m_problem.isEmpty())
        note = m_problem;
    else if (judging.canRun())
        note = plannedWords();
    else if (open.isOpen())
        note = tr("This can be found out when the session has been trained.");
    m_note->setText(note);
}

} // namespace proponent::ui
