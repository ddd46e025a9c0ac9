// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/test_registry.h"

#ifdef QT_WIDGETS_LIB
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <cstdio>
#include <vector>

using proponent::tests::Registration;

int main(int argc, char **argv)
{
    const Registration *const test = argc > 1 ? Registration::find(argv[1]) : nullptr;
    if (!test) {
        std::fprintf(stderr, "Usage: %s TEST [FUNCTION...], where TEST is one of: %s\n", argv[0],
                     Registration::names().join(", ").constData());
        return 2;
    }
    Application application(argc, argv);
    application.setAttribute(Qt::AA_Use96Dpi, true); // as QTEST_MAIN() does
    std::vector<char *> arguments(argv, argv + argc);
    arguments.erase(arguments.begin() + 1);
    return test->run(int(arguments.size()), arguments.data());
}
