// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/whole_file.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace proponent;

class WholeFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWholeOrNotThere();
    void saysWhyItCouldNotBeWritten_data();
    void saysWhyItCouldNotBeWritten();
    void putsNoFileInTheirPlace_data();
    void putsNoFileInTheirPlace();
};

void WholeFileTest::isWholeOrNotThere()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("file");
    {
        WholeFile file(path);
        QVERIFY(file.open() && file.write("some of it"));
    }
    QVERIFY(QDir(folder.path()).isEmpty());
    QVERIFY(WholeFile(path).writeAll("all"));
    QVERIFY(QFile::link(path, folder.filePath("link")));
    QVERIFY(WholeFile(folder.filePath("link")).writeAll("through a link"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("through a link"));
}

void WholeFileTest::saysWhyItCouldNotBeWritten_data()
{
    QTest::addColumn<int>("parts");
    QTest::addColumn<int>("bytes"); // of a part
    QTest::newRow("at once") << 1 << 100'000;
    QTest::newRow("when the buffer is written") << 1 << 12'000;
    QTest::newRow("in small parts") << 4'000 << 10;
    QTest::newRow("in large parts") << 4 << 20'000;
}

/// A limit on the size of files is met as the end of a disk is: a part is taken, then nothing.
void WholeFileTest::saysWhyItCouldNotBeWritten()
{
    QFETCH(int, parts);
    QFETCH(int, bytes);
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    const auto restored = qScopeGuard([&] {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, ignored);
    });
    const QTemporaryDir folder;
    WholeFile file(folder.filePath("file"));
    rlimit small = before;
    small.rlim_cur = 10'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool good = file.open();
    for (int part = 0; good && part < parts; ++part)
        good = file.write(QByteArray(bytes, 'x'));
    good = good && file.commit();
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!good);
    QCOMPARE(file.problem(), qt_error_string(EFBIG));
    QVERIFY(QDir(folder.path()).isEmpty());
}

void WholeFileTest::putsNoFileInTheirPlace_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("pipe") << "pipe"
                          << "a device or a pipe";
    QTest::newRow("link to a pipe") << "to-pipe"
                                    << "a device or a pipe";
    QTest::newRow("link to a device") << "to-device"
                                      << "a device or a pipe";
    QTest::newRow("folder") << "folder"
                            << "a folder";
}

void WholeFileTest::putsNoFileInTheirPlace()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    const QTemporaryDir folder;
    const QString pipe = folder.filePath("pipe");
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QVERIFY(QFile::link(pipe, folder.filePath("to-pipe")));
    QVERIFY(QFile::link("/dev/full", folder.filePath("to-device")));
    QVERIFY(QDir(folder.path()).mkdir("folder"));
    WholeFile file(folder.filePath(name));
    QVERIFY(!file.writeAll("text"));
    QVERIFY2(file.problem().contains(words), qPrintable(file.problem()));
    QVERIFY(!QFileInfo(pipe).isFile());
    QVERIFY(!QFileInfo("/dev/full").isFile());
}

PROPONENT_TEST(WholeFileTest)
#include "test_whole_file.moc"
