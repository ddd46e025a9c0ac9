// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/index/made_up_rows.h"
#include "tests/engine/small_disk.h"
#include "tests/engine/without_root.h"
#include "tests/test_registry.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <optional>
#include <sys/resource.h>

using namespace proponent;

/// How an index gets its file: whole, or not there, or to be gone on with.
class IndexWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWholeOrNotThere();
    void saysItsSizeBeforehand_data();
    void saysItsSizeBeforehand();
    void goesOnByteForByte_data();
    void goesOnByteForByte();
    void beginsAnewForOtherRows_data();
    void beginsAnewForOtherRows();
    void measuresBeforeItFinishes();
    void oneWriterAtATime();
    void readersKeepWhatTheyOpened();
    void saysWhyItCanNotWrite_data();
    void saysWhyItCanNotWrite();
    void takesItsRoomAtOnce();
};

namespace {

constexpr qint64 width = 512; // 4,096 rows a block
constexpr qint64 count = 10'000;

const std::vector<float> &someRows()
{
    static const std::vector<float> rows = madeUpRows(count, width, 1);
    return rows;
}

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QJsonObject key{{QStringLiteral("method"), QStringLiteral("made-up")}};
const QJsonObject facts{{QStringLiteral("recall"), 0.5}};

template <class Work>
QString messageOf(const Work &work)
{
    try {
        work();
    } catch (const EngineError &error) {
        return error.message();
    }
    return {};
}

} // namespace

void IndexWriterTest::isWholeOrNotThere()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("new/folder/a.index");
    {
        IndexWriter writer(path, {count, width}, key);
        QCOMPARE(writer.blocks(), 3);
        QCOMPARE(writer.rows(2), count - 2 * 4096);
        writer.put(1, rowsOf(writer, 1, someRows(), width));
        QVERIFY_EXCEPTION_THROWN(writer.finish(facts), std::logic_error);
        QVERIFY(!QFile::exists(path));
        putMissing(writer, someRows(), width);
        QVERIFY(!QFile::exists(path));
        writer.finish(facts);
    }
    QCOMPARE(QDir(folder.filePath("new/folder")).entryList(QDir::Files), QStringList{"a.index"});
    GradientIndex::open(path).valueOrThrow().verify();
}

void IndexWriterTest::saysItsSizeBeforehand_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("values");
    QTest::newRow("empty") << qint64(0) << qint64(7);
    QTest::newRow("one block") << qint64(100) << qint64(7);
    QTest::newRow("whole blocks") << qint64(8192) << width;
    QTest::newRow("a rest") << count << width;
}

void IndexWriterTest::saysItsSizeBeforehand()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, values);
    const QTemporaryDir folder;
    writeIndex(folder.filePath("a.index"), madeUpRows(rows, values, 1), values);
    const qint64 size = QFileInfo(folder.filePath("a.index")).size();
    QVERIFY(size > sizeOf({rows, values}) && size < sizeOf({rows, values}) + 100);
    // Of 1.28 million rows of 1,024: two bytes a value, and little beside.
    QVERIFY(double(sizeOf({1'280'000, 1024})) < 2.01 * 1'280'000 * 1024);
}

using Damage = std::function<void(QFile &)>;
Q_DECLARE_METATYPE(Damage)

void IndexWriterTest::goesOnByteForByte_data()
{
    QTest::addColumn<Damage>("damage"); // of the unfinished file
    QTest::addColumn<QList<qint64>>("whole"); // blocks that needn't be written again
    const qint64 second = sizeOf({4096, width});
    QTest::newRow("interrupted") << Damage([](QFile &) {}) << QList<qint64>{0, 1};
    QTest::newRow("half a block written") << Damage([second](QFile &file) {
        file.seek(second + 100'000);
        file.write(QByteArray(int(second), '\0'));
    }) << QList<qint64>{0};
    QTest::newRow("a byte flipped") << Damage([](QFile &file) {
        file.seek(50'000);
        file.write("!");
    }) << QList<qint64>{1};
    QTest::newRow("cut") << Damage([second](QFile &file) { file.resize(second + 5); }) << QList<qint64>{0};
    QTest::newRow("blocks exchanged") << Damage([second](QFile &file) {
        const QByteArray bytes = file.readAll();
        file.seek(4096);
        file.write(bytes.mid(second, second - 4096));
        file.write(bytes.mid(4096, second - 4096));
    }) << QList<qint64>{};
    QTest::newRow("header flipped") << Damage([](QFile &file) {
        file.seek(20);
        file.write("!");
    }) << QList<qint64>{};
    QTest::newRow("cut to nothing") << Damage([](QFile &file) { file.resize(0); }) << QList<qint64>{};
    QTest::newRow("something after the end") << Damage([](QFile &file) {
        file.seek(file.size());
        file.write(QByteArray(1000, 'x')); // longer than the end that takes its place
    }) << QList<qint64>{0, 1};
}

void IndexWriterTest::goesOnByteForByte()
{
    QFETCH(Damage, damage);
    QFETCH(QList<qint64>, whole);
    const QTemporaryDir folder;
    writeIndex(folder.filePath("in-one-go.index"), someRows(), width);
    const QString path = folder.filePath("a.index");
    {
        IndexWriter writer(path, {count, width}, key);
        writer.put(1, rowsOf(writer, 1, someRows(), width));
        writer.put(0, rowsOf(writer, 0, someRows(), width));
    }
    QFile file(IndexWriter::partOf(path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    damage(file);
    file.close();
    {
        IndexWriter writer(path, {count, width}, key);
        QList<qint64> found;
        for (qint64 block = 0; block < writer.blocks(); ++block) {
            if (writer.isWhole(block))
                found += block;
        }
        QCOMPARE(found, whole);
        putMissing(writer, someRows(), width);
        writer.finish(facts);
    }
    QVERIFY(contentsOf(path) == contentsOf(folder.filePath("in-one-go.index")));
}

void IndexWriterTest::beginsAnewForOtherRows_data()
{
    QTest::addColumn<qint64>("rows");
    QTest::addColumn<qint64>("values");
    QTest::addColumn<QString>("method");
    QTest::newRow("other rows") << count << width << "other";
    QTest::newRow("another width") << count << width / 2 << "made-up";
    QTest::newRow("fewer rows") << count - 1 << width << "made-up";
    QTest::newRow("more rows") << count + 1 << width << "made-up";
    QTest::newRow("a longer key") << count << width << QString(5000, QChar('x'));
}

void IndexWriterTest::beginsAnewForOtherRows()
{
    QFETCH(qint64, rows);
    QFETCH(qint64, values);
    QFETCH(QString, method);
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    {
        IndexWriter writer(path, {count, width}, key);
        putMissing(writer, someRows(), width);
    }
    const std::vector<float> others = madeUpRows(rows, values, 2);
    {
        IndexWriter writer(path, {rows, values}, {{"method", method}});
        for (qint64 block = 0; block < writer.blocks(); ++block)
            QVERIFY(!writer.isWhole(block));
        putMissing(writer, others, values);
        writer.finish(facts);
    }
    const GradientIndex index = GradientIndex::open(path).valueOrThrow();
    index.verify();
    QCOMPARE(index.key().value("method").toString(), method);
    QCOMPARE(index.count(), rows);
    QCOMPARE(index.width(), values);
}

void IndexWriterTest::measuresBeforeItFinishes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    IndexWriter writer(path, {count, width}, key);
    QVERIFY_EXCEPTION_THROWN((void)writer.written(), std::logic_error);
    putMissing(writer, someRows(), width);
    const std::vector<float> question = madeUpRows(1, width, 2);
    const std::vector<float> scores = writer.written().scores(question);
    QVERIFY(!GradientIndex::open(IndexWriter::partOf(path))); // nobody else takes it for a whole one
    writer.finish(facts);
    QCOMPARE(GradientIndex::open(path).valueOrThrow().scores(question), scores);
}

void IndexWriterTest::oneWriterAtATime()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    std::optional<IndexWriter> writer(std::in_place, path, IndexShape{count, width}, key);
    writer->put(0, rowsOf(*writer, 0, someRows(), width));
    const auto second = [&] { IndexWriter(path, {count, width}, QJsonObject()); };
    const QString message = messageOf(second);
    QVERIFY2(message.contains(path) && message.contains("Wait until it is done, or stop it"),
             qPrintable(message));
    QVERIFY(messageOf([&] { IndexWriter(folder.filePath("b.index"), {count, width}, key); }).isEmpty());
    putMissing(*writer, someRows(), width);
    writer->finish(facts);
    QCOMPARE(messageOf(second), QString()); // the file has its name, and the next one is another
    GradientIndex::open(path).valueOrThrow().verify();
}

void IndexWriterTest::readersKeepWhatTheyOpened()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath("a.index");
    writeIndex(path, {1, 2, 3}, 1);
    const GradientIndex before = GradientIndex::open(path).valueOrThrow();
    writeIndex(path, {4, 5}, 1);
    QCOMPARE(before.scores(std::vector<float>{1}), (std::vector<float>{1, 2, 3}));
    QCOMPARE(GradientIndex::open(path).valueOrThrow().scores(std::vector<float>{1}),
             (std::vector<float>{4, 5}));
}

void IndexWriterTest::saysWhyItCanNotWrite_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("read-only folder") << "locked/a.index";
    QTest::newRow("folder that can't be made") << "locked/new/a.index";
    QTest::newRow("a file in place of the folder") << "file/a.index";
    QTest::newRow("a folder in place of the file") << "taken";
}

void IndexWriterTest::saysWhyItCanNotWrite()
{
    QFETCH(QString, name);
    const QTemporaryDir folder;
    QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions(0x7777)));
    QVERIFY(QDir(folder.path()).mkdir("locked"));
    QVERIFY(QDir(folder.path()).mkpath("taken.part"));
    QVERIFY(QFile(folder.filePath("file")).open(QIODevice::WriteOnly));
    QVERIFY(QFile::setPermissions(folder.filePath("locked"), QFile::Permissions(0x5555)));
    const WithoutRoot nobody;
    const QString path = folder.filePath(name);
    const QString message = messageOf([&] { IndexWriter(path, {count, width}, key); });
    QVERIFY2(message.contains(path) && message.contains("can't be written") && message.contains("Check"),
             qPrintable(message));
}

/// A limit on the size of files is met as the end of a disk is.
void IndexWriterTest::takesItsRoomAtOnce()
{
    const QTemporaryDir folder;
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
    const auto restored = qScopeGuard([&] {
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, ignored);
    });
    rlimit small = before;
    small.rlim_cur = 5'000'000;
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const QString path = folder.filePath("a.index");
    const QString message = messageOf([&] { IndexWriter(path, {count, width}, key); });
    QVERIFY2(message.contains(path) && message.contains("no room") && message.contains("takes 9.8"),
             qPrintable(message));
    QVERIFY(QDir(folder.path()).isEmpty()); // nothing that takes room is left

    const SmallDisk disk;
    if (!disk.isThere())
        return;
    setrlimit(RLIMIT_FSIZE, &before);
    disk.fill();
    const QString full = disk.path() + "/a.index";
    QVERIFY(!messageOf([&] { IndexWriter(full, {count, width}, key); }).isEmpty());
    disk.makeRoom();
    QCOMPARE(messageOf([&] { writeIndex(full, someRows(), width); }), QString());
    GradientIndex::open(full).valueOrThrow().verify();
}

PROPONENT_TEST(IndexWriterTest)
#include "test_index_writer.moc"
