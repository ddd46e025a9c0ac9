// SPDX-License-Identifier: GPL-3.0-or-later
// A session that was trained, traced, audited and judged, written to files by the real engine and read back.
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/patience.h"
#include "tests/ui/small_dataset.h"
#include "ui/report/session_report.h"
#include "ui/text/format.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/work/replies.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace proponent;
using namespace proponent::ui;
using test::patience;

namespace {

const QString sessionName = QStringLiteral("Shirts & <b>\"coats\"</b>, 50 %1");

/// What a reader finds in an HTML file.
struct ReportPage
{
    QString error; ///< of the parser
    QString language;
    QString title;
    QString text; ///< everything that is between tags, but the style sheet
    QStringList elements;
    QStringList resources; ///< what src, srcset and href name
    QStringList headings; ///< of the third rank
    QList<QList<int>> matrix; ///< the numbers of the confusion matrix
};

void readCell(const QXmlStreamReader &xml, QList<QList<int>> &matrix, const QString &text)
{
    if (xml.name() == u"tr")
        matrix.append(QList<int>());
    else if (xml.name() == u"td")
        matrix.last().append(text.toInt());
}

ReportPage read(const QString &file)
{
    ReportPage page;
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) {
        page.error = in.errorString();
        return page;
    }
    QXmlStreamReader xml(&in);
    QString current;
    bool inMatrix = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const auto attributes = xml.attributes();
            page.elements += xml.name().toString();
            for (const QString &name :
                 {QStringLiteral("src"), QStringLiteral("srcset"), QStringLiteral("href")}) {
                if (attributes.hasAttribute(name))
                    page.resources += attributes.value(name).toString();
            }
            if (xml.name() == u"html")
                page.language = attributes.value(QStringLiteral("lang")).toString();
            if (xml.name() == u"table")
                inMatrix = attributes.value(QStringLiteral("class")) == u"matrix";
            if (inMatrix && xml.name() == u"tr")
                readCell(xml, page.matrix, QString());
            current.clear();
        } else if (xml.isCharacters()) {
            current += xml.text();
            page.text += xml.text();
        } else if (xml.isEndElement()) {
            if (xml.name() == u"title")
                page.title = current;
            else if (xml.name() == u"style")
                page.text.clear();
            else if (xml.name() == u"h3")
                page.headings += current;
            else if (inMatrix && xml.name() == u"td")
                readCell(xml, page.matrix, current);
        }
    }
    page.error = xml.hasError() ? xml.errorString() : QString();
    page.matrix.removeAll(QList<int>()); // the row of headings
    return page;
}

/// Pages of a PDF file; 0 where it isn't one.
int pagesOf(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray pdf = file.readAll();
    if (!pdf.startsWith("%PDF-") || !pdf.trimmed().endsWith("%%EOF"))
        return 0;
    static const QRegularExpression page(QStringLiteral("/Type\\s*/Page\\b(?!s)"));
    return int(QString::fromLatin1(pdf).count(page));
}

} // namespace

class SessionReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void htmlIsWholeAndLoadsNothing();
    void htmlShowsEveryImage();
    void htmlCountsAnswers();
    void htmlShowsTheTraces();
    void htmlShowsWhatWasAsked();
    void htmlShowsTheAudit();
    void childSaysWhatWasChanged();
    void sessionWithoutAnalysesIsReportedToo();
    void pdfHasPages();
    void failuresAreSaidInWords_data();
    void failuresAreSaidInWords();
    void oneAtATime();

private:
    static constexpr int trainCount = 400;
    static constexpr int testCount = 120;

    [[nodiscard]] Outcome answer(JobId job);
    void analyse();
    /// The message of a failure, or an empty text.
    [[nodiscard]] QString write(const SessionDetails &details, const QString &file);
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Replies> m_replies;
    SessionDetails m_details;
    InfluenceAnalysis m_influence;
    LabelAudit m_audit;
};

/// Of a job that ends well; a failed one ends the test with its message.
Outcome SessionReportTest::answer(JobId job)
{
    std::optional<Outcome> outcome;
    m_replies->await(job, this, [&outcome](const Outcome &given) { outcome = given; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), patience); }();
    if (!outcome)
        return Failed{QStringLiteral("no answer"), {}};
    if (const auto *failure = std::get_if<Failed>(&*outcome))
        qWarning("%s", qPrintable(failure->message));
    return *outcome;
}

void SessionReportTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
    test::writeSmallDataset(path(QStringLiteral("data")), trainCount, testCount);
    auto engine = Engine::open(path(QStringLiteral("library")));
    QVERIFY2(engine.hasValue(), engine ? "" : qPrintable(engine.error()));
    m_engine = std::move(*engine);
    m_replies = std::make_unique<Replies>(*m_engine);
    analyse();
}

void SessionReportTest::analyse()
{
    TrainingConfig config;
    config.data = path(QStringLiteral("data"));
    config.model = QStringLiteral("mlp");
    config.epochs = 3;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.labelNoise = 0.1;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    config.name = sessionName;
    const Outcome trained = answer(m_engine->train(config));
    QVERIFY(std::holds_alternative<TrainingCompleted>(trained));
    const SessionId session = std::get<TrainingCompleted>(trained).session;

    InfluenceRequest trace;
    trace.session = session;
    trace.threads = 1;
    trace.tests.indices = {0, 1};
    QVERIFY(std::holds_alternative<InfluenceCompleted>(answer(m_engine->traceInfluence(trace))));
    trace.tests.indices = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
    const Outcome traced = answer(m_engine->traceInfluence(trace));
    QVERIFY(std::holds_alternative<InfluenceCompleted>(traced));
    m_influence = std::get<InfluenceCompleted>(traced).analysis;

    LabelAuditRequest audit;
    audit.session = session;
    audit.threads = 1;
    const Outcome audited = answer(m_engine->auditLabels(audit));
    QVERIFY(std::holds_alternative<LabelAuditCompleted>(audited));
    m_audit = std::get<LabelAuditCompleted>(audited).analysis;

    SelfInfluenceRequest self;
    self.session = session;
    self.threads = 1;
    QVERIFY(std::holds_alternative<SelfInfluenceCompleted>(answer(m_engine->computeSelfInfluence(self))));

    QList<LabelDecision> decisions{{m_audit.top.at(0).trainIndex, LabelDecision::Verdict::Relabel, 2},
                                   {m_audit.top.at(1).trainIndex, LabelDecision::Verdict::Exclude, -1}};
    std::sort(decisions.begin(), decisions.end(),
              [](const LabelDecision &a, const LabelDecision &b) { return a.trainIndex < b.trainIndex; });
    const auto edited = [this](JobId job) { return std::holds_alternative<SessionEdited>(answer(job)); };
    QVERIFY(edited(m_engine->setLabelDecisions(session, decisions)));
    QVERIFY(
        edited(m_engine->setSessionNote(session, QStringLiteral("1 < 2 && \"quotes\"\n\nSecond paragraph"))));
    QVERIFY(edited(m_engine->setSessionTags(session, {QStringLiteral("base<line")})));
    const Outcome opened = answer(m_engine->openSession(session));
    QVERIFY(std::holds_alternative<SessionOpened>(opened));
    m_details = std::get<SessionOpened>(opened).details;
}

void SessionReportTest::cleanupTestCase()
{
    m_replies.reset();
    m_engine.reset();
}

QString SessionReportTest::write(const SessionDetails &details, const QString &file)
{
    SessionReport report(*m_engine, *m_replies);
    QSignalSpy finished(&report, &SessionReport::finished);
    QSignalSpy failed(&report, &SessionReport::failed);
    report.write(details, file);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(finished.size() + failed.size() == 1, patience); }();
    if (finished.isEmpty() && failed.isEmpty())
        return QStringLiteral("no answer");
    return failed.isEmpty() ? QString() : failed.constFirst().constFirst().toString();
}

void SessionReportTest::htmlIsWholeAndLoadsNothing()
{
    QCOMPARE(write(m_details, path(QStringLiteral("whole.html"))), QString());
    const ReportPage page = read(path(QStringLiteral("whole.html")));
    QCOMPARE(page.error, QString());
    QCOMPARE(page.language, QStringLiteral("en"));
    QCOMPARE(page.title, sessionName); // as it was, not as tags
    QVERIFY(!page.elements.contains(QStringLiteral("b")));
    QVERIFY(!page.elements.contains(QStringLiteral("script")));
    QVERIFY(!page.elements.contains(QStringLiteral("link")));
    for (const QString &resource : page.resources)
        QVERIFY2(resource.startsWith(u"data:image/") || resource.startsWith(u'#'),
                 qPrintable(resource.left(80)));

    const EpochMetrics &last = m_details.epochs.constLast();
    for (const QString &text :
         {QStringLiteral("1 < 2 && \"quotes\""), QStringLiteral("Second paragraph"),
          QStringLiteral("base<line"),
          QStringLiteral("MLP on data: %1 of 120 test examples right after 3 epochs")
              .arg(text::percent(last.testAccuracy)),
          QStringLiteral("TracInCP("), QStringLiteral("arXiv:2002.08484"), m_details.dataset.fingerprint,
          m_details.libtorchVersion, text::count(m_details.parameters), text::loss(last.testLoss)})
        QVERIFY2(page.text.contains(text), qPrintable(text));
}

void SessionReportTest::htmlShowsEveryImage()
{
    QCOMPARE(write(m_details, path(QStringLiteral("images.html"))), QString());
    const ReportPage page = read(path(QStringLiteral("images.html")));
    int wrong = 0;
    for (qsizetype i = 0; i < m_details.evaluation.labels.size(); ++i)
        wrong += m_details.evaluation.labels.at(i) != m_details.evaluation.predicted.at(i);
    QVERIFY(wrong >= 12);
    qsizetype pictures = 12; // the worst mistakes
    for (const QString &heading : page.headings) {
        for (const TestInfluence &one : m_influence.results) {
            if (heading.startsWith(QStringLiteral("Test example %1:").arg(text::example(one.testIndex))))
                pictures +=
                    1 + qMin<qsizetype>(8, one.proponents.size()) + qMin<qsizetype>(8, one.opponents.size());
        }
    }
    pictures += 24 + 8; // suspects, self-influence
    const qsizetype plots = 2 + page.headings.size() + 1 + 1; // curves, scores, self-influence, recovery
    const auto data = page.resources.filter(QStringLiteral("data:image/"));
    QCOMPARE(data.filter(QStringLiteral("data:image/png")).size(), pictures);
    QCOMPARE(data.filter(QStringLiteral("data:image/svg")).size(), plots * 2); // light and dark
    QVERIFY(!page.text.contains(QStringLiteral("no image")));
    for (const QString &uri : data) {
        const QByteArray bytes = QByteArray::fromBase64(uri.mid(uri.indexOf(u',') + 1).toLatin1());
        if (uri.startsWith(u"data:image/png")) {
            QCOMPARE(QImage::fromData(bytes).size(), QSize(12, 12));
            continue;
        }
        QXmlStreamReader svg(bytes);
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
    }
}

void SessionReportTest::htmlCountsAnswers()
{
    QCOMPARE(write(m_details, path(QStringLiteral("counts.html"))), QString());
    const QList<QList<int>> matrix = read(path(QStringLiteral("counts.html"))).matrix;
    QCOMPARE(matrix.size(), 4);
    int all = 0;
    int right = 0;
    for (int label = 0; label < 4; ++label) {
        QCOMPARE(matrix.at(label).size(), 4);
        right += matrix.at(label).at(label);
        for (const int count : matrix.at(label))
            all += count;
    }
    QCOMPARE(all, testCount);
    QCOMPARE(double(right) / all, *m_details.summary.testAccuracy);
}

void SessionReportTest::htmlShowsTheTraces()
{
    QCOMPARE(write(m_details, path(QStringLiteral("traces.html"))), QString());
    const ReportPage page = read(path(QStringLiteral("traces.html")));
    QCOMPARE(page.headings.size(), 12);
    QVERIFY(page.text.contains(QStringLiteral("12 traced test examples")));
    QVERIFY(page.text.contains(QStringLiteral("2 more")));
    QVERIFY2(page.headings.constFirst().startsWith(QStringLiteral("Test example #7:")), // its label is wrong
             qPrintable(page.headings.constFirst()));
    QVERIFY(page.headings.filter(QStringLiteral("Test example #7:")).size() == 1);
    const TestInfluence &seventh = m_influence.results.at(7);
    QCOMPARE(seventh.testIndex, 7);
    const RankedExample &first = seventh.proponents.constFirst();
    QVERIFY(page.text.contains(
        QStringLiteral("Training on %1 (%2) pushed this example toward %3: %4 over 3 checkpoints")
            .arg(text::example(first.trainIndex), text::className(m_details.dataset, first.label),
                 text::className(m_details.dataset, seventh.label), text::signedScore(first.score))));
    QVERIFY(page.text.contains(text::signedScore(seventh.opponents.constFirst().score)));
}

/// A training example as if it were a test; and of a test example another class than its own.
void SessionReportTest::htmlShowsWhatWasAsked()
{
    InfluenceRequest trace;
    trace.session = m_details.summary.id;
    trace.threads = 1;
    const SuspectExample &suspect = m_audit.top.constFirst(); // pushed by itself most of all
    trace.tests.indices = {suspect.trainIndex};
    trace.ofTraining = true;
    QVERIFY(std::holds_alternative<InfluenceCompleted>(answer(m_engine->traceInfluence(trace))));
    trace.tests.indices = {7};
    trace.ofTraining = false;
    trace.question = {Question::Kind::Class, 2};
    const Outcome asked = answer(m_engine->traceInfluence(trace));
    QVERIFY(std::holds_alternative<InfluenceCompleted>(asked));
    const Outcome opened = answer(m_engine->openSession(m_details.summary.id));
    QVERIFY(std::holds_alternative<SessionOpened>(opened));
    const SessionDetails details = std::get<SessionOpened>(opened).details;
    QCOMPARE(write(details, path(QStringLiteral("asked.html"))), QString());
    const ReportPage page = read(path(QStringLiteral("asked.html")));
    QCOMPARE(page.headings.size(), 13);
    QVERIFY(page.text.contains(QStringLiteral("12 traced test examples")));
    QCOMPARE(page.headings.filter(QStringLiteral("Test example #7:")).size(), 1);
    const QString which = text::example(suspect.trainIndex);
    const QString label = text::className(m_details.dataset, suspect.label);
    QCOMPARE(page.headings.constLast(),
             QStringLiteral("Training example %1: %2, asked about as if it were a test example")
                 .arg(which, label));
    QVERIFY(page.text.contains(
        QStringLiteral("Training on %1 (%2) pushed the example itself toward %2: +").arg(which, label)));
    const QString target = text::className(m_details.dataset, 2);
    QVERIFY(
        page.text.contains(QStringLiteral("+ Proponents: training on them pushed toward %1").arg(target)));
    QVERIFY(page.text.contains(QStringLiteral("pushed this example toward %1: %2")
                                   .arg(target, text::signedScore(std::get<InfluenceCompleted>(asked)
                                                                      .analysis.results.constFirst()
                                                                      .proponents.constFirst()
                                                                      .score))));
}

void SessionReportTest::htmlShowsTheAudit()
{
    QCOMPARE(write(m_details, path(QStringLiteral("audit.html"))), QString());
    const QString text = read(path(QStringLiteral("audit.html"))).text;
    const QString audit = text.mid(text.indexOf(QStringLiteral("Label audit"), text.size() / 2));
    QVERIFY(audit.contains(text::example(m_audit.top.at(0).trainIndex)));
    QVERIFY(audit.contains(QStringLiteral("→ ") + text::className(m_details.dataset, 2)));
    QVERIFY(audit.contains(QStringLiteral("Excluded")));
    QVERIFY(audit.contains(QStringLiteral("1 relabelled, 1 excluded")));
    QCOMPARE(audit.count(QStringLiteral("not judged")), 22);
    for (const RecoveryCurve &curve : m_audit.recovery)
        QVERIFY(audit.contains(text::percent(curve.foundInTop(10))));
}

void SessionReportTest::childSaysWhatWasChanged()
{
    SessionDetails child = m_details;
    child.summary.parent = m_details.summary.id;
    child.config.labelChanges = {{3, LabelDecision::Verdict::Relabel, 2},
                                 {5, LabelDecision::Verdict::Exclude, -1}};
    QCOMPARE(write(child, path(QStringLiteral("child.html"))), QString());
    const QString text = read(path(QStringLiteral("child.html"))).text;
    QVERIFY(text.contains(QStringLiteral("“") + sessionName + QStringLiteral("”")));
    QVERIFY(text.contains(QStringLiteral("Changed: 1 relabelled, 1 excluded.")));
    QVERIFY(!read(path(QStringLiteral("whole.html"))).text.contains(QStringLiteral("Changed labels")));
}

void SessionReportTest::sessionWithoutAnalysesIsReportedToo()
{
    SessionDetails bare = m_details;
    bare.analyses.clear();
    bare.epochs.clear();
    bare.evaluation = {};
    bare.summary.state = SessionState::Interrupted;
    QCOMPARE(write(bare, path(QStringLiteral("bare.html"))), QString());
    const ReportPage page = read(path(QStringLiteral("bare.html")));
    QCOMPARE(page.error, QString());
    QVERIFY(page.text.contains(QStringLiteral("no epoch is finished yet")));
    QVERIFY(page.text.contains(QStringLiteral("No test example of this session is traced.")));
    QVERIFY(page.text.contains(QStringLiteral("not audited")));
    QVERIFY(page.resources.filter(QStringLiteral("data:")).isEmpty());
    QCOMPARE(write(bare, path(QStringLiteral("bare.pdf"))), QString());
}

void SessionReportTest::pdfHasPages()
{
    const QString file = path(QStringLiteral("report.PDF"));
    QCOMPARE(write(m_details, file), QString());
    const int pages = pagesOf(file);
    QVERIFY2(pages >= 4 && pages <= 30, qPrintable(QString::number(pages)));
    QVERIFY(QFileInfo(file).size() > 50000);

    // A paragraph that no page holds goes over several.
    SessionDetails wordy = m_details;
    wordy.summary.note = QStringLiteral("A line.\n").repeated(200);
    QCOMPARE(write(wordy, file), QString());
    QVERIFY2(pagesOf(file) >= pages + 3, qPrintable(QString::number(pagesOf(file))));
}

void SessionReportTest::failuresAreSaidInWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("HTML where no folder is") << "missing/report.html"
                                             << "folder that exists";
    QTest::newRow("PDF where no folder is") << "missing/report.pdf"
                                            << "folder that exists";
    QTest::newRow("neither") << "report.docx"
                             << "end the name";
}

void SessionReportTest::failuresAreSaidInWords()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    const QString message = write(m_details, path(name));
    QVERIFY2(message.contains(words), qPrintable(message));
    QVERIFY2(message.contains(QDir::toNativeSeparators(path(name))), qPrintable(message));
    QVERIFY(!QFile::exists(path(name)));
}

void SessionReportTest::oneAtATime()
{
    SessionReport report(*m_engine, *m_replies);
    QSignalSpy finished(&report, &SessionReport::finished);
    QSignalSpy failed(&report, &SessionReport::failed);
    QSignalSpy busy(&report, &SessionReport::busyChanged);
    report.write(m_details, path(QStringLiteral("first.html")));
    QVERIFY(report.isBusy());
    report.write(m_details, path(QStringLiteral("second.html")));
    QVERIFY(failed.isEmpty()); // never before write() returns
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QCOMPARE(finished.constFirst().constFirst().toString(), path(QStringLiteral("first.html")));
    QVERIFY(!QFile::exists(path(QStringLiteral("second.html"))));
    QCOMPARE(busy.size(), 2);
    QVERIFY(!report.isBusy());
    report.write(m_details, path(QStringLiteral("second.html")));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 2, patience);
}

PROPONENT_TEST(SessionReportTest)
#include "session_report_test.moc"
