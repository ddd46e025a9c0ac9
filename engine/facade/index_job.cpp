// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/facade/index_job.h"

#include "engine/facade/facade_text.h"
#include "engine/facade/index_kernel.h"
#include "engine/index/index_writer.h"
#include "engine/methods/gradient_rows.h"
#include "engine/rate_meter.h"
#include "engine/scores/rank_correlation.h"
#include "engine/scores/rows_sink.h"
#include "engine/scores/score_stream.h"

#include <QElapsedTimer>
#include <QLocale>

#include <algorithm>
#include <numeric>

namespace proponent {

namespace {

constexpr int mostQuestions = 20; ///< in the sample
constexpr qint64 mostSampled = qint64(1) << 23; ///< scores of it

AnalysisChoices choicesOf(const IndexRequest &request, const SessionDetails &details)
{
    AnalysisChoices choices;
    choices.session = request.session;
    choices.checkpoints =
        usualCheckpoints(request.checkpoints, attributionMethod(indexedMethod().name), details);
    choices.topK = 1;
    choices.device = request.device;
    choices.precision = request.precision;
    choices.batchSize = request.batchSize;
    choices.threads = request.threads;
    return choices;
}

std::span<const float> valuesOf(const torch::Tensor &tensor)
{
    return {tensor.data_ptr<float>(), std::size_t(tensor.numel())};
}

torch::Tensor onHost(const torch::Tensor &tensor)
{
    return tensor.to(torch::kCPU, torch::kFloat).contiguous();
}

/// The first of each row at either end, without `leftOut`.
std::vector<Ranking> ranked(const std::vector<std::vector<float>> &rows, int topK,
                            const QList<qint64> &leftOut)
{
    std::vector<Ranking> rankings;
    for (const std::vector<float> &row : rows)
        rankings.push_back(rank(row, topK, leftOut));
    return rankings;
}

/// Of `wanted`, the share that is among `found`'s first `count`.
double recall(const std::vector<qint64> &wanted, const std::vector<qint64> &found, std::size_t count)
{
    if (wanted.empty())
        return 1;
    const auto end = found.begin() + std::ptrdiff_t(std::min(found.size(), count));
    const auto hits = std::ranges::count_if(
        wanted, [&](qint64 example) { return std::find(found.begin(), end, example) != end; });
    return double(hits) / double(wanted.size());
}

/// An index on its way.
class Build
{
public:
    Build(AnalysisSetup &setup, const IndexRequest &request, const AnalysisJobEvents &events,
          const std::stop_token &stop)
        : m_setup(setup),
          m_request(request),
          m_events(events),
          m_stop(stop),
          m_task(setup.task()),
          m_questions(std::clamp<qint64>(mostSampled / std::max<qint64>(1, m_task.train.count()), 1,
                                         std::min<qint64>(mostQuestions, setup.inputs.testCount)))
    {
        m_clock.start();
    }

    /// Nothing when stopped.
    std::optional<SessionIndex> go(const QString &file)
    {
        const auto kernel = IndexKernel::make(m_setup, m_task, m_request.rank, file, m_stop);
        if (!kernel)
            return {};
        SessionIndex index;
        index.method = {m_setup.header.method, m_setup.header.parameters};
        index.rank = int(kernel->kernel->rank());
        index.checkpoints = m_setup.header.checkpoints;
        index.device = m_setup.header.device;
        index.precision = m_setup.header.precision;
        QJsonObject key = keyOf(index);
        key[QStringLiteral("inputs")] = m_setup.inputsKey();
        key[QStringLiteral("weights")] = weightsKey(m_task.checkpoints, index);
        key[QStringLiteral("kernel")] = kernel->checksum;
        const IndexShape shape{m_task.train.count(), index.rank};
        m_events.onNotice(FacadeText::tr("The index takes %1 on the disk.")
                              .arg(QLocale().formattedDataSize(sizeOf(shape) + kernel->bytes, 1,
                                                               QLocale::DataSizeSIFormat)));
        IndexWriter writer(file, shape, key);
        if (!fill(writer, kernel->kernel))
            return {};
        index.error = error(writer);
        index.seconds = double(m_clock.nsecsElapsed()) * 1e-9;
        writer.finish(factsOf(index));
        kernel->removeOthers(file);
        return describe(GradientIndex::open(file).valueOrThrow(), file);
    }

private:
    [[nodiscard]] AskedExamples asked() const
    {
        QList<qint64> tests;
        for (qint64 i = 0; i < m_questions; ++i)
            tests += i * m_setup.inputs.testCount / m_questions;
        return {m_setup.examples(/*ofTraining=*/false, tests),
                {m_setup.header.method, m_setup.header.parameters},
                {}};
    }

    /// Row by row, and beside it the exact scores of the sample, which need the same gradients. False when stopped.
    bool fill(IndexWriter &writer, const std::shared_ptr<const ProjectedKernel> &kernel)
    {
        GradientRows rows(m_task, kernel);
        const torch::Tensor questions = rows.ofQuestions(asked());
        m_questionRows = onHost(kernel->questionRowsOf(questions));
        const torch::Tensor solved = kernel->solved(questions); // [questions, width]
        const qint64 count = m_task.train.count();
        m_exact.emplace(m_questions, count);
        ScoreStream stream(m_questions, count);
        stream.add(*m_exact);
        stream.begin(m_setup.keptFile());
        const auto next = stream.next(m_questions);
        const qint64 taken = next ? next->firstColumn : count;
        RateMeter meter(count, taken);
        for (qint64 block = 0; block < writer.blocks(); ++block) {
            const qint64 begin = writer.firstRow(block);
            const qint64 end = begin + writer.rows(block);
            if (end <= taken && writer.isWhole(block))
                continue;
            const auto features = rows.ofTraining(begin, end, m_stop);
            if (!features) {
                stream.save();
                return false;
            }
            writer.put(block, valuesOf(onHost(kernel->rowsOf(*features))));
            if (end > taken)
                take(stream, onHost(solved.mm(features->t())), std::max(begin, taken), begin, end);
            if (meter.isDue(end)) {
                m_events.onProgress({Progress::Stage::Indexing, meter.done(), meter.total(), meter.rate(),
                                     meter.secondsLeft()});
            }
        }
        return true;
    }

    /// Scores [questions, end - begin], of which those from `first` on are missing.
    void take(ScoreStream &stream, const torch::Tensor &scores, qint64 first, qint64 begin, qint64 end) const
    {
        const torch::Tensor missing = scores.slice(1, first - begin).contiguous();
        ScoreBlock block;
        block.rows = m_questions;
        block.firstColumn = first;
        block.columns = end - first;
        block.scores = missing.data_ptr<float>();
        stream.take(block);
    }

    [[nodiscard]] IndexError error(const IndexWriter &writer) const
    {
        const QList<qint64> &leftOut = m_setup.inputs.excluded;
        const GradientIndex index = writer.written(m_request.threads);
        const auto found = index.search(valuesOf(m_questionRows), IndexError::candidates, leftOut);
        const std::vector<float> all = index.scores(valuesOf(m_questionRows));
        const auto wanted = ranked(m_exact->rows(), IndexError::ranked, leftOut);
        IndexError error;
        error.questions = int(m_questions);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            error.recall += recall(wanted[i].highest, found[i].highest, IndexError::ranked) +
                            recall(wanted[i].lowest, found[i].lowest, IndexError::ranked);
            error.recallExact += recall(wanted[i].highest, found[i].highest, IndexError::candidates) +
                                 recall(wanted[i].lowest, found[i].lowest, IndexError::candidates);
            const std::vector<float> &exact = m_exact->rows()[i];
            const auto *approximate = all.data() + i * exact.size();
            std::vector<double> left;
            std::vector<double> right;
            for (std::size_t k = 0; k < exact.size(); ++k) {
                if (std::isfinite(exact[k]) && std::isfinite(approximate[k])) {
                    left.push_back(double(exact[k]));
                    right.push_back(double(approximate[k]));
                }
            }
            error.rankCorrelation += rankCorrelation(left, right);
        }
        const auto questions = double(m_questions);
        error.recall /= 2 * questions;
        error.recallExact /= 2 * questions;
        error.rankCorrelation /= questions;
        return error;
    }

    AnalysisSetup &m_setup;
    const IndexRequest &m_request;
    const AnalysisJobEvents &m_events;
    const std::stop_token &m_stop;
    const ScoringTask m_task;
    qint64 m_questions;
    torch::Tensor m_questionRows;
    std::optional<RowsSink> m_exact;
    QElapsedTimer m_clock;
};

} // namespace

Outcome buildIndex(SessionStore &store, DatasetCache &datasets, const IndexRequest &request,
                   const AnalysisJobEvents &events, const std::stop_token &stop)
{
    if (request.rank < 1)
        throw EngineError(
            FacadeText::tr("An index needs rows of 1 value at least, not %1.").arg(request.rank));
    store.requireWritable();
    AnalysisSetup setup(store, datasets, choicesOf(request, store.details(request.session)), events);
    const AttributionChoice method = indexedMethod();
    setup.header.method = method.name;
    setup.header.parameters = method.parameters;
    if (!setup.claim(AnalysisKind::Influence, QStringLiteral("index-%1").arg(request.rank), {}, stop))
        return Cancelled{request.session};
    auto index = Build(setup, request, events, stop).go(indexFileOf(store, request.session));
    if (!index)
        return Cancelled{request.session};
    setup.finish();
    return IndexBuilt{request.session, std::move(*index)};
}

} // namespace proponent
