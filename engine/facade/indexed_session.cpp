// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/indexed_session.h"

#include "engine/device/memory.h"
#include "engine/facade/facade_text.h"
#include "engine/facade/index_kernel.h"
#include "engine/facade/influence_questions.h"
#include "engine/index/gradient_index.h"
#include "engine/methods/device_rows.h"
#include "engine/methods/gradient_rows.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <numeric>

namespace proponent {

namespace {

SessionIndex indexOrThrow(const SessionStore &store, SessionId session)
{
    const auto index = indexOf(store, session);
    if (!index) {
        throw EngineError(FacadeText::tr("Session %1 has no index. Build it first (proponent-cli index %1).")
                              .arg(session.value));
    }
    return *index;
}

AnalysisChoices choicesOf(const InfluenceRequest &request, const SessionIndex &index)
{
    AnalysisChoices choices;
    choices.session = request.session;
    choices.checkpoints = {CheckpointChoice::Kind::Epochs, index.checkpoints};
    choices.topK = request.topK;
    choices.device = request.device;
    choices.precision = index.precision;
    choices.threads = request.threads;
    return choices;
}

/// `details`: of the session as it is now, which may have been trained further since the setup was made.
void requireSame(const GradientIndex &index, const SessionIndex &described, const AnalysisSetup &setup,
                 const SessionDetails &details)
{
    if (index.key()[QStringLiteral("inputs")].toString() != setup.inputsKey() ||
        index.count() != setup.inputs.trainCount) {
        throw EngineError(
            FacadeText::tr("The index of session %1 is of other data or labels than the session has now. "
                           "Build it again (proponent-cli index %1).")
                .arg(setup.choices.session.value));
    }
    if (index.key()[QStringLiteral("weights")].toArray() != weightsKey(details.checkpoints, described)) {
        throw EngineError(
            FacadeText::tr("The index of session %1 is of other checkpoints than the session has now. "
                           "Build it again (proponent-cli index %1).")
                .arg(setup.choices.session.value));
    }
}

IndexKernel kernelOf(const GradientIndex &index, const QString &file, const torch::Device &device)
{
    return IndexKernel::open(file, index.key()[QStringLiteral("kernel")].toString(), device);
}

} // namespace

/// R^T (1/k) Σ φ is in a row, and the question would be (L + damping)^-1 R^T Σ φ.
std::vector<float> selfInfluenceByIndex(const SessionStore &store, const AnalysisSetup &setup)
{
    const SessionIndex described = indexOrThrow(store, setup.choices.session);
    const GradientIndex index = GradientIndex::open(described.file, setup.choices.threads).valueOrThrow();
    requireSame(index, described, setup, setup.details);
    const torch::Tensor weights = kernelOf(index, described.file, torch::kCPU)
                                      .kernel->rowWeights()
                                      .mul_(double(described.checkpoints.size()));
    std::vector<float> values;
    constexpr qint64 together = 1 << 12;
    for (qint64 begin = 0; begin < index.count(); begin += together) {
        std::vector<float> rows = index.rows(begin, std::min(begin + together, index.count()));
        const torch::Tensor products =
            torch::from_blob(rows.data(), {qint64(rows.size()) / index.width(), index.width()}, torch::kFloat)
                .square()
                .mv(weights);
        const auto *first = products.data_ptr<float>();
        values.insert(values.end(), first, first + products.numel());
    }
    return values;
}

class IndexedSession::Impl
{
public:
    Impl(SessionStore &store, DatasetCache &datasets, const InfluenceRequest &request,
         const AnalysisJobEvents &events)
        : m_store(store),
          m_asked(request),
          m_described(indexOrThrow(store, request.session)),
          m_stamp(stampOf(m_described.file)),
          m_events(events),
          m_setup(store, datasets, choicesOf(request, m_described), m_events),
          m_index(GradientIndex::open(m_described.file, request.threads).valueOrThrow()),
          m_task(m_setup.task())
    {
        requireSame(m_index, m_described, m_setup, m_setup.details);
        m_setup.header.method = m_described.method.name;
        m_setup.header.parameters = m_described.method.parameters;
        m_kernel = kernelOf(m_index, m_described.file, m_setup.device()).kernel;
        m_rows.emplace(m_task, m_kernel);
        m_setup.header.fitted = m_kernel->chosen();
        m_setup.header.fitted[QStringLiteral("rank")] = m_described.rank;
        m_layerNames = scoredLayers(m_task);
        putRowsOnDevice();
        m_setup.release();
    }

    [[nodiscard]] bool suits(const InfluenceRequest &request) const
    {
        return request.session == m_asked.session && request.device == m_asked.device &&
               request.threads == m_asked.threads && stampOf(m_described.file) == m_stamp;
    }

    Outcome answer(const InfluenceRequest &request, const AnalysisJobEvents &events,
                   const std::function<void(const InfluenceAnalysis &)> &onAnswer,
                   const std::stop_token &stop)
    {
        m_events = events;
        m_setup.reclaim();
        const auto released = qScopeGuard([this] { m_setup.release(); });
        if (request.topK < 1)
            throw EngineError(FacadeText::tr("The number of examples to rank must be 1 or more, not %1.")
                                  .arg(request.topK));
        m_setup.startClock();
        m_setup.details = m_store.details(request.session);
        requireSame(m_index, m_described, m_setup, m_setup.details);
        const QList<qint64> tests = chooseExamples(m_setup, request);
        m_setup.header.question = checkedQuestion(request.question, m_setup.details);
        m_setup.header.ofTraining = request.ofTraining;
        m_setup.header.group = request.asGroup ? tests : QList<qint64>();
        m_setup.header.layerNames.clear();
        m_setup.header.fitted.remove(QStringLiteral("exact"));
        const AskedExamples asked{m_setup.examples(request.ofTraining, tests), m_described.method,
                                  m_setup.header.question, request.asGroup};
        const QList<qint64> questions = request.asGroup ? QList<qint64>{groupIndex} : tests;
        InfluenceAnalysis analysis;
        const torch::Tensor features = m_rows->ofQuestions(asked);
        const auto found = search(features, request.topK, analysis, questions);
        m_setup.finishHeader();
        analysis.header = m_setup.header;
        onAnswer(analysis);
        const torch::Tensor solved = m_kernel->solved(features);
        qint64 exact = 0;
        for (qsizetype i = 0; i < questions.size(); ++i) {
            const auto candidates = candidatesOf(found[std::size_t(i)]);
            exact = std::max(exact, qint64(candidates.size()));
            const auto scores = m_rows->scores(solved[i], torch::tensor(candidates, torch::kLong), stop);
            if (!scores)
                return Cancelled{request.session};
            makeExact(analysis, i, candidates, *scores, request.topK);
            m_events.onProgress({Progress::Stage::Tracing, i + 1, questions.size()});
        }
        m_setup.header.layerNames = m_layerNames;
        m_setup.header.fitted[QStringLiteral("exact")] = exact;
        m_setup.finishHeader();
        analysis.header = m_setup.header;
        storeThumbnails(m_setup, analysis, tests);
        const AnalysisId id = m_store.addInfluence(analysis);
        return InfluenceCompleted{std::get<InfluenceAnalysis>(m_store.analysis(id))};
    }

private:
    /// Of a file: its place, size and time.
    static QString stampOf(const QString &file)
    {
        const QFileInfo info(file);
        return QStringLiteral("%1 %2").arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch());
    }

    /// Where they are multiplied sooner, and fit.
    void putRowsOnDevice()
    {
        constexpr qint64 share = 2; // of what is free
        const torch::Device device = m_setup.device();
        if (!device.is_cuda() ||
            DeviceRows::bytesOf(m_index.count(), m_index.width()) > freeMemory(device) / share)
            return;
        m_deviceRows.emplace(m_index.count(), m_index.width(), device);
        constexpr qint64 together = 1 << 14;
        for (qint64 begin = 0; begin < m_index.count(); begin += together) {
            const qint64 end = std::min(begin + together, m_index.count());
            const torch::Tensor values = torch::empty({end - begin, m_index.width()}, torch::kHalf);
            const torch::Tensor scales = torch::empty({end - begin}, torch::kFloat);
            m_index.copyRows(begin, end,
                             {static_cast<qfloat16 *>(values.data_ptr()), std::size_t(values.numel())},
                             {scales.data_ptr<float>(), std::size_t(scales.numel())});
            m_deviceRows->put(begin, values, scales);
        }
    }

    /// Of one question: float [width].
    [[nodiscard]] std::vector<float> scoresOf(const torch::Tensor &row) const
    {
        const auto valuesOf = [](const torch::Tensor &tensor) {
            const auto *begin = tensor.data_ptr<float>();
            return std::vector<float>(begin, begin + tensor.numel());
        };
        if (m_deviceRows)
            return valuesOf(m_deviceRows->scores(row.unsqueeze(0)));
        return m_index.scores(valuesOf(row.to(torch::kCPU, torch::kFloat).contiguous()));
    }

    /// What the index says about each question, into the analysis; and its candidates.
    std::vector<Ranking> search(const torch::Tensor &features, int topK, InfluenceAnalysis &analysis,
                                const QList<qint64> &questions)
    {
        const torch::Tensor rows = m_kernel->questionRowsOf(features);
        std::vector<Ranking> rankings;
        for (qint64 i = 0; i < rows.size(0); ++i) {
            const std::vector<float> scores = scoresOf(rows[i]);
            rankings.push_back(rank(scores, std::max(topK, IndexError::candidates), m_setup.inputs.excluded));
            const Ranking &ranking = rankings.back();
            TestInfluence result = unanswered(m_setup, questions[i]);
            const auto put = [&](const std::vector<qint64> &indices, QList<RankedExample> &list, bool high) {
                for (const qint64 index : indices) {
                    const double score = double(scores[std::size_t(index)]);
                    if (list.size() < topK && (high ? score > 0 : score < 0))
                        list += m_setup.ranked(index, score);
                }
            };
            put(ranking.highest, result.proponents, true);
            put(ranking.lowest, result.opponents, false);
            result.histogram = ranking.histogram;
            result.nonFinite = ranking.nonFinite;
            analysis.results += result;
        }
        return rankings;
    }

    [[nodiscard]] static std::vector<int64_t> candidatesOf(const Ranking &ranking)
    {
        std::vector<int64_t> candidates(ranking.highest.begin(), ranking.highest.end());
        candidates.insert(candidates.end(), ranking.lowest.begin(), ranking.lowest.end());
        std::ranges::sort(candidates); // where there are few examples, some are at both ends
        const auto repeated = std::ranges::unique(candidates);
        candidates.erase(repeated.begin(), repeated.end());
        return candidates;
    }

    /// The candidates' exact scores in place of the index's.
    void makeExact(InfluenceAnalysis &analysis, qsizetype position, const std::vector<int64_t> &candidates,
                   const GradientRows::Scores &scores, int topK) const
    {
        const auto onHost = [](const torch::Tensor &tensor) {
            return tensor.t().to(torch::kCPU, torch::kFloat).contiguous();
        };
        const torch::Tensor sums = onHost(scores.sums);
        const torch::Tensor byCheckpoint = onHost(scores.byCheckpoint);
        const torch::Tensor byLayer = onHost(scores.byLayer);
        const auto *values = sums.data_ptr<float>();
        const auto rowOf = [](const torch::Tensor &parts, qint64 row) {
            const auto *begin = parts.data_ptr<float>() + row * parts.size(1);
            return QList<float>(begin, begin + parts.size(1));
        };
        const auto example = [&](qint64 candidate) {
            RankedExample ranked =
                m_setup.ranked(candidates[std::size_t(candidate)], double(values[candidate]));
            ranked.scoreByCheckpoint = rowOf(byCheckpoint, candidate);
            ranked.scoreByLayer = rowOf(byLayer, candidate);
            return ranked;
        };
        const Ranking ranking = rank({values, candidates.size()}, topK);
        TestInfluence &result = analysis.results[position];
        result.proponents.clear();
        result.opponents.clear();
        for (const qint64 candidate : ranking.highest) {
            if (values[candidate] > 0)
                result.proponents += example(candidate);
        }
        for (const qint64 candidate : ranking.lowest) {
            if (values[candidate] < 0)
                result.opponents += example(candidate);
        }
        constexpr std::size_t sampled = 16;
        for (std::size_t i = 0; i < candidates.size();
             i += std::max<std::size_t>(1, candidates.size() / sampled))
            analysis.sample += {position, candidates[i], double(values[i])};
    }

    SessionStore &m_store;
    const InfluenceRequest m_asked;
    const SessionIndex m_described;
    const QString m_stamp;
    AnalysisJobEvents m_events; ///< of the question at work
    AnalysisSetup m_setup;
    GradientIndex m_index;
    const ScoringTask m_task;
    std::shared_ptr<const ProjectedKernel> m_kernel;
    std::optional<GradientRows> m_rows;
    std::optional<DeviceRows> m_deviceRows;
    QStringList m_layerNames;
};

IndexedSession::IndexedSession(SessionStore &store, DatasetCache &datasets, const InfluenceRequest &request,
                               const AnalysisJobEvents &events)
    : m_impl(std::make_unique<Impl>(store, datasets, request, events))
{
}

IndexedSession::~IndexedSession() = default;

bool IndexedSession::suits(const InfluenceRequest &request) const
{
    return m_impl->suits(request);
}

Outcome IndexedSession::answer(const InfluenceRequest &request, const AnalysisJobEvents &events,
                               const std::function<void(const InfluenceAnalysis &)> &onAnswer,
                               const std::stop_token &stop)
{
    return m_impl->answer(request, events, onAnswer, stop);
}

} // namespace proponent
