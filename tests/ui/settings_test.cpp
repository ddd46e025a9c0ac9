// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engine.h"
#include "tests/test_registry.h"
#include "tests/ui/pointer.h"
#include "tests/ui/tab_walk.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/shortcuts_dialog.h"
#include "ui/models/shortcut_model.h"
#include "ui/settings/action_collection.h"
#include "ui/settings/window_settings.h"
#include "ui/text/language.h"
#include "ui/text/source_language.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_box.h"
#include "ui/widgets/form_field.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace proponent;
using namespace proponent::ui;

using Id = ActionCollection::Id;
using Keys = QList<QKeySequence>;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void settingsAreKept();
    void reportFolderIsThere();
    void newTrainingsStartFromTheSettings();
    void everyActionIsComplete();
    void tooltipsFollowShortcuts();
    void shortcutsAreKept();
    void usersKeysOutliveNewDefaults();
    void undoSaysWhatItUndoes();
    void takenKeysAreRefused();
    void keysThatMoveAroundAreRefused();
    void shortcutsAreReset();
    void shortcutIsPressed();
    void shortcutsAreFound();
    void changesInTheDialogAreStored();
    void wrongLibraryIsSaidBesideTheField();
    void everyControlIsReachedByTab();
    void everyControlHasAName();
    void languageIsApplied();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("settings.ini")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SettingsTest::initTestCase()
{
    installSourceLanguage();
    applyTheme(ThemeChoice::Light);
}

void SettingsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void SettingsTest::settingsAreKept()
{
    {
        WindowSettings settings(file());
        QCOMPARE(settings.threads(), 0);
        QCOMPARE(settings.checkpointEvery(), 1);
        QVERIFY(settings.thumbnailSize() == ThumbnailSize::Medium);
        QVERIFY(settings.language().isEmpty());
        QVERIFY(settings.defaultLibrary().isEmpty());
        settings.setThreads(6);
        settings.setCheckpointEvery(5);
        settings.setThumbnailSize(ThumbnailSize::Large);
        QVERIFY(settings.sessionOrder() == SessionOrder::Newest);
        settings.setSessionOrder(SessionOrder::Accuracy);
        settings.setLanguage(QStringLiteral("de"));
        settings.setDefaultLibrary(QStringLiteral("/data/library"));
        for (int i = 0; i < 10; ++i)
            settings.addRecentLibrary(QStringLiteral("/data/%1").arg(i));
        settings.addRecentLibrary(QStringLiteral("/data/7"));
    }
    const WindowSettings settings(file());
    QCOMPARE(settings.threads(), 6);
    QCOMPARE(settings.checkpointEvery(), 5);
    QVERIFY(settings.thumbnailSize() == ThumbnailSize::Large);
    QVERIFY(settings.sessionOrder() == SessionOrder::Accuracy);
    QCOMPARE(settings.language(), QStringLiteral("de"));
    QCOMPARE(settings.defaultLibrary(), QStringLiteral("/data/library"));
    QCOMPARE(settings.recentLibraries().size(), 8);
    QCOMPARE(settings.recentLibraries().mid(0, 2),
             QStringList({QStringLiteral("/data/7"), QStringLiteral("/data/9")}));
    QVERIFY(pixelsOf(ThumbnailSize::Small) < pixelsOf(ThumbnailSize::Medium));
    QVERIFY(pixelsOf(ThumbnailSize::Medium) < pixelsOf(ThumbnailSize::Large));
}

void SettingsTest::reportFolderIsThere()
{
    WindowSettings settings(file());
    QVERIFY(QFileInfo(settings.reportFolder()).isDir()); // with or without a folder for documents
    const QString folder = m_folder->filePath(QStringLiteral("reports"));
    QVERIFY(QDir().mkpath(folder));
    settings.setReportFolder(folder);
    QCOMPARE(WindowSettings(file()).reportFolder(), folder);
    QVERIFY(QDir().rmdir(folder));
    QVERIFY(QFileInfo(settings.reportFolder()).isDir());
    QVERIFY(settings.reportFolder() != folder);
}

void SettingsTest::newTrainingsStartFromTheSettings()
{
    WindowSettings settings(file());
    QVERIFY(settings.newTraining() == TrainingConfig());
    settings.setThreads(3);
    settings.setCheckpointEvery(2);
    TrainingConfig expected;
    expected.threads = 3;
    expected.checkpointEvery = 2;
    QVERIFY(settings.newTraining() == expected);
}

void SettingsTest::everyActionIsComplete()
{
    const ActionCollection actions;
    QCOMPARE(actions.all().size(), actions.ids().size());
    QSet<QString> names;
    for (const Id id : actions.ids()) {
        const QString name = actions.name(id);
        QVERIFY2(!name.isEmpty() && !names.contains(name), qPrintable(name));
        names.insert(name);
        QVERIFY2(!actions.title(id).contains(u'&'), qPrintable(name));
        QVERIFY2(!actions.action(id)->text().isEmpty(), qPrintable(name));
        QVERIFY2(!actions.action(id)->toolTip().isEmpty(), qPrintable(name));
        QVERIFY2(!ActionCollection::categoryTitle(actions.category(id)).isEmpty(), qPrintable(name));
        for (const QKeySequence &keys : actions.defaultShortcuts(id))
            QVERIFY2(!actions.owner(keys, id), qPrintable(name)); // no two share keys
    }
    QCOMPARE(actions.shortcuts(Id::Undo).size(), 2);
    QCOMPARE(actions.shortcuts(Id::ShowAudit), Keys({Qt::CTRL | Qt::Key_4}));
}

void SettingsTest::tooltipsFollowShortcuts()
{
    ActionCollection actions;
    QVERIFY(actions[Id::Undo]->toolTip().endsWith(QStringLiteral("(Ctrl+Z or U)")));
    actions.setShortcuts(Id::Undo, {Qt::Key_F8});
    QVERIFY(actions[Id::Undo]->toolTip().endsWith(QStringLiteral("(F8)")));
    actions.setShortcuts(Id::Undo, {});
    QVERIFY(!actions[Id::Undo]->toolTip().contains(u'('));
}

void SettingsTest::shortcutsAreKept()
{
    const Keys odd{Qt::CTRL | Qt::Key_Semicolon, Qt::CTRL | Qt::Key_Comma};
    {
        WindowSettings settings(file());
        ActionCollection actions;
        actions.setShortcuts(Id::OpenSettings, {});
        actions.setShortcuts(Id::StartTraining, odd);
        actions.save(settings);
        QCOMPARE(settings.shortcuts().size(), 2); // only what differs
    }
    WindowSettings settings(file());
    ActionCollection actions;
    actions.load(settings);
    QCOMPARE(actions.shortcuts(Id::StartTraining), odd);
    QCOMPARE(actions.shortcuts(Id::OpenSettings), Keys());
    QCOMPARE(actions.shortcuts(Id::StopTraining), actions.defaultShortcuts(Id::StopTraining));
    actions.setShortcuts(Id::OpenSettings, actions.defaultShortcuts(Id::OpenSettings));
    actions.save(settings);
    QVERIFY(!settings.shortcuts().contains(actions.name(Id::OpenSettings)));
}

void SettingsTest::usersKeysOutliveNewDefaults()
{
    WindowSettings settings(file());
    settings.setShortcuts({{QStringLiteral("train.start"), {Qt::Key_U}}});
    ActionCollection actions;
    actions.load(settings);
    QCOMPARE(actions.shortcuts(Id::StartTraining), Keys({Qt::Key_U}));
    QCOMPARE(actions.shortcuts(Id::Undo), Keys({Qt::CTRL | Qt::Key_Z}));
}

void SettingsTest::undoSaysWhatItUndoes()
{
    ActionCollection actions;
    QUndoStack stack;
    actions.follow(stack);
    QVERIFY(!actions[Id::Undo]->isEnabled());
    stack.push(new QUndoCommand(QStringLiteral("rename to “R&D”")));
    QVERIFY(actions[Id::Undo]->isEnabled());
    QCOMPARE(actions[Id::Undo]->text(), QStringLiteral("&Undo rename to “R&&D”"));
    QCOMPARE(actions.title(Id::Undo), QStringLiteral("Undo"));
    actions[Id::Undo]->trigger();
    QVERIFY(!stack.canUndo());
    QVERIFY(!actions[Id::Undo]->isEnabled());
    QVERIFY(actions[Id::Redo]->isEnabled());
    actions[Id::Redo]->trigger();
    QVERIFY(stack.canUndo());
    stack.clear();
    QVERIFY(!actions[Id::Undo]->isEnabled());
    QCOMPARE(actions[Id::Undo]->text(), QStringLiteral("&Undo"));
}

void SettingsTest::takenKeysAreRefused()
{
    ActionCollection actions;
    ShortcutModel model(actions);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy edited(&model, &ShortcutModel::edited);
    const int row = model.rowOf(Id::ResetLayout);
    const QModelIndex shortcut = model.index(row, ShortcutModel::ShortcutColumn);
    const QModelIndex remark = model.index(row, ShortcutModel::RemarkColumn);
    QVERIFY(!model.setData(shortcut, QKeySequence(Qt::CTRL | Qt::Key_1), Qt::EditRole));
    QCOMPARE(actions.shortcuts(Id::ResetLayout), Keys());
    QCOMPARE(edited.size(), 0);
    QCOMPARE(remark.data().toString(), QStringLiteral("Ctrl+1 is taken by “Data”; not changed."));

    QVERIFY(model.setData(shortcut, QKeySequence(Qt::Key_F7, Qt::Key_F8), Qt::EditRole));
    QCOMPARE(actions.shortcuts(Id::ResetLayout), Keys({Qt::Key_F7}));
    QCOMPARE(edited.size(), 1);
    QCOMPARE(remark.data().toString(), QStringLiteral("Changed; at first none"));
    const QModelIndex alternative = model.index(row, ShortcutModel::AlternativeColumn);
    QVERIFY(model.setData(alternative, QKeySequence(Qt::Key_F9), Qt::EditRole));
    QCOMPARE(actions.shortcuts(Id::ResetLayout), Keys({Qt::Key_F7, Qt::Key_F9}));
    QVERIFY(model.setData(shortcut, QKeySequence(), Qt::EditRole));
    QCOMPARE(actions.shortcuts(Id::ResetLayout), Keys({Qt::Key_F9}));
}

void SettingsTest::keysThatMoveAroundAreRefused()
{
    ActionCollection actions;
    ShortcutModel model(actions);
    const int row = model.rowOf(Id::Trace);
    const QModelIndex shortcut = model.index(row, ShortcutModel::ShortcutColumn);
    for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Return, Qt::Key_Space, Qt::Key_Down})
        QVERIFY(!model.setData(shortcut, QKeySequence(key), Qt::EditRole));
    QVERIFY(
        model.index(row, ShortcutModel::RemarkColumn).data().toString().contains(QStringLiteral("Choose")));
    QCOMPARE(actions.shortcuts(Id::Trace), actions.defaultShortcuts(Id::Trace));
}

void SettingsTest::shortcutsAreReset()
{
    ActionCollection actions;
    ShortcutModel model(actions);
    const Keys stop = actions.defaultShortcuts(Id::StopTraining);
    actions.setShortcuts(Id::StopTraining, {});
    actions.setShortcuts(Id::Trace, stop);
    // One's first keys are the other's now.
    QVERIFY(!model.reset(model.rowOf(Id::StopTraining)));
    QVERIFY(model.reset(model.rowOf(Id::Trace)));
    QVERIFY(model.reset(model.rowOf(Id::StopTraining)));
    QCOMPARE(actions.shortcuts(Id::StopTraining), stop);
    actions.setShortcuts(Id::StopTraining, {});
    actions.setShortcuts(Id::Trace, stop);
    model.resetAll();
    for (const Id id : actions.ids())
        QCOMPARE(actions.shortcuts(id), actions.defaultShortcuts(id));
}

void SettingsTest::shortcutIsPressed()
{
    WindowSettings settings(file());
    ActionCollection actions;
    ShortcutsDialog dialog(actions, settings);
    dialog.show();
    dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    const int row = dialog.model()->rowOf(Id::ResetLayout);
    dialog.table()->setFocus();
    dialog.table()->setCurrentIndex(dialog.table()->model()->index(row, ShortcutModel::ShortcutColumn));
    QVERIFY(!dialog.removeButton()->isEnabled());
    QTest::keyClick(dialog.table(), Qt::Key_Return);
    auto *editor = dialog.table()->findChild<QKeySequenceEdit *>();
    QVERIFY(editor);
    QTest::keyClick(editor, Qt::Key_F6, Qt::ControlModifier);
    QTRY_COMPARE(actions.shortcuts(Id::ResetLayout), Keys({Qt::CTRL | Qt::Key_F6})); // after a second
    QCOMPARE(settings.shortcuts().value(QStringLiteral("view.reset")), Keys({Qt::CTRL | Qt::Key_F6}));
    QVERIFY(dialog.removeButton()->isEnabled());
    QVERIFY(dialog.resetButton()->isEnabled());
    test::click(*dialog.resetButton());
    QVERIFY(settings.shortcuts().isEmpty());
    QVERIFY(!dialog.resetButton()->isEnabled());
}

void SettingsTest::shortcutsAreFound()
{
    WindowSettings settings(file());
    ActionCollection actions;
    ShortcutsDialog dialog(actions, settings);
    QCOMPARE(dialog.table()->model()->rowCount(), int(actions.ids().size()));
    dialog.search()->setText(QStringLiteral("label AUDIT"));
    QCOMPARE(dialog.table()->model()->rowCount(), 5); // the category's four, and the page
    dialog.search()->setText(QStringLiteral("ctrl+shift+z"));
    QCOMPARE(dialog.table()->model()->rowCount(), 1);
    QCOMPARE(dialog.table()->model()->index(0, ShortcutModel::ActionColumn).data().toString(),
             QStringLiteral("Redo"));
}

void SettingsTest::changesInTheDialogAreStored()
{
    WindowSettings settings(file());
    settings.addRecentLibrary(m_folder->filePath(QStringLiteral("earlier")));
    SettingsDialog dialog(settings, Engine::defaultLibraryFolder());
    QSignalSpy theme(&dialog, &SettingsDialog::themeChosen);
    QSignalSpy thumbnails(&dialog, &SettingsDialog::thumbnailSizeChosen);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));

    dialog.theme()->setCurrentIndex(2);
    QVERIFY(settings.theme() == ThemeChoice::Dark);
    QCOMPARE(theme.size(), 1);
    dialog.thumbnails()->setCurrentIndex(0);
    QVERIFY(settings.thumbnailSize() == ThumbnailSize::Small);
    QCOMPARE(thumbnails.size(), 1);
    QCOMPARE(dialog.threads()->text(), QStringLiteral("All"));
    dialog.threads()->setValue(2);
    QCOMPARE(settings.threads(), 2);
    dialog.checkpointEvery()->setValue(4);
    QCOMPARE(settings.checkpointEvery(), 4);
    dialog.language()->setCurrentIndex(1);
    QCOMPARE(settings.language(), QStringLiteral("en"));

    QCOMPARE(dialog.library()->count(), 1); // the one that was open earlier
    dialog.library()->lineEdit()->setText(m_folder->filePath(QStringLiteral("new/library")));
    QTest::keyClick(dialog.library(), Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QCOMPARE(settings.defaultLibrary(), m_folder->filePath(QStringLiteral("new/library")));
    QVERIFY(dialog.libraryField()->problem().isEmpty());

    SettingsDialog again(settings, Engine::defaultLibraryFolder());
    QCOMPARE(again.theme()->currentIndex(), 2);
    QCOMPARE(again.thumbnails()->currentIndex(), 0);
    QCOMPARE(again.threads()->value(), 2);
    QCOMPARE(again.checkpointEvery()->value(), 4);
    QCOMPARE(again.language()->currentIndex(), 1);
    QCOMPARE(again.library()->currentText(), m_folder->filePath(QStringLiteral("new/library")));
}

void SettingsTest::wrongLibraryIsSaidBesideTheField()
{
    QFile plain(m_folder->filePath(QStringLiteral("plain")));
    QVERIFY(plain.open(QIODevice::WriteOnly));
    plain.close();
    WindowSettings settings(file());
    settings.setDefaultLibrary(m_folder->path());
    SettingsDialog dialog(settings, m_folder->path());
    dialog.show();
    const QStringList wrong{QStringLiteral("relative/folder"), plain.fileName(),
                            plain.fileName() + QStringLiteral("/below")};
    for (const QString &text : wrong) {
        dialog.library()->lineEdit()->setText(text);
        QTest::keyClick(dialog.library(), Qt::Key_Return);
        QVERIFY2(!dialog.libraryField()->problem().isEmpty(), qPrintable(text));
        QCOMPARE(settings.defaultLibrary(), m_folder->path());
    }
    dialog.library()->lineEdit()->clear();
    QTest::keyClick(dialog.library(), Qt::Key_Return);
    QVERIFY(dialog.libraryField()->problem().isEmpty());
    QVERIFY(settings.defaultLibrary().isEmpty());
}

void SettingsTest::everyControlIsReachedByTab()
{
    WindowSettings settings(file());
    ActionCollection actions;
    SettingsDialog choices(settings, Engine::defaultLibraryFolder());
    ShortcutsDialog shortcuts(actions, settings);
    for (QDialog *dialog : std::initializer_list<QDialog *>{&choices, &shortcuts}) {
        dialog->show();
        dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QTRY_VERIFY(QApplication::focusWidget());
        const QString problem = test::problemOfTabs(*dialog);
        QVERIFY2(problem.isEmpty(), qPrintable(dialog->windowTitle() + QStringLiteral(": ") + problem));
        dialog->close();
    }
}

void SettingsTest::everyControlHasAName()
{
    WindowSettings settings(file());
    ActionCollection actions;
    SettingsDialog settingsDialog(settings, m_folder->path());
    ShortcutsDialog shortcutsDialog(actions, settings);
    for (QDialog *dialog : QList<QDialog *>{&settingsDialog, &shortcutsDialog}) {
        dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        const auto widgets = dialog->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const bool partOfEditor = widget->objectName().startsWith(QStringLiteral("qt_"));
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || partOfEditor)
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
            QVERIFY2(named, widget->metaObject()->className());
            QVERIFY2(!widget->accessibleName().contains(u'&'), qPrintable(widget->accessibleName()));
        }
    }
}

void SettingsTest::languageIsApplied()
{
    QVERIFY(availableLanguages().contains(QStringLiteral("en")));
    const QLocale before;
    applyLanguage(QStringLiteral("de"));
    QCOMPARE(QLocale().language(), QLocale::German);
    applyLanguage(QString());
    QCOMPARE(QLocale().language(), QLocale::system().language());
    QLocale::setDefault(before);
}

PROPONENT_TEST(SettingsTest)
#include "settings_test.moc"
