// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/desk.h"
#include "ui/widgets/inline_message.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>

namespace proponent::test {

/// The message in which these words stand, or null.
[[nodiscard]] ui::InlineMessage *messageWith(const QWidget &in, const QString &words);

/// What only another program or another machine would do.
void changeLibrary(const QString &folder, const QString &sql);

/// What goes wrong on a real machine: it is said in words, where it happens, with what to do; nothing is lost.
/// Each test function gets a desk, a library and a small dataset of its own.
class Trouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    [[nodiscard]] ui::MainWindow &window() const { return m_desk->window(); }
    [[nodiscard]] ui::Workspace &work() const { return m_desk->work(); }
    [[nodiscard]] ui::TrainPage &trainPage() const { return *window().trainPage(); }
    [[nodiscard]] QString dataFolder() const { return m_folder->filePath(QStringLiteral("data")); }
    [[nodiscard]] TrainingConfig config(int epochs) const;
    [[nodiscard]] SessionSummary onlySession() const { return work().library.sessions().value(0); }
    /// As somebody does who has mended something outside.
    void leaveAndComeBack();
    /// A session with planted wrong labels, and its suspects.
    void audit();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
};

} // namespace proponent::test

// The words are looked at as a person would: they have to be visible, and say what and what to do.
#define TRY_WORDS(widget, words) \
    QTRY_VERIFY_WITH_TIMEOUT(::proponent::test::messageWith(widget, words), ::proponent::test::patience)
