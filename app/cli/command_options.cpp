// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_options.h"

#include "app/cli/option_reader.h"
#include "app/cli/text.h"
#include "engine/engine.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

/// A value option; `valueName` says what to write after it.
void addOption(QCommandLineParser &parser, const QString &name, const QString &valueName,
               const QString &description)
{
    parser.addOption(QCommandLineOption(name, description, valueName));
}

void addDeviceOptions(QCommandLineParser &parser, Precision standard)
{
    addOption(parser, u"device"_s, u"auto|cpu|cuda|cuda:N"_s, Cli::tr("Where to compute (default: auto)."));
    addOption(parser, u"precision"_s, u"auto|fp32|bf16|fp16"_s,
              Cli::tr("Number format of the computation (default: %1).").arg(toString(standard)));
}

void addThreadsOption(QCommandLineParser &parser)
{
    addOption(parser, u"threads"_s, u"N"_s,
              Cli::tr("Processor threads, at most one a core (default: one a core)."));
}

/// The option that sets a field of TrainingConfig, by the field's name in JSON.
QString optionOf(const QString &field)
{
    return QString(field).replace(u'_', u'-');
}

/// Only the spelling; whether this machine has the device is the engine's to say.
void readDevice(OptionReader &reader, QString &device)
{
    static const QRegularExpression spelling(u"^(auto|cpu|cuda(:[0-9]{1,4})?)$"_s);
    reader.read(u"device"_s, device);
    if (!spelling.match(device).hasMatch())
        reader.setProblem(u"device"_s,
                          Cli::tr("must be auto, cpu, cuda or cuda:N; 'proponent-cli devices' lists "
                                  "what this machine has"));
}

/// At least one example must be listed.
void readTop(OptionReader &reader, int &top)
{
    reader.read(u"top"_s, top);
    if (top < 1)
        reader.setProblem(u"top"_s, Cli::tr("must be 1 or more"));
}

template <class Method>
QString namesOf(const QList<Method> &methods)
{
    QStringList names;
    for (const Method method : methods)
        names.append(toString(method));
    return names.join(u'|');
}

QString methodNames()
{
    QStringList names;
    for (const AttributionInfo &method : Engine::methods())
        names += method.name;
    return names.join(u", "_s);
}

std::optional<QString> methodFromString(const QString &name)
{
    return methodNames().split(u", "_s).contains(name) ? std::optional(name) : std::nullopt;
}

std::optional<bool> isTraining(const QString &split)
{
    return split == u"train"_s || split == u"test"_s ? std::optional(split == u"train"_s) : std::nullopt;
}

/// NAME=VALUE, a parameter of a method, into `parameters`; what exists is the engine's to say. False where it is no number.
bool readParameter(const QString &setting, QJsonObject &parameters)
{
    bool isNumber = false;
    const double value = setting.section(u'=', 1).toDouble(&isNumber);
    parameters[setting.section(u'=', 0, 0)] = value;
    return isNumber && !setting.startsWith(u'=');
}

void readParameters(OptionReader &reader, QJsonObject &parameters)
{
    for (const QString &setting : reader.values(u"set"_s)) {
        if (!readParameter(setting, parameters))
            reader.setProblem(u"set"_s, Cli::tr("must be NAME=NUMBER, such as damping=0.001"));
    }
}

/// NAME or NAME:PARAMETER=VALUE:…, one behind the other with commas.
void readMethods(OptionReader &reader, QList<AttributionChoice> &methods)
{
    QString text;
    reader.read(u"methods"_s, text);
    for (const QString &entry : text.split(u',', Qt::SkipEmptyParts)) {
        AttributionChoice method;
        method.name = entry.section(u':', 0, 0).trimmed();
        for (const QString &setting : entry.section(u':', 1).split(u':', Qt::SkipEmptyParts)) {
            if (!readParameter(setting, method.parameters))
                reader.setProblem(u"methods"_s,
                                  Cli::tr("a parameter must be NAME=NUMBER, as in ekfac:damping=0.001"));
        }
        if (!methods.contains(method))
            methods.append(method);
    }
}

/// A folder keeps its meaning when the session is resumed from elsewhere.
QString absoluteData(const QString &spec)
{
    const QFileInfo info(spec);
    return spec != TrainingConfig().data && info.isDir() ? info.absoluteFilePath() : spec;
}

void readPrecision(OptionReader &reader, Precision &precision)
{
    reader.read(u"precision"_s, precision, &precisionFromString, u"auto, fp32, bf16 or fp16"_s);
}

void readThreads(OptionReader &reader, int &threads)
{
    reader.read(u"threads"_s, threads);
    if (threads < 0 || threads > 4096)
        reader.setProblem(u"threads"_s, Cli::tr("must be from 0 to 4096; 0 is one a core"));
}

void declareLayersOption(QCommandLineParser &parser, LayerChoice standard)
{
    addOption(parser, u"layers"_s, u"all|last"_s,
              Cli::tr("Whose parameters count (default: %1).").arg(toString(standard)));
}

void readLayers(OptionReader &reader, LayerChoice &layers)
{
    reader.read(u"layers"_s, layers, &layerChoiceFromString, u"all or last"_s);
}

/// What every analysis of a session's checkpoints takes, but for `--top` and `--export`, whose words differ.
/// Of all that goes over the training examples at some checkpoints.
template <class Request>
void declareAnalysisOptions(QCommandLineParser &parser)
{
    const Request standard;
    addOption(parser, u"checkpoints"_s, u"all|last|1,3"_s,
              Cli::tr("Which checkpoints are summed over, by epoch (default: %1).")
                  .arg(standard.checkpoints.toString()));
    addDeviceOptions(parser, standard.precision);
    addOption(parser, u"batch-size"_s, u"N"_s,
              Cli::tr("Training examples at a time (default: by device and memory)."));
    addThreadsOption(parser);
}

template <class Request>
void readAnalysisOptions(OptionReader &reader, Request &request)
{
    reader.read(u"checkpoints"_s, request.checkpoints, &CheckpointChoice::fromString,
                Cli::tr("all, last, or epochs such as 1,3"));
    readDevice(reader, request.device);
    readPrecision(reader, request.precision);
    reader.read(u"batch-size"_s, request.batchSize);
    if (reader.isGiven(u"batch-size"_s) && request.batchSize < 1)
        reader.setProblem(u"batch-size"_s, Cli::tr("must be 1 or more"));
    readThreads(reader, request.threads);
}

/// Of what ranks.
template <class Request>
void readRankingOptions(OptionReader &reader, Request &request)
{
    readAnalysisOptions(reader, request);
    readTop(reader, request.topK);
    reader.readExportFile(u"export"_s, request.exportFile);
}

void declareKeepScoresOption(QCommandLineParser &parser)
{
    parser.addOption(QCommandLineOption(
        u"keep-scores"_s, Cli::tr("Keep every score in the library, not just those that are shown.")));
}

} // namespace

void declareTrainOptions(QCommandLineParser &parser)
{
    const TrainingConfig standard;
    addOption(
        parser, u"data"_s, u"SPEC"_s,
        Cli::tr("'fashion-mnist', or a folder whose format is recognised (default: %1).").arg(standard.data));
    addOption(parser, u"train-limit"_s, u"N"_s,
              Cli::tr("Use the first N training examples, of sorted classes in turn (default: all)."));
    addOption(parser, u"test-limit"_s, u"N"_s, Cli::tr("Use the first N test examples (default: all)."));
    addOption(parser, u"label-noise"_s, u"F"_s,
              Cli::tr("Give this share of the training labels another class, 0 to below 1 (default: 0)."));
    addOption(parser, u"noise-kind"_s, u"uniform|pair"_s,
              Cli::tr("Which class: any other alike, or for each class the next one (default: %1).")
                  .arg(toString(standard.noiseKind)));
    addOption(parser, u"model"_s, builtInModelNames().join(u'|'),
              Cli::tr("What to train (default: %1).").arg(standard.model));
    addOption(parser, u"epochs"_s, u"N"_s,
              Cli::tr("Passes over the training set (default: %1).").arg(standard.epochs));
    addOption(parser, u"batch-size"_s, u"N"_s,
              Cli::tr("Examples in a batch (default: %1).").arg(standard.batchSize));
    addOption(parser, u"optimizer"_s, u"sgd|adamw"_s,
              Cli::tr("Optimizer (default: %1).").arg(toString(standard.optimizer)));
    addOption(parser, u"lr"_s, u"X"_s, Cli::tr("Learning rate (default: %1).").arg(standard.learningRate));
    addOption(parser, u"momentum"_s, u"X"_s,
              Cli::tr("Momentum of SGD (default: %1).").arg(standard.momentum));
    addOption(parser, u"weight-decay"_s, u"X"_s,
              Cli::tr("Weight decay (default: %1).").arg(standard.weightDecay));
    addOption(parser, u"schedule"_s, u"constant|cosine"_s,
              Cli::tr("Course of the learning rate (default: %1).").arg(toString(standard.schedule)));
    addOption(parser, u"seed"_s, u"N"_s,
              Cli::tr("Seed of everything random (default: %1).").arg(standard.seed));
    addOption(parser, u"checkpoint-every"_s, u"N"_s,
              Cli::tr("Epochs between checkpoints; the last epoch always has one (default: %1).")
                  .arg(standard.checkpointEvery));
    addDeviceOptions(parser, standard.precision);
    addThreadsOption(parser);
    addOption(parser, u"name"_s, u"TEXT"_s,
              Cli::tr("Name of the session (default: made from model and data)."));
    parser.addOption(
        QCommandLineOption(u"index"_s, Cli::tr("Build an index afterwards, as 'proponent-cli index' does.")));
}

void readTrainOptions(OptionReader &reader, TrainingConfig &config, bool &index)
{
    index = reader.isGiven(u"index"_s);
    reader.read(u"data"_s, config.data);
    config.data = absoluteData(config.data);
    reader.read(u"train-limit"_s, config.trainLimit);
    reader.read(u"test-limit"_s, config.testLimit);
    reader.read(u"label-noise"_s, config.labelNoise);
    reader.read(u"noise-kind"_s, config.noiseKind, &noiseKindFromString, u"uniform or pair"_s);
    reader.read(u"model"_s, config.model);
    reader.read(u"epochs"_s, config.epochs);
    reader.read(u"batch-size"_s, config.batchSize);
    reader.read(u"optimizer"_s, config.optimizer, &optimizerFromString, u"sgd or adamw"_s);
    reader.read(u"lr"_s, config.learningRate);
    reader.read(u"momentum"_s, config.momentum);
    reader.read(u"weight-decay"_s, config.weightDecay);
    reader.read(u"schedule"_s, config.schedule, &scheduleFromString, u"constant or cosine"_s);
    reader.read(u"seed"_s, config.seed);
    reader.read(u"checkpoint-every"_s, config.checkpointEvery);
    readDevice(reader, config.device);
    readPrecision(reader, config.precision);
    reader.read(u"threads"_s, config.threads);
    reader.read(u"name"_s, config.name);
    for (const FieldProblem &problem : problemsOf(config))
        reader.setProblem(optionOf(problem.field), problem.message);
}

void declareInfluenceOptions(QCommandLineParser &parser)
{
    const InfluenceRequest standard;
    addOption(parser, u"test"_s, u"0-49,77|misclassified"_s, Cli::tr("Which test examples to ask about."));
    addOption(parser, u"method"_s, u"NAME"_s,
              Cli::tr("How scores are computed (default: %1); 'proponent-cli methods' lists them.")
                  .arg(standard.method.name));
    parser.addOption(QCommandLineOption(
        u"index"_s,
        Cli::tr("From the session's index: at once, then exact scores of what that ranks first. It "
                "says method, layers and checkpoints.")));
    addOption(parser, u"set"_s, u"NAME=VALUE"_s,
              Cli::tr("A parameter of the method, such as damping=0.001; may be given several times."));
    addOption(
        parser, u"ask"_s, u"loss|predicted|margin|class=N|versus=N"_s,
        Cli::tr(
            "What about each example: the loss of its label (default), of the label that the model says, its "
            "margin, the loss of class N, or why not N."));
    parser.addOption(
        QCommandLineOption(u"group"_s, Cli::tr("One question: the mean over all of the examples.")));
    addOption(parser, u"of"_s, u"test|train"_s,
              Cli::tr("The examples that --test names are of this split (default: test)."));
    addOption(parser, u"top"_s, u"K"_s,
              Cli::tr("Proponents and opponents listed for each (default: %1).").arg(standard.topK));
    declareLayersOption(parser, standard.layers);
    declareAnalysisOptions<InfluenceRequest>(parser);
    addOption(parser, u"export"_s, u"FILE.npy|FILE.csv"_s,
              Cli::tr("Write every score. As .npy: a row for each test example, a column for each training "
                      "example; as .csv the other way round, with their indices."));
    declareKeepScoresOption(parser);
    addOption(parser, u"verify"_s, u"N"_s,
              Cli::tr("Compute N random scores, at most the 1,024 that are kept for it, again, one example "
                      "at a time in float64, and fail when the difference is more than rounding."));
}

void readInfluenceOptions(OptionReader &reader, InfluenceRequest &request, int &verifiedPairs)
{
    if (!reader.isGiven(u"test"_s))
        reader.setProblem(u"test"_s, Cli::tr("say which test examples, such as --test 0-49,77 or "
                                             "--test misclassified"));
    reader.read(u"test"_s, request.tests, &TestChoice::fromString,
                Cli::tr("indices such as 0-49,77 (at most a million), or misclassified"));
    reader.read(u"method"_s, request.method.name, &methodFromString, methodNames());
    readParameters(reader, request.method.parameters);
    reader.read(u"ask"_s, request.question, &Question::fromString,
                Cli::tr("loss, predicted, margin, class=N or versus=N"));
    request.asGroup = reader.isGiven(u"group"_s);
    reader.read(u"of"_s, request.ofTraining, &isTraining, u"test or train"_s);
    readLayers(reader, request.layers);
    readRankingOptions(reader, request);
    request.keepScores = reader.isGiven(u"keep-scores"_s);
    request.fromIndex = reader.isGiven(u"index"_s);
    for (const QString &option :
         {u"method"_s, u"set"_s, u"layers"_s, u"checkpoints"_s, u"export"_s, u"keep-scores"_s}) {
        if (request.fromIndex && reader.isGiven(option))
            reader.setProblem(option, Cli::tr("can't be chosen with --index"));
    }
    reader.read(u"verify"_s, verifiedPairs);
    if (reader.isGiven(u"verify"_s) && (verifiedPairs < 1 || verifiedPairs > 1'000'000))
        reader.setProblem(u"verify"_s, Cli::tr("must be from 1 to 1000000"));
}

void declareSelfInfluenceOptions(QCommandLineParser &parser)
{
    const SelfInfluenceRequest standard;
    addOption(parser, u"top"_s, u"K"_s,
              Cli::tr("Training examples listed (default: %1).").arg(standard.topK));
    declareLayersOption(parser, standard.layers);
    declareAnalysisOptions<SelfInfluenceRequest>(parser);
    addOption(parser, u"export"_s, u"FILE.npy|FILE.csv"_s,
              Cli::tr("Write every score, one for each training example."));
    declareKeepScoresOption(parser);
}

void readSelfInfluenceOptions(OptionReader &reader, SelfInfluenceRequest &request)
{
    readLayers(reader, request.layers);
    readRankingOptions(reader, request);
    request.keepScores = reader.isGiven(u"keep-scores"_s);
}

void declareAuditOptions(QCommandLineParser &parser)
{
    const LabelAuditRequest standard;
    addOption(parser, u"method"_s, u"NAME"_s,
              Cli::tr("What ranks the examples: %1 (default: %2, the mean loss over the checkpoints plus the "
                      "disagreement of the nearest examples' labels). All are listed.")
                  .arg(namesOf(auditMethods()), toString(standard.method)));
    addOption(parser, u"top"_s, u"K"_s,
              Cli::tr("Training examples listed (default: %1).").arg(standard.topK));
    parser.addOption(QCommandLineOption(
        u"index"_s, Cli::tr("Self-influence from the session's index, by its method: at once.")));
    parser.addOption(QCommandLineOption(
        u"no-self-influence"_s,
        Cli::tr("Leave self-influence out, which takes several times as long as all the rest.")));
    addOption(
        parser, u"folds"_s, u"N"_s,
        Cli::tr("Train so many models, each on all folds of the training examples but one, and ask each "
                "about that one: confident learning, with the wrong labels to be expected and the methods "
                "%1 and %2 (default: none).")
            .arg(toString(AuditMethod::SelfConfidence), toString(AuditMethod::NormalisedMargin)));
    declareAnalysisOptions<LabelAuditRequest>(parser);
    addOption(parser, u"export"_s, u"FILE.npy|FILE.csv"_s,
              Cli::tr("Write every training example's suspicion."));
}

void readAuditOptions(OptionReader &reader, LabelAuditRequest &request)
{
    reader.read(u"method"_s, request.method, &auditMethodFromString, namesOf(auditMethods()));
    request.withSelfInfluence = !reader.isGiven(u"no-self-influence"_s);
    request.fromIndex = reader.isGiven(u"index"_s);
    if (request.fromIndex && !request.withSelfInfluence)
        reader.setProblem(u"index"_s, Cli::tr("has no use with --no-self-influence"));
    if (request.method == AuditMethod::SelfInfluence && !request.withSelfInfluence)
        reader.setProblem(u"method"_s, Cli::tr("can't be ranked by with --no-self-influence"));
    reader.read(u"folds"_s, request.folds);
    if (reader.isGiven(u"folds"_s) && (request.folds < fewestFolds || request.folds > mostFolds))
        reader.setProblem(u"folds"_s, Cli::tr("must be from %1 to %2").arg(fewestFolds).arg(mostFolds));
    if (needsFolds(request.method) && request.folds == 0)
        reader.setProblem(u"method"_s, Cli::tr("takes --folds"));
    readRankingOptions(reader, request);
}

void declareEvaluateOptions(QCommandLineParser &parser)
{
    const EvaluationRequest standard;
    addOption(
        parser, u"methods"_s, u"A,B"_s,
        Cli::tr("Which methods are judged: of influence, or with --metric mislabelled those of audit."));
    addOption(
        parser, u"metric"_s, namesOf(evaluationMetrics()),
        Cli::tr("By what (default: %1): lds, how well sums of scores predict the losses of models trained on "
                "random subsets; mislabelled, how well planted label noise is found; removal, what training "
                "without "
                "the strongest proponents does.")
            .arg(toString(standard.metric)));
    addOption(parser, u"subsets"_s, u"N"_s,
              Cli::tr("Random subsets (default: 100; of removal, random removals to compare with: 10)."));
    addOption(parser, u"runs"_s, u"R"_s,
              Cli::tr("Models trained on each, from other seeds (default: %1).").arg(standard.runs));
    addOption(parser, u"share"_s, u"P"_s,
              Cli::tr("Of the training examples in a subset (default: %1).").arg(standard.share));
    addOption(parser, u"test"_s, u"0-49,77|misclassified"_s,
              Cli::tr("Which test examples to ask about (default: the first 500; of removal the first 20)."));
    addOption(parser, u"top-k"_s, u"K"_s,
              Cli::tr("Proponents that removal takes away (default: %1).").arg(standard.topK));
    addOption(parser, u"device"_s, u"auto|cpu|cuda|cuda:N"_s, Cli::tr("Where to compute (default: auto)."));
    addOption(parser, u"precision"_s, u"auto|fp32|bf16|fp16"_s,
              Cli::tr("Number format (default: the session's to train in, fp32 for scores)."));
    addThreadsOption(parser);
}

void readEvaluateOptions(OptionReader &reader, EvaluationRequest &request)
{
    readMethods(reader, request.methods);
    if (request.methods.isEmpty())
        reader.setProblem(u"methods"_s, Cli::tr("say which methods, such as --methods tracin,relatif"));
    reader.read(u"metric"_s, request.metric, &evaluationMetricFromString, namesOf(evaluationMetrics()));
    const auto readCount = [&reader](const QString &option, int &value, int least, int most) {
        reader.read(option, value);
        if (reader.isGiven(option) && (value < least || value > most))
            reader.setProblem(option, Cli::tr("must be from %1 to %2").arg(least).arg(most));
    };
    const bool isLds = request.metric == EvaluationMetric::Lds;
    readCount(u"subsets"_s, request.subsets, isLds ? 2 : 1, 1'000'000);
    readCount(u"runs"_s, request.runs, 1, 1000);
    readCount(u"top-k"_s, request.topK, 1, 1'000'000'000);
    reader.read(u"share"_s, request.share);
    if (!(request.share > 0 && request.share < 1))
        reader.setProblem(u"share"_s, Cli::tr("must be between 0 and 1"));
    if (reader.isGiven(u"test"_s)) {
        TestChoice tests;
        reader.read(u"test"_s, tests, &TestChoice::fromString,
                    Cli::tr("indices such as 0-49,77 (at most a million), or misclassified"));
        request.tests = tests;
    }
    readDevice(reader, request.device);
    if (reader.isGiven(u"precision"_s)) {
        Precision precision = Precision::Auto;
        readPrecision(reader, precision);
        request.precision = precision;
    }
    readThreads(reader, request.threads);
}

void declareIndexOptions(QCommandLineParser &parser)
{
    const IndexRequest standard;
    addOption(parser, u"rank"_s, u"N"_s,
              Cli::tr("Values in the row of a training example (default: %1).").arg(standard.rank));
    declareAnalysisOptions<IndexRequest>(parser);
}

void readIndexOptions(OptionReader &reader, IndexRequest &request)
{
    reader.read(u"rank"_s, request.rank);
    if (request.rank < 1 || request.rank > 12'288)
        reader.setProblem(u"rank"_s, Cli::tr("must be from 1 to 12288"));
    readAnalysisOptions(reader, request);
}

} // namespace proponent::cli
