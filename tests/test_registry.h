// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

namespace proponent::tests {

/// The tests of a room are one program, since linking and reading headers is most of what a small one costs to build.
/// `test_store StoreTest keepsSessions` runs a function of one of them, in a process that runs nothing else.
class Registration
{
public:
    using Run = int (*)(int argc, char **argv);

    /// At static initialisation; `name` lives as long as the program.
    Registration(const char *name, Run function) : m_name(name), m_run(function), m_next(first)
    {
        first = this;
    }

    /// The test of that name, or null.
    static const Registration *find(const QByteArray &name)
    {
        const Registration *registration = first;
        while (registration && registration->m_name != name)
            registration = registration->m_next;
        return registration;
    }

    static QByteArrayList names()
    {
        QByteArrayList names;
        for (const Registration *registration = first; registration; registration = registration->m_next)
            names += registration->m_name;
        return names;
    }

    [[nodiscard]] int run(int argc, char **argv) const { return m_run(argc, argv); }

private:
    inline static const Registration *first = nullptr;
    const char *m_name;
    Run m_run;
    const Registration *m_next;
};

} // namespace proponent::tests

/// In place of QTEST_MAIN().
#define PROPONENT_TEST(Class)                                                                             \
    static const proponent::tests::Registration registrationOf##Class(#Class, [](int argc, char **argv) { \
        Class test;                                                                                       \
        return QTest::qExec(&test, argc, argv);                                                           \
    });
