// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli_process.h"
#include "tests/app/small_dataset.h"

#include <QTemporaryDir>

namespace proponent::test {

/// A library and the small dataset in folders that go with the test.
class LibraryFixture
{
public:
    LibraryFixture() : m_isReady(m_folder.isValid() && SmallDataset::make().writeTo(data())) {}

    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString data() const { return path(QStringLiteral("small")); }
    [[nodiscard]] QString library() const { return path(QStringLiteral("library")); }

    /// Runs proponent-cli on the library.
    [[nodiscard]] CliResult run(QStringList arguments) const
    {
        return runCli(withLibrary(std::move(arguments)));
    }
    [[nodiscard]] QStringList withLibrary(QStringList arguments) const
    {
        arguments << QStringLiteral("--library") << library();
        return arguments;
    }

    /// Trains on the small dataset: on the processor in fp32, and in one thread, as two have to wait for each
    /// other longer than they compute.
    [[nodiscard]] CliResult train(const QStringList &options) const { return run(trainArguments(options)); }
    [[nodiscard]] QStringList trainArguments(const QStringList &options) const
    {
        return QStringLiteral("train --device cpu --precision fp32 --threads 1 --data").split(u' ') +
               QStringList{data()} + options;
    }

private:
    QTemporaryDir m_folder;
    bool m_isReady;
};

} // namespace proponent::test
