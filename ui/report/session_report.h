// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/report/report_html.h"
#include "ui/work/replies.h"

#include <QThread>

#include <functional>
#include <memory>

namespace proponent::ui {

class ReportFigures;

/// Writes what is known of a session to one file that can be handed on: gathers it from the engine, draws one
/// plot each turn of the event loop, and composes and writes on a thread of its own. A file is whole or it
/// isn't there. The destructor waits for a file that is being written.
class SessionReport : public QObject
{
    Q_OBJECT

public:
    SessionReport(Engine &engine, Replies &replies, QObject *parent = nullptr);
    ~SessionReport() override;

    /// By the file's suffix: .html or .pdf. One at a time. Ends with finished() or failed(), never before
    /// this returns.
    void write(const SessionDetails &details, const QString &file);
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void finished(const QString &file);
    /// `message` says what is wrong and what to do.
    void failed(const QString &message);
    void busyChanged(bool busy);

private:
    /// An example and where its newest trace is.
    struct Trace
    {
        AnalysisId analysis;
        qint64 example = -1;
        bool wrong = false; ///< of a test example
        double loss = 0; ///< likewise
    };

    void chooseTraces();
    void readAnalyses();
    void takeAnalysis(const Outcome &outcome);
    /// In m_traces; past its end where the report leaves it out.
    [[nodiscard]] qsizetype placeOf(AnalysisId analysis, qint64 example) const;
    void loadImages();
    void queueFigures();
    void drawNextFigure();
    void writeFile();
    /// Calls `next` when every job asked for with ask() is answered.
    void ask(JobId job, const Replies::Handler &take, void (SessionReport::*next)());
    void end(const QString &problem);

    Engine &m_engine;
    Replies &m_replies;
    QString m_file;
    ReportDialect m_dialect = ReportDialect::Web;
    ReportContents m_contents;
    QList<Trace> m_traces; ///< in the order of the report
    int m_asked = 0; ///< jobs that aren't answered
    std::unique_ptr<ReportFigures> m_figures;
    QList<std::function<void()>> m_toDraw;
    std::unique_ptr<QThread> m_writer;
    bool m_busy = false;
};

} // namespace proponent::ui
