// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/device/blas.h"

#include <QFileInfo>

#include <dlfcn.h>
#include <link.h>
#include <mutex>

namespace proponent {

namespace {

/// OpenBLAS' own function of this name, where the process has loaded it.
template <class Function>
Function *openBlas(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_DEFAULT, name));
}

} // namespace

bool usesReferenceBlas()
{
    bool reference = false;
    dl_iterate_phdr(
        [](dl_phdr_info *object, size_t, void *result) {
            const QString path = QFileInfo(QString::fromUtf8(object->dlpi_name)).canonicalFilePath();
            // Debian's package libblas3 keeps the reference implementation in a folder of this name, the
            // alternatives in openblas-pthread/, atlas/, blis/ …
            if (path.contains(QLatin1String("/blas/libblas.so")))
                *static_cast<bool *>(result) = true;
            return 0;
        },
        &reference);
    return reference;
}

namespace {

std::mutex singleMutex;
int singleCount = 0;
int threadsBefore = 0; ///< 0: no OpenBLAS

} // namespace

SingleThreadedBlas::SingleThreadedBlas()
{
    static const auto threads = openBlas<int()>("openblas_get_num_threads");
    static const auto setThreads = openBlas<void(int)>("openblas_set_num_threads");
    const std::scoped_lock lock(singleMutex);
    if (singleCount++ == 0 && threads && setThreads) {
        threadsBefore = threads();
        setThreads(1);
    }
}

SingleThreadedBlas::~SingleThreadedBlas()
{
    const std::scoped_lock lock(singleMutex);
    if (--singleCount == 0 && threadsBefore > 0)
        openBlas<void(int)>("openblas_set_num_threads")(threadsBefore);
}

} // namespace proponent
