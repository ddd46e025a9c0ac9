// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/desk.h"

#include "ui/docks/sessions_panel.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QTest>

#include <optional>

namespace proponent::test {

using namespace proponent::ui;

namespace {

template <class Widget>
Widget *fieldNamed(const QWidget &in, const QString &name)
{
    const auto all = in.findChildren<Widget *>();
    for (Widget *one : all) {
        if (one->accessibleName() == name && one->isVisible() && one->isEnabled())
            return one;
    }
    return nullptr;
}

[[noreturn]] void missing(const char *what, const QString &name)
{
    qFatal("there is no %s “%s” to use", what, qUtf8Printable(name));
}

void save(QWidget &window, const QString &file)
{
    constexpr int settleMilliseconds = 400; // images come in batches, plots are drawn when the loop is idle
    QTest::qWait(settleMilliseconds);
    if (!window.grab().save(file))
        qFatal("can't write %s", qUtf8Printable(file));
}

} // namespace

QAbstractButton *buttonNamed(const QWidget &in, const QString &text)
{
    const auto buttons = in.findChildren<QAbstractButton *>();
    for (QAbstractButton *button : buttons) {
        const bool named = button->text() == text || button->accessibleName() == text;
        if (named && button->isVisible())
            return button;
    }
    return nullptr;
}

void click(const QWidget &in, const QString &button)
{
    const auto ready = [&] {
        const QAbstractButton *found = buttonNamed(in, button);
        return found && found->isEnabled();
    };
    if (!QTest::qWaitFor(ready, patience))
        missing("button", button);
    click(*buttonNamed(in, button));
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = QApplication::focusWidget();
    if (!focus)
        missing("focus for the key", QKeySequence(key).toString());
    QTest::keyClick(focus, key, modifiers);
}

void type(const QString &text)
{
    QWidget *focus = QApplication::focusWidget();
    if (!focus)
        missing("focus for", text);
    QTest::keyClicks(focus, text);
}

void fillIn(const QWidget &in, const QString &field, const QString &text)
{
    QWidget *editor = fieldNamed<QLineEdit>(in, field);
    if (!editor)
        editor = fieldNamed<QAbstractSpinBox>(in, field);
    if (!editor)
        missing("field", field);
    editor->setFocus(Qt::TabFocusReason);
    press(Qt::Key_A, Qt::ControlModifier);
    type(text);
}

void choose(const QWidget &in, const QString &field, const QString &choice)
{
    auto *editor = fieldNamed<QComboBox>(in, field);
    if (!editor)
        missing("choice", field);
    editor->setFocus(Qt::TabFocusReason);
    press(Qt::Key_Home);
    for (int steps = 0; steps < editor->count() && !editor->currentText().startsWith(choice); ++steps)
        press(Qt::Key_Down);
    if (!editor->currentText().startsWith(choice))
        missing("choice", field + QStringLiteral(": ") + choice);
}

void chooseFolder(const QWidget &window, const QString &folder)
{
    QPointer<QFileDialog> dialog;
    const auto shown = [&] {
        dialog = window.findChild<QFileDialog *>();
        return dialog && dialog->isVisible();
    };
    if (!QTest::qWaitFor(shown, patience))
        missing("dialog for the folder", folder);
    auto *line = dialog->findChild<QLineEdit *>(QStringLiteral("fileNameEdit"));
    if (!line)
        missing("place for the folder", folder);
    QGuiApplication::clipboard()->setText(folder); // letter by letter Qt's completer joins in
    QTest::keyClick(line, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(line, Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(line, Qt::Key_Return);
    const bool gone = QTest::qWaitFor([&] { return !dialog; }, patience);
    window.window()->activateWindow(); // what a window manager does when a dialog is gone
    if (!gone || !QTest::qWaitForWindowActive(window.window()))
        missing("way back from the dialog for the folder", folder);
}

TrainingConfig smallTraining(const QString &data, const QString &model, int epochs)
{
    TrainingConfig config;
    config.data = data;
    config.model = model;
    config.epochs = epochs;
    config.batchSize = 16;
    config.learningRate = 0.02;
    config.device = QStringLiteral("cpu");
    config.precision = Precision::Fp32;
    config.threads = 1;
    return config;
}

Desk::Desk(const QString &folder, const QString &settings)
    : m_folder(folder), m_settings(QDir(folder).filePath(settings))
{
    m_settings.setTraceOnSelection(false);
    m_settings.setTraceAhead(TraceAhead::Never);
    m_settings.setThreads(1);
}

Desk::~Desk()
{
    quit();
}

QString Desk::libraryFolder() const
{
    return QDir(m_folder).filePath(QStringLiteral("library"));
}

void Desk::startEngine()
{
    auto engine = Engine::open(libraryFolder());
    if (!engine)
        qFatal("%s", qUtf8Printable(engine.error()));
    m_engine = std::move(*engine);
}

void Desk::start()
{
    if (!m_engine)
        startEngine();
    m_window = std::make_unique<MainWindow>(*m_engine, m_settings);
    m_window->resize(1280, 720);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()) ||
        !QTest::qWaitFor([this] { return work().library.isListed(); }, patience))
        qFatal("the window doesn't come");
}

void Desk::quit()
{
    if (m_window) {
        m_window->close();
        if (!QTest::qWaitFor([this] { return !m_window->isVisible(); }, patience))
            qFatal("the window can't be closed");
    }
    m_window.reset();
    m_engine.reset();
}

void Desk::goTo(MainWindow::Page page) const
{
    QTest::keyClick(m_window.get(), Qt::Key(Qt::Key_1 + int(page)), Qt::ControlModifier);
    if (m_window->page() != page)
        qFatal("Ctrl+%d shows another page", int(page) + 1);
}

QListView &Desk::sessionList() const
{
    return *m_window->sessionsPanel()->list();
}

void Desk::openSession(const QString &name) const
{
    const QAbstractItemModel &rows = *sessionList().model();
    const auto find = [&] {
        const QModelIndexList found =
            rows.match(rows.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
        return found.value(0);
    };
    if (!QTest::qWaitFor([&] { return find().isValid(); }, patience))
        missing("session", name);
    click(sessionList(), find());
    const auto shown = [&] { return work().open.isOpen() && work().open.details().summary.name == name; };
    if (!QTest::qWaitFor(shown, patience))
        missing("session that can be opened, namely", name);
}

void Desk::search(const QString &words) const
{
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier); // selects what is there
    if (words.isEmpty())
        press(Qt::Key_Delete);
    else
        type(words);
}

void Desk::waitForEndOfTraining() const
{
    const auto ended = [this] {
        return !work().run.isActive() && work().open.isOpen() &&
               work().open.details().summary.state != SessionState::Running;
    };
    if (!QTest::qWaitFor(ended, patience))
        qFatal("the training doesn't end");
}

Outcome Desk::answer(JobId job) const
{
    std::optional<Outcome> outcome;
    QObject context;
    QObject::connect(m_engine.get(), &Engine::finished, &context,
                     [&outcome, job](JobId ended, const Outcome &how) {
                         if (ended == job)
                             outcome = how;
                     });
    if (!QTest::qWaitFor([&] { return outcome.has_value(); }, patience))
        qFatal("the engine doesn't answer");
    return *outcome;
}

SessionId Desk::train(const TrainingConfig &config) const
{
    const Outcome outcome = answer(m_engine->train(config));
    if (const auto *failure = std::get_if<Failed>(&outcome))
        qFatal("%s", qUtf8Printable(failure->message));
    return std::get<TrainingCompleted>(outcome).session;
}

SessionDetails Desk::read(SessionId session) const
{
    const Outcome outcome = answer(m_engine->openSession(session));
    if (const auto *failure = std::get_if<Failed>(&outcome))
        qFatal("%s", qUtf8Printable(failure->message));
    return std::get<SessionOpened>(outcome).details;
}

void Desk::takePictures(const QString &name, QWidget *dialog) const
{
    const QString folder = qEnvironmentVariable("PROPONENT_PICTURES");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    m_window->resize(1280, 720);
    const QString stem = QDir(folder).filePath(name);
    QWidget &of = dialog ? *dialog : *m_window;
    save(of, stem + QStringLiteral("-light.png"));
    applyTheme(ThemeChoice::Dark);
    save(of, stem + QStringLiteral("-dark.png"));
    applyTheme(ThemeChoice::Light);
}

} // namespace proponent::test
