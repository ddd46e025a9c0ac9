// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace proponent::cli {

/// Reads option values into the fields they stand for. An option that was not given leaves its field as
/// it is. The first value that can't be read is kept as the problem; later ones are not looked at.
class OptionReader
{
public:
    explicit OptionReader(const QCommandLineParser &parser) : m_parser(parser) {}

    [[nodiscard]] bool isGiven(const QString &option) const;

    void read(const QString &option, int &value);
    void read(const QString &option, qint64 &value);
    void read(const QString &option, double &value);
    void read(const QString &option, QString &value);
    /// All values of one that may be given several times.
    [[nodiscard]] QStringList values(const QString &option) const;

    /// A value with a fixed set of spellings; `allowed` is how they are written, for the message.
    template <class T>
    void read(const QString &option, T &value, std::optional<T> (*fromString)(const QString &),
              const QString &allowed)
    {
        if (const std::optional<QString> text = given(option)) {
            if (const std::optional<T> parsed = fromString(*text))
                value = *parsed;
            else
                setProblem(option, mustBe(allowed));
        }
    }

    /// The name of a file that can be written as .npy or .csv, made absolute.
    void readExportFile(const QString &option, QString &file);

    /// Keeps "--option VALUE: message" as the problem unless there is one already.
    void setProblem(const QString &option, const QString &message);
    [[nodiscard]] const std::optional<QString> &problem() const { return m_problem; }

private:
    [[nodiscard]] std::optional<QString> given(const QString &option) const;
    [[nodiscard]] static QString mustBe(const QString &allowed);

    const QCommandLineParser &m_parser;
    std::optional<QString> m_problem;
};

} // namespace proponent::cli
