// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace proponent::ui::text {

namespace {

struct FormatText
{
    Q_DECLARE_TR_FUNCTIONS(proponent::ui::Format)
};

QString stageName(Progress::Stage stage)
{
    switch (stage) {
    case Progress::Stage::LoadingData:
        return FormatText::tr("Reading data");
    case Progress::Stage::Training:
        return FormatText::tr("Training");
    case Progress::Stage::Evaluating:
        return FormatText::tr("Evaluating");
    case Progress::Stage::Fitting:
        return FormatText::tr("Fitting the curvature");
    case Progress::Stage::Tracing:
        return FormatText::tr("Tracing");
    case Progress::Stage::SelfInfluence:
        return FormatText::tr("Self-influence");
    case Progress::Stage::Ranking:
        return FormatText::tr("Ranking");
    case Progress::Stage::Saving:
        return FormatText::tr("Saving");
    case Progress::Stage::Indexing:
        return FormatText::tr("Indexing");
    case Progress::Stage::Retraining:
        return FormatText::tr("Retraining");
    }
    return {};
}

} // namespace

QString count(qint64 value)
{
    return QLocale().toString(value);
}

QString percent(double share)
{
    return FormatText::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

QString number(double value, int significant)
{
    if (!std::isfinite(value))
        return FormatText::tr("not finite");
    const double size = std::abs(value);
    if (size >= 1000)
        return QLocale().toString(value, 'f', 0);
    return QLocale().toString(value, 'g', significant);
}

QString loss(double value)
{
    const double size = std::abs(value);
    if (!std::isfinite(value) || size < 0.1 || size >= 100)
        return number(value);
    return QLocale().toString(value, 'f', size >= 10 ? 1 : size >= 1 ? 2 : 3);
}

QString signedScore(double score)
{
    if (!std::isfinite(score))
        return FormatText::tr("not finite");
    const double size = std::abs(score);
    // Two digits that mean something, where they fit.
    const int decimals = size >= 100                ? 0
                         : size >= 10               ? 1
                         : size >= 0.1 || size == 0 ? 2
                                                    : 1 - int(std::floor(std::log10(size)));
    const QString digits =
        decimals > 6 ? QLocale().toString(size, 'g', 2) : QLocale().toString(size, 'f', decimals);
    if (score == 0)
        return digits;
    return (score > 0 ? QStringLiteral("+") : QString(QChar(0x2212))) + digits;
}

QString duration(double seconds)
{
    if (seconds > 0 && seconds < 0.95)
        return FormatText::tr("< 1 s");
    const qint64 whole = qint64(std::llround(std::max(0.0, seconds)));
    const qint64 hours = whole / 3600;
    const QChar zero = u'0';
    if (hours > 0) {
        return QStringLiteral("%1:%2:%3")
            .arg(hours)
            .arg(whole / 60 % 60, 2, 10, zero)
            .arg(whole % 60, 2, 10, zero);
    }
    return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, zero);
}

QString rate(double perSecond)
{
    const int decimals = perSecond < 10 ? 1 : 0;
    const double shown = perSecond >= 1000 ? std::round(perSecond / 10) * 10 : perSecond;
    return FormatText::tr("%1/s").arg(QLocale().toString(shown, 'f', decimals));
}

QString bytes(qint64 value)
{
    return QLocale().formattedDataSize(value, 1);
}

QString when(const QDateTime &moment)
{
    const QDateTime local = moment.toLocalTime();
    const QLocale locale;
    const QString time = locale.toString(local.time(), QStringLiteral("HH:mm"));
    const qint64 days = local.date().daysTo(QDate::currentDate());
    if (days == 0)
        return FormatText::tr("Today %1").arg(time);
    if (days == 1)
        return FormatText::tr("Yesterday %1").arg(time);
    if (days > 1 && days < 7)
        return locale.toString(local.date(), QStringLiteral("ddd")) + u' ' + time;
    return locale.toString(local.date(), QStringLiteral("d MMM yyyy"));
}

QString example(qint64 index)
{
    return u'#' + count(index);
}

QString className(const DatasetInfo &dataset, int label)
{
    if (label >= 0 && label < dataset.classNames.size() && !dataset.classNames.at(label).isEmpty())
        return dataset.classNames.at(label);
    return label < 0 ? FormatText::tr("no class") : FormatText::tr("class %1").arg(label);
}

QString unbroken(QString name)
{
    return name.replace(u'-', QStringLiteral("-\u2060"));
}

QString modelName(const QString &model)
{
    if (model == u"logistic")
        return FormatText::tr("Logistic regression");
    if (model == u"mlp")
        return FormatText::tr("MLP");
    if (model == u"cnn")
        return FormatText::tr("CNN");
    if (model == u"resnet9")
        return FormatText::tr("ResNet-9");
    return model;
}

QString precisionName(Precision precision)
{
    return precision == Precision::Auto ? FormatText::tr("Automatic") : toString(precision);
}

QString stateName(SessionState state)
{
    switch (state) {
    case SessionState::Running:
        return FormatText::tr("Training");
    case SessionState::Interrupted:
        return FormatText::tr("Interrupted");
    case SessionState::Completed:
        return FormatText::tr("Completed");
    case SessionState::Failed:
        return FormatText::tr("Failed");
    }
    return {};
}

QString stateIcon(SessionState state)
{
    switch (state) {
    case SessionState::Running:
        return QStringLiteral("running");
    case SessionState::Interrupted:
        return QStringLiteral("interrupted");
    case SessionState::Completed:
        return QStringLiteral("done");
    case SessionState::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString progress(const Progress &progress)
{
    QStringList parts;
    if (progress.total > 0)
        parts += FormatText::tr("%1 %2 of %3")
                     .arg(stageName(progress.stage), count(progress.done), count(progress.total));
    else
        parts += stageName(progress.stage);
    if (progress.stage == Progress::Stage::Retraining) {
        parts += FormatText::tr("%1 of %2 models").arg(progress.epoch).arg(progress.epochs);
    } else if (progress.epochs > 0 && progress.epoch > 0) {
        parts += FormatText::tr("epoch %1 of %2").arg(progress.epoch).arg(progress.epochs);
    }
    if (progress.rate > 0)
        parts += rate(progress.rate);
    if (progress.secondsLeft >= 0)
        parts += FormatText::tr("%1 left").arg(duration(progress.secondsLeft));
    return parts.join(QStringLiteral(" · "));
}

} // namespace proponent::ui::text
