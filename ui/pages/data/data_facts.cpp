// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_facts.h"

#include "ui/plots/class_counts_plot.h"
#include "ui/text/dataset_problems.h"
#include "ui/text/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace proponent::ui {

namespace {

constexpr int fingerprintShown = 12;

/// A value too long for its column, which can be read by scrolling and copied. Until then it ends in an ellipsis.
class LongValue : public QLineEdit
{
public:
    using QLineEdit::QLineEdit;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        const int room = width() - 2; // a line edit's own margins
        if (hasFocus() || fontMetrics().horizontalAdvance(text()) <= room) {
            QLineEdit::paintEvent(event);
            return;
        }
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(rect().adjusted(0, 0, -2, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         fontMetrics().elidedText(text(), Qt::ElideMiddle, room));
    }
};

QLineEdit *makeLongValue(QWidget *parent)
{
    auto *value = new LongValue(parent);
    value->setReadOnly(true);
    value->setFrame(false);
    value->setTextMargins(-2, 0, 0, 0); // stands where the labels above it stand,
    value->setMaximumHeight(value->fontMetrics().height() + 2); // in a row as high as theirs
    QPalette flat = value->palette();
    flat.setBrush(QPalette::Base, Qt::NoBrush);
    value->setPalette(flat);
    return value;
}

QLabel *makeValue(QWidget *parent)
{
    return new TextLabel(QString(), TextSize::Body, TextLabel::Tone::Plain, parent);
}

QLabel *makeParagraph(TextSize size, TextLabel::Tone tone, QWidget *parent)
{
    auto *label = new TextLabel(QString(), size, tone, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DataFacts::DataFacts(QWidget *parent)
    : QWidget(parent),
      m_name(makeParagraph(TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_format(makeValue(this)),
      m_folder(makeLongValue(this)),
      m_images(makeValue(this)),
      m_size(makeValue(this)),
      m_classes(makeValue(this)),
      m_train(makeValue(this)),
      m_test(makeValue(this)),
      m_fingerprint(makeLongValue(this)),
      m_copy(new QToolButton(this)),
      m_use(makeParagraph(TextSize::Caption, TextLabel::Tone::Muted, this)),
      m_problemsTitle(new TextLabel(QString(), TextSize::Heading, TextLabel::Tone::Plain, this)),
      m_problems(makeParagraph(TextSize::Body, TextLabel::Tone::Plain, this)),
      m_counts(new ClassCountsPlot(this))
{
    m_format->setWordWrap(true); // the words for a format can be many
    m_copy->setIcon(themedIcon(QStringLiteral("copy")));
    m_copy->setAccessibleName(tr("Copy fingerprint"));
    m_copy->setToolTip(tr("Copy the whole fingerprint"));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_counts->setMinimumHeight(240);
    m_counts->setMaximumHeight(360);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::one, 0, space::one, space::one);
    layout->setSpacing(space::one);
    layout->addWidget(m_name);
    layout->addLayout(makeRows());
    layout->addWidget(m_use);
    layout->addWidget(m_problemsTitle);
    layout->addWidget(m_problems);
    layout->addWidget(m_counts, 1);
    layout->addStretch();
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_dataset.fingerprint); });
}

QGridLayout *DataFacts::makeRows()
{
    struct Row
    {
        QString caption;
        QWidget *value;
        QString toolTip;
    };
    const Row rows[] = {
        {tr("Format"), m_format, tr("What the reader recognised")},
        {tr("Folder"), m_folder, tr("Where it was read from")},
        {tr("Images"), m_images, tr("Width × height of every image, and its channels")},
        {tr("Size"), m_size, tr("Of all pixels; the data set is held in memory while it is used")},
        {tr("Classes"), m_classes, tr("Labels that the files give or name")},
        {tr("Training"), m_train, tr("Examples that models are trained on")},
        {tr("Test"), m_test, tr("Examples that models are tested on")},
        {tr("Fingerprint"), m_fingerprint,
         tr("SHA-256 of all pixels and labels: the same data has the same, wherever it is stored")},
    };
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(space::one);
    grid->setVerticalSpacing(space::half);
    grid->setColumnStretch(1, 1);
    int at = 0;
    for (const Row &row : rows) {
        auto *caption = new TextLabel(row.caption, TextSize::Body, TextLabel::Tone::Muted, this);
        caption->setToolTip(row.toolTip);
        row.value->setToolTip(row.toolTip);
        row.value->setAccessibleName(row.caption);
        grid->addWidget(caption, at, 0);
        const bool beside = row.value == m_fingerprint;
        grid->addWidget(row.value, at, 1, 1, beside ? 1 : 2);
        if (beside)
            grid->addWidget(m_copy, at, 2);
        ++at;
    }
    return grid;
}

void DataFacts::showDataset(const DatasetInfo &dataset, const SessionDetails *session)
{
    const bool sameCounts =
        dataset.fingerprint == m_dataset.fingerprint && dataset.classNames == m_dataset.classNames;
    if (!sameCounts) // what somebody has zoomed into stays
        m_counts->setCounts(dataset);
    m_dataset = dataset;
    m_name->setText(dataset.name);
    m_format->setText(dataset.format);
    m_folder->setText(QDir::toNativeSeparators(dataset.path));
    m_folder->setCursorPosition(0);
    m_folder->setToolTip(m_folder->text());
    m_images->setText(tr("%1 × %2, %3")
                          .arg(text::count(dataset.width), text::count(dataset.height),
                               dataset.channels == 1 ? tr("grey") : tr("colour")));
    const qint64 examples = dataset.trainCount + dataset.testCount;
    m_size->setText(text::bytes(examples * dataset.channels * dataset.height * dataset.width));
    m_classes->setText(text::count(dataset.classCount()));
    m_train->setText(text::count(dataset.trainCount));
    m_test->setText(text::count(dataset.testCount));
    m_fingerprint->setText(dataset.fingerprint.left(fingerprintShown) + u'…');
    showUse(session);

    const QStringList problems = text::datasetProblems(dataset);
    m_problemsTitle->setText(problems.isEmpty() ? tr("No problems found")
                                                : tr("%Ln problem(s)", nullptr, int(problems.size())));
    m_problems->setText(problems.join(QStringLiteral("\n\n")));
    m_problems->setVisible(!problems.isEmpty());
}

void DataFacts::showUse(const SessionDetails *session)
{
    QStringList sentences;
    if (session && session->trainCount < session->dataset.trainCount)
        sentences += tr("The session trains on the first %1 examples.").arg(text::count(session->trainCount));
    if (session && session->testCount < session->dataset.testCount)
        sentences += tr("It is tested on the first %1.").arg(text::count(session->testCount));
    if (session && session->config.labelNoise > 0)
        sentences +=
            tr("%1 of its labels were planted wrong.").arg(text::percent(session->config.labelNoise));
    m_use->setText(sentences.join(u' '));
    m_use->setVisible(!sentences.isEmpty());
}

QString DataFacts::problems() const
{
    return m_problems->text();
}

} // namespace proponent::ui
