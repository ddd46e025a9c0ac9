// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/session_report.h"

#include "engine/whole_file.h"
#include "ui/report/report_figures.h"
#include "ui/report/report_pdf.h"

#include <QDir>
#include <QGuiApplication>
#include <QTimer>

#include <algorithm>

namespace proponent::ui {

namespace {

constexpr qsizetype mostTests = 12;
constexpr qsizetype mostTraining = 6;

std::optional<AnalysisId> newest(const QList<AnalysisSummary> &analyses, AnalysisKind kind)
{
    for (const AnalysisSummary &analysis : analyses) { // newest first
        if (analysis.kind == kind)
            return analysis.id;
    }
    return std::nullopt;
}

/// Empty when it is written; else what is wrong and what to do. Of the writer's thread.
QString writeReport(const ReportContents &contents, ReportDialect dialect, const QString &file,
                    const QFont &font)
{
    const QString shown = QDir::toNativeSeparators(file);
    WholeFile out(file);
    if (!out.open())
        return SessionReport::tr(
                   "The report can't be written to %1: %2. Choose a folder that exists and that you "
                   "may write to.")
            .arg(shown, out.problem());
    const bool written = dialect == ReportDialect::Web ? out.write(webReport(contents).toUtf8())
                                                       : writePdf(out.device(), pagedReport(contents),
                                                                  contents.details.summary.name, font);
    if (written && out.commit())
        return {};
    return SessionReport::tr(
               "The report can't be written to %1: %2. Free some space there, or choose another folder.")
        .arg(shown, out.problem());
}

} // namespace

SessionReport::SessionReport(Engine &engine, Replies &replies, QObject *parent)
    : QObject(parent), m_engine(engine), m_replies(replies)
{
}

SessionReport::~SessionReport()
{
    if (m_writer)
        m_writer->wait();
}

void SessionReport::write(const SessionDetails &details, const QString &file)
{
    const auto refuse = [this](const QString &message) {
        QMetaObject::invokeMethod(
            this, [this, message] { Q_EMIT failed(message); }, Qt::QueuedConnection);
    };
    const bool pdf = file.endsWith(u".pdf", Qt::CaseInsensitive);
    if (m_busy) {
        refuse(tr("Another report is being written; try again when it is done."));
        return;
    }
    if (!pdf && !file.endsWith(u".html", Qt::CaseInsensitive)) {
        refuse(tr("A report is an HTML or a PDF file: end the name %1 with .html or .pdf.")
                   .arg(QDir::toNativeSeparators(file)));
        return;
    }
    m_busy = true;
    m_file = file;
    m_dialect = pdf ? ReportDialect::Pages : ReportDialect::Web;
    m_contents = {};
    m_contents.details = details;
    m_contents.written = QDateTime::currentDateTime();
    chooseTraces();
    Q_EMIT busyChanged(true);
    readAnalyses();
}

/// Test examples first, mistakes first among them.
void SessionReport::chooseTraces()
{
    const TestEvaluation &answers = m_contents.details.evaluation;
    QSet<std::pair<bool, qint64>> seen; // whether of training, and which
    QList<Trace> tests;
    QList<Trace> training;
    for (const AnalysisSummary &analysis : std::as_const(m_contents.details.analyses)) {
        AnalysisHeader asked;
        readQuestion(analysis.question, asked);
        QList<Trace> found;
        for (const qint64 example : analysis.testIndices) {
            if (analysis.kind != AnalysisKind::Influence || seen.contains({asked.ofTraining, example}))
                continue;
            seen.insert({asked.ofTraining, example});
            Trace trace{analysis.id, example};
            if (!asked.ofTraining) {
                trace.wrong = answers.labels.value(example, -1) != answers.predicted.value(example, -1);
                trace.loss = answers.losses.value(example, 0);
            }
            found += trace;
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const Trace &a, const Trace &b) { return a.loss > b.loss; });
        (asked.ofTraining ? training : tests) += found;
    }
    std::stable_sort(tests.begin(), tests.end(),
                     [](const Trace &a, const Trace &b) { return a.wrong > b.wrong; });
    m_contents.testsLeftOut = int(std::max<qsizetype>(tests.size() - mostTests, 0));
    m_traces = tests.mid(0, mostTests) + training.mid(0, mostTraining);
}

qsizetype SessionReport::placeOf(AnalysisId analysis, qint64 example) const
{
    return std::ranges::find_if(
               m_traces,
               [&](const Trace &trace) { return trace.analysis == analysis && trace.example == example; }) -
           m_traces.begin();
}

void SessionReport::ask(JobId job, const Replies::Handler &take, void (SessionReport::*next)())
{
    ++m_asked;
    m_replies.await(job, this, [this, take, next](const Outcome &outcome) {
        take(outcome);
        if (--m_asked == 0)
            (this->*next)();
    });
}

void SessionReport::readAnalyses()
{
    QSet<AnalysisId> wanted;
    for (const Trace &trace : std::as_const(m_traces))
        wanted.insert(trace.analysis);
    for (const AnalysisKind kind : {AnalysisKind::LabelAudit, AnalysisKind::SelfInfluence}) {
        if (const auto analysis = newest(m_contents.details.analyses, kind))
            wanted.insert(*analysis);
    }
    for (const AnalysisId analysis : std::as_const(wanted))
        ask(
            m_engine.openAnalysis(analysis), [this](const Outcome &outcome) { takeAnalysis(outcome); },
            &SessionReport::loadImages);
    // Also when there is nothing else to wait for: the answer comes through the event loop.
    ask(
        m_engine.listSessions(),
        [this](const Outcome &outcome) {
            const auto *listed = std::get_if<SessionsListed>(&outcome);
            for (const SessionSummary &session : listed ? listed->sessions : QList<SessionSummary>()) {
                if (session.id == m_contents.details.summary.parent)
                    m_contents.parentName = session.name;
            }
        },
        &SessionReport::loadImages);
}

void SessionReport::takeAnalysis(const Outcome &outcome)
{
    if (const auto *influence = std::get_if<InfluenceCompleted>(&outcome)) {
        const AnalysisHeader &header = influence->analysis.header;
        for (const TestInfluence &result : influence->analysis.results) {
            if (placeOf(header.id, result.testIndex) < m_traces.size())
                (header.ofTraining ? m_contents.training : m_contents.tests).append({header, result, {}});
        }
    } else if (const auto *audit = std::get_if<LabelAuditCompleted>(&outcome)) {
        m_contents.audit = audit->analysis;
    } else if (const auto *self = std::get_if<SelfInfluenceCompleted>(&outcome)) {
        m_contents.selfInfluence = self->analysis;
    } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
        m_contents.problems += tr("An analysis can't be read and is missing here: %1").arg(failure->message);
    }
}

void SessionReport::loadImages()
{
    const auto place = [this](const ReportedTrace &trace) {
        return placeOf(trace.header.id, trace.influence.testIndex);
    };
    std::ranges::sort(m_contents.tests, {}, place);
    std::ranges::sort(m_contents.training, {}, place);
    const ReportExamples shown = examplesShownIn(m_contents);
    const auto take = [this](const Outcome &outcome) {
        if (const auto *loaded = std::get_if<ImagesLoaded>(&outcome)) {
            (loaded->split == Split::Train ? m_contents.trainImages : m_contents.testImages) = loaded->images;
            m_contents.datasetMissing = m_contents.datasetMissing || loaded->datasetMissing;
        } else if (const auto *failure = std::get_if<Failed>(&outcome)) {
            m_contents.problems += tr("Images are missing here: %1").arg(failure->message);
        }
    };
    const SessionId session = m_contents.details.summary.id;
    ask(m_engine.loadImages(session, Split::Train, shown.train.values()), take, &SessionReport::queueFigures);
    ask(m_engine.loadImages(session, Split::Test, shown.test.values()), take, &SessionReport::queueFigures);
}

void SessionReport::queueFigures()
{
    m_figures = std::make_unique<ReportFigures>(m_dialect);
    if (!m_contents.details.epochs.isEmpty()) {
        m_toDraw += [this] { m_contents.loss = m_figures->loss(m_contents.details); };
        m_toDraw += [this] { m_contents.accuracy = m_figures->accuracy(m_contents.details); };
    }
    for (QList<ReportedTrace> *traces : {&m_contents.tests, &m_contents.training}) {
        for (qsizetype i = 0; i < traces->size(); ++i) {
            m_toDraw += [this, traces, i] {
                ReportedTrace &trace = (*traces)[i];
                trace.scores = m_figures->scores(trace.influence);
            };
        }
    }
    if (m_contents.selfInfluence)
        m_toDraw += [this] { m_contents.selfScores = m_figures->selfScores(*m_contents.selfInfluence); };
    if (m_contents.audit && !m_contents.audit->recovery.isEmpty())
        m_toDraw += [this] { m_contents.recovery = m_figures->recovery(*m_contents.audit); };
    drawNextFigure();
}

void SessionReport::drawNextFigure()
{
    if (m_toDraw.isEmpty()) {
        m_figures.reset();
        writeFile();
        return;
    }
    m_toDraw.takeFirst()();
    QTimer::singleShot(0, this, &SessionReport::drawNextFigure); // the window has its turn
}

void SessionReport::writeFile()
{
    // Values only: the thread shares nothing with this object but where to put the answer.
    auto problem = std::make_shared<QString>();
    m_writer.reset(QThread::create([contents = std::exchange(m_contents, {}), dialect = m_dialect,
                                    file = m_file, font = QGuiApplication::font(),
                                    problem] { *problem = writeReport(contents, dialect, file, font); }));
    connect(m_writer.get(), &QThread::finished, this, [this, problem] { end(*problem); });
    m_writer->start();
}

void SessionReport::end(const QString &problem)
{
    m_writer->wait();
    m_writer.reset();
    m_busy = false;
    Q_EMIT busyChanged(false);
    if (problem.isEmpty())
        Q_EMIT finished(m_file);
    else
        Q_EMIT failed(problem);
}

} // namespace proponent::ui
