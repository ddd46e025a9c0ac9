// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include "ui/pages/data/data_bar.h"
#include "ui/pages/data/data_facts.h"
#include "ui/pages/data/data_filters.h"
#include "ui/pages/data/data_gallery.h"
#include "ui/settings/window_settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inline_message.h"
#include "ui/widgets/tab_order.h"
#include "ui/widgets/vertical_scroll.h"
#include "ui/work/workspace.h"

#include <QComboBox>
#include <QDir>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace proponent::ui {

using State = DataBrowser::State;

namespace {

/// A path is one long word otherwise, and keeps its page as wide as itself.
QString breakable(QString text)
{
    return text.replace(u'/', QStringLiteral("/\u200b"));
}

} // namespace

DataPage::DataPage(Workspace &workspace, WindowSettings &settings, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_settings(settings),
      m_model(workspace.data.images()),
      m_bar(new DataBar(this)),
      m_message(new InlineMessage(this)),
      m_filters(new DataFilters(this)),
      m_gallery(new DataGallery(this)),
      m_noneAccepted(new EmptyState(QStringLiteral("search"), this)),
      m_grid(new QStackedWidget(this)),
      m_facts(new DataFacts(this)),
      m_invitation(new EmptyState(QStringLiteral("data"), this)),
      m_content(makeContent()),
      m_whole(new QStackedWidget(this))
{
    m_whole->addWidget(m_invitation);
    m_whole->addWidget(m_content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::two, space::two, space::two, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_bar);
    layout->addWidget(m_message);
    layout->addWidget(m_whole, 1);
    leadFocus(*this, [this] { return m_gallery; });
    connectWidgets();
    setThumbnailSize(settings.thumbnailSize());
    showData();
}

QWidget *DataPage::makeContent()
{
    m_gallery->setModel(&m_model);
    m_gallery->setAccessibleName(tr("Examples of the data set"));
    m_grid->addWidget(m_gallery);
    m_grid->addWidget(m_noneAccepted);
    m_grid->setMinimumWidth(160);

    auto *scroll = new VerticalScroll(this);
    scroll->setWidget(m_facts);

    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_grid);
    splitter->addWidget(scroll);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({600, 288});

    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::one);
    layout->addWidget(m_filters);
    layout->addWidget(splitter, 1);
    return content;
}

void DataPage::connectWidgets()
{
    connect(m_bar, &DataBar::dataChosen, this, &DataPage::browse);
    connect(m_bar, &DataBar::openRequested, this, &DataPage::openDataRequested);
    connect(m_bar, &DataBar::trainRequested, this,
            [this] { Q_EMIT trainRequested(m_workspace.data.spec()); });
    connect(m_invitation, &EmptyState::triggered, this, &DataPage::openDataRequested);
    connect(m_filters, &DataFilters::filterChanged, this, &DataPage::applyFilter);
    connect(m_filters, &DataFilters::thumbnailSizeChanged, this, [this](ThumbnailSize size) {
        m_settings.setThumbnailSize(size);
        m_gallery->setThumbnailSize(size);
    });
    connect(m_gallery, &ThumbnailGrid::chosen, this, &DataPage::choose);
    connect(m_gallery->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DataPage::inspectCurrent);
    connect(m_gallery, &QListView::pressed, this, &DataPage::inspectCurrent); // once more
    connect(&m_workspace.data, &DataBrowser::changed, this, &DataPage::showData);
    connect(&m_workspace.data, &DataBrowser::updated, this, &DataPage::showExamples);
    connect(&m_workspace.judging, &LabelJudging::changed, this, [this] {
        if (m_workspace.data.hasExamples() && m_workspace.data.session())
            showExamples();
    });
}

void DataPage::browse(const QString &spec)
{
    m_workspace.data.browse(spec);
}

void DataPage::setThumbnailSize(ThumbnailSize size)
{
    m_filters->setThumbnailSize(size);
}

bool DataPage::canTrain() const
{
    return m_workspace.data.state() == State::Ready;
}

void DataPage::showData()
{
    const DataBrowser &browser = m_workspace.data;
    if (browser.state() == State::Ready && !browser.session() && QDir::isAbsolutePath(browser.spec()))
        m_settings.addRecentData(browser.spec());
    m_bar->showData(browser.spec(), m_settings.recentData());
    m_bar->setTrainingProblem(canTrain() ? QString() : tr("There is no data to train on yet"));
    m_message->clear();
    if (browser.state() == State::Missing) {
        m_message->say(
            InlineMessage::Kind::Warning,
            tr("%1 What was stored with the session is shown: the labels of its test examples, and "
               "the thumbnails of its analyses. To see everything, put the data back.")
                .arg(breakable(browser.problem())));
        m_filters->setFilter({.split = Split::Test}); // of the training examples even the labels are gone
    }
    if (browser.hasExamples())
        showExamples();
    else
        invite();
    m_whole->setCurrentWidget(browser.hasExamples() ? m_content : m_invitation);
    Q_EMIT actionsChanged();
}

void DataPage::showExamples()
{
    const DataBrowser &browser = m_workspace.data;
    const DatasetInfo dataset = browser.dataset();
    SplitExamples train = browser.examples(Split::Train);
    const SplitExamples test = browser.examples(Split::Test);
    if (browser.session())
        train.changes = m_workspace.judging.changes();
    const bool other = std::exchange(m_fingerprint, dataset.fingerprint) != dataset.fingerprint;
    if (other)
        m_gallery->setCurrentIndex({});
    m_filters->setExamples(dataset, train, test, browser.session());
    m_facts->showDataset(dataset, browser.session());
    refill([&] {
        m_model.setExamples(dataset, train, test);
        m_model.setFilter(m_filters->filter());
    });
    if (other)
        m_gallery->scrollToTop();
}

void DataPage::applyFilter()
{
    refill([this] { m_model.setFilter(m_filters->filter()); });
}

/// Changes what the gallery shows; the selected example stays selected, if it is still there.
void DataPage::refill(const std::function<void()> &change)
{
    const QModelIndex now = m_gallery->currentIndex();
    const qint64 kept = now.isValid() ? now.data(DataExampleModel::IndexRole).toLongLong() : -1;
    const DataFilter before = m_model.filter();
    change();
    const int row = m_model.filter().split == before.split ? m_model.rowOf(kept) : -1;
    if (row >= 0)
        m_gallery->setCurrentIndex(m_model.index(row));
    else if (m_model.filter() != before)
        m_gallery->scrollToTop();

    m_filters->setShown(m_model.rowCount(), m_model.exampleCount());
    if (m_model.exampleCount() > 0)
        m_noneAccepted->setWords(tr("None"),
                                 tr("No example is like that. Choose another class, or show all."));
    else
        m_noneAccepted->setWords(tr("Nothing to show"), tr("Nothing about these examples was stored."));
    m_grid->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_gallery) : m_noneAccepted);
}

void DataPage::invite()
{
    const DataBrowser &browser = m_workspace.data;
    const QString name = QDir::isAbsolutePath(browser.spec()) ? QDir(browser.spec()).dirName()
                                                              : m_bar->choice()->currentText();
    switch (browser.state()) {
    case State::Loading:
        m_invitation->setWords(tr("Reading %1…").arg(name), tr("You can go on meanwhile."));
        m_invitation->setAction(QString());
        break;
    case State::Failed:
        m_invitation->setWords(tr("This data can't be read"), breakable(browser.problem()));
        m_invitation->setAction(tr("Choose another folder…"));
        break;
    default:
        m_invitation->setWords(tr("Look at your data"),
                               tr("Choose a data set above, open a folder, or drop one on the window: its "
                                  "examples and what is wrong with it appear here."));
        m_invitation->setAction(tr("Open folder…"));
    }
}

void DataPage::inspectCurrent()
{
    const QModelIndex index = m_gallery->currentIndex();
    if (!index.isValid() || !isVisible())
        return;
    const SessionDetails *session = m_workspace.data.session();
    const qint64 example = index.data(DataExampleModel::IndexRole).toLongLong();
    if (session && m_model.filter().split == Split::Test && isAnswered(example)) {
        m_workspace.selected.select(factsOfTest(*session, example));
        return;
    }
    ExampleFacts facts;
    facts.ofSession = session != nullptr;
    facts.split = m_model.filter().split;
    facts.index = example;
    facts.originalLabel = index.data(DataExampleModel::LabelRole).toInt();
    const LabelDecision change = m_model.changeAt(index);
    if (change.verdict == LabelDecision::Verdict::Relabel)
        facts.label = change.label;
    else if (!index.data(DataExampleModel::FlippedRole).toBool()) // which label was planted isn't known here
        facts.label = facts.originalLabel;
    m_workspace.selected.select(facts);
}

void DataPage::choose(const QModelIndex &index)
{
    const qint64 example = index.data(DataExampleModel::IndexRole).toLongLong();
    if (m_model.filter().split == Split::Test && isAnswered(example))
        Q_EMIT testChosen(example);
}

bool DataPage::isAnswered(qint64 test) const
{
    const SessionDetails *session = m_workspace.data.session();
    return session && test < session->evaluation.predicted.size();
}

} // namespace proponent::ui
