// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/file_lock.h"
#include "engine/store/session_store.h"

#include <utility>

namespace proponent {

class HeldSessionLock : public SessionLock
{
public:
    explicit HeldSessionLock(std::unique_ptr<FileLock> lock) : m_lock(std::move(lock)) {}

private:
    std::unique_ptr<FileLock> m_lock;
};

/// Its file goes with it: there are as many as there are questions.
class HeldQuestionLock : public SessionLock
{
public:
    explicit HeldQuestionLock(std::unique_ptr<FileLock> lock) : m_lock(std::move(lock)) {}
    ~HeldQuestionLock() override { m_lock->removeFile(); }
    Q_DISABLE_COPY_MOVE(HeldQuestionLock)

private:
    std::unique_ptr<FileLock> m_lock;
};

} // namespace proponent
