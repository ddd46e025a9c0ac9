// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_reader.h"

#include "app/cli/text.h"

#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>

#include <cmath>
#include <cstdlib>
#include <limits>

using namespace Qt::StringLiterals;

namespace proponent::cli {

bool OptionReader::isGiven(const QString &option) const
{
    return m_parser.isSet(option);
}

std::optional<QString> OptionReader::given(const QString &option) const
{
    if (m_problem || !isGiven(option))
        return std::nullopt;
    return m_parser.value(option);
}

QStringList OptionReader::values(const QString &option) const
{
    return m_parser.values(option);
}

void OptionReader::setProblem(const QString &option, const QString &message)
{
    if (m_problem)
        return;
    const QString value = isGiven(option) ? u' ' + m_parser.value(option) : QString();
    m_problem = u"--%1%2: %3"_s.arg(option, value, message);
}

QString OptionReader::mustBe(const QString &allowed)
{
    return Cli::tr("must be %1").arg(allowed);
}

void OptionReader::read(const QString &option, qint64 &value)
{
    if (const std::optional<QString> text = given(option)) {
        bool isNumber = false;
        const qint64 number = text->toLongLong(&isNumber);
        if (isNumber)
            value = number;
        else
            setProblem(option, mustBe(Cli::tr("a whole number")));
    }
}

void OptionReader::read(const QString &option, int &value)
{
    qint64 number = value;
    read(option, number);
    constexpr qint64 maximum = std::numeric_limits<int>::max();
    if (std::abs(number) > maximum)
        setProblem(option, mustBe(Cli::tr("a whole number up to %1").arg(maximum)));
    else
        value = int(number);
}

void OptionReader::read(const QString &option, double &value)
{
    if (const std::optional<QString> text = given(option)) {
        bool isNumber = false;
        const double number = text->toDouble(&isNumber);
        if (isNumber && std::isfinite(number))
            value = number;
        else
            setProblem(option, mustBe(Cli::tr("a number, such as 0.05")));
    }
}

void OptionReader::read(const QString &option, QString &value)
{
    if (const std::optional<QString> text = given(option))
        value = *text;
}

void OptionReader::readExportFile(const QString &option, QString &file)
{
    const std::optional<QString> text = given(option);
    if (!text)
        return;
    const QFileInfo info(*text);
    const QString suffix = info.suffix().toLower();
    if (suffix != "npy"_L1 && suffix != "csv"_L1)
        setProblem(option, mustBe(Cli::tr("a file that ends in .npy or .csv")));
    else if (info.exists() && !info.isFile()) // nor what a link leads to
        setProblem(option, mustBe(info.isDir() ? Cli::tr("a file; this is a folder")
                                               : Cli::tr("a file; this is a device or a pipe")));
    else if (!info.absoluteDir().exists())
        setProblem(option, Cli::tr("its folder does not exist; make it first"));
    else
        file = info.absoluteFilePath();
}

} // namespace proponent::cli
