// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/demo.h"

#include "app/cli/console.h"
#include "app/cli/job_runner.h"
#include "app/cli/report.h"
#include "app/cli/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

constexpr qsizetype tracedMistakes = 8; // enough for a lively Influence page
constexpr qsizetype printedRanks = 5;

TrainingConfig demoConfig()
{
    TrainingConfig config;
    config.trainLimit = 10'000;
    config.testLimit = 2'000;
    config.epochs = 2;
    config.name = u"Demo"_s;
    return config;
}

QList<qint64> firstMistakes(const TestEvaluation &evaluation)
{
    QList<qint64> mistakes;
    for (qsizetype i = 0; i < evaluation.labels.size() && mistakes.size() < tracedMistakes; ++i) {
        if (evaluation.predicted[i] != evaluation.labels[i])
            mistakes.append(i);
    }
    return mistakes;
}

/// Only the first test example, and only the strongest of its training examples.
InfluenceAnalysis firstResult(InfluenceAnalysis analysis)
{
    analysis.results = analysis.results.first(std::min<qsizetype>(1, analysis.results.size()));
    for (TestInfluence &result : analysis.results) {
        result.proponents = result.proponents.first(std::min(printedRanks, result.proponents.size()));
        result.opponents = result.opponents.first(std::min(printedRanks, result.opponents.size()));
    }
    return analysis;
}

/// The desktop program, which is built and installed into the same folder as this one.
QString desktopProgram()
{
    return QDir(QCoreApplication::applicationDirPath()).filePath(u"proponent"_s);
}

} // namespace

Demo::Demo(JobRunner &jobs, Console &console) : m_jobs(jobs), m_console(console)
{
    connect(&m_desktop, &QProcess::finished, this, &Demo::handlePictures);
    connect(&m_desktop, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(tr("%1 could not be started: %2").arg(desktopProgram(), m_desktop.errorString()),
                          m_details.summary.id);
    });
}

void Demo::start()
{
    m_jobs.await<TrainingCompleted>(
        m_jobs.engine().train(demoConfig()), [this](const TrainingCompleted &completed) {
            m_jobs.await<SessionOpened>(m_jobs.engine().openSession(completed.session),
                                        [this](const SessionOpened &opened) { trace(opened.details); });
        });
}

void Demo::stop()
{
    if (m_desktop.state() != QProcess::NotRunning)
        m_desktop.terminate();
}

void Demo::trace(const SessionDetails &details)
{
    m_details = details;
    InfluenceRequest request;
    request.session = details.summary.id;
    request.tests.indices = firstMistakes(details.evaluation);
    if (request.tests.indices.isEmpty())
        request.tests.indices = {0}; // a model without a mistake is still worth a look
    m_jobs.await<InfluenceCompleted>(m_jobs.engine().traceInfluence(request),
                                     [this](const InfluenceCompleted &completed) {
                                         m_analysis = completed.analysis;
                                         makePictures();
                                     });
}

void Demo::makePictures()
{
    if (!QFileInfo(desktopProgram()).isExecutable()) {
        m_console.printLine(
            tr("note: no pictures, as the desktop program is not at %1").arg(desktopProgram()));
        return finish({}, {});
    }
    const QString folder = QDir(m_jobs.engine().libraryFolder()).filePath(u"pictures"_s);
    if (!QDir().mkpath(folder)) {
        Q_EMIT failed(
            tr("the folder %1 for the pictures could not be made; give another --library").arg(folder),
            m_details.summary.id);
        return;
    }
    m_console.printLine(tr("making pictures of the desktop"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_desktop.setProcessEnvironment(environment);
    m_desktop.start(desktopProgram(),
                    {u"--screenshots"_s, folder, u"--library"_s, m_jobs.engine().libraryFolder()});
}

void Demo::handlePictures(int exitCode, QProcess::ExitStatus status)
{
    if (m_jobs.isStopping()) {
        Q_EMIT stopped({});
        return;
    }
    const QString folder = QDir(m_jobs.engine().libraryFolder()).filePath(u"pictures"_s);
    const QStringList pictures = QDir(folder).entryList({u"*.png"_s}, QDir::Files, QDir::Name);
    if (status != QProcess::NormalExit || exitCode != 0 || pictures.isEmpty()) {
        const QString said = QString::fromUtf8(m_desktop.readAllStandardError()).trimmed();
        Q_EMIT failed(
            tr("the pictures could not be made; %1 said: %2").arg(desktopProgram(), said.section(u'\n', -1)),
            m_details.summary.id);
        return;
    }
    finish(folder, pictures);
}

void Demo::finish(const QString &pictureFolder, const QStringList &pictures)
{
    QJsonObject json = influenceJson(m_analysis);
    json.insert(u"training"_s, trainingJson(m_details));
    json.insert(u"picture_folder"_s, pictureFolder.isEmpty() ? QJsonValue() : QJsonValue(pictureFolder));
    json.insert(u"pictures"_s, QJsonArray::fromStringList(pictures));

    QString text = trainingText(m_details) + u'\n' + influenceText(firstResult(m_analysis), m_details);
    if (!pictures.isEmpty())
        text += tr("\npictures of the desktop are in %1: %2\n")
                    .arg(oneLine(pictureFolder), pictures.join(u", "_s));
    Q_EMIT finished(json, text);
}

} // namespace proponent::cli
