// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/numbers.h"

#include "app/cli/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace proponent::cli {

namespace {

// The program's words are English, and so are its numbers: what one machine prints, another can read.
QLocale locale()
{
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

} // namespace

QString countText(qint64 count)
{
    return locale().toString(count);
}

QString rateText(double perSecond)
{
    return locale().toString(perSecond, 'f', perSecond < 10 ? 1 : 0);
}

QString durationText(double seconds)
{
    const qint64 whole = qint64(std::ceil(seconds));
    const QString rest = u"%1:%2"_s.arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QChar(u'0'))
                             .arg(whole % 60, 2, 10, QChar(u'0'));
    return whole >= 3600 ? u"%1:%2"_s.arg(whole / 3600).arg(rest) : rest;
}

QString secondsText(double seconds)
{
    return Cli::tr("%1 s").arg(locale().toString(seconds, 'f', seconds < 10 ? 2 : 1));
}

QString percentText(double share)
{
    return Cli::tr("%1 %").arg(locale().toString(share * 100, 'f', 1));
}

QString lossText(double loss)
{
    return locale().toString(loss, 'f', 4);
}

QString scoreText(double score)
{
    // Four digits, and as many places whatever they are, so that columns of scores line up.
    const double magnitude = std::abs(score);
    const bool isPlain = magnitude >= 1e-3 && magnitude < 1e6;
    const int digitsBefore = isPlain ? std::max(0, int(std::floor(std::log10(magnitude)))) : 0;
    const QString digits = isPlain ? locale().toString(magnitude, 'f', std::max(0, 3 - digitsBefore))
                                   : locale().toString(magnitude, 'e', 3);
    return (score < 0 ? u'-' : u'+') + digits;
}

QString bytesText(qint64 bytes)
{
    return locale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

} // namespace proponent::cli
