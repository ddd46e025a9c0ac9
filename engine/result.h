// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <stdexcept>
#include <utility>
#include <variant>

namespace proponent {

/// Something went wrong that the user can do something about. `message` is one line: what is wrong,
/// with which file or value, and what to do.
struct Error
{
    QString message;
};

/// Either a value or an Error: the return type of what is expected to fail with wrong input.
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Error error) : m_state(std::move(error)) {}

    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    /// Only when hasValue().
    [[nodiscard]] T &value() { return std::get<0>(m_state); }
    [[nodiscard]] const T &value() const { return std::get<0>(m_state); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

    /// Only when not hasValue().
    [[nodiscard]] const QString &error() const { return std::get<1>(m_state).message; }

    /// The value moved out, or EngineError thrown: for callers inside a job, whose edge reports it.
    T valueOrThrow() &&;

private:
    std::variant<T, Error> m_state;
};

/// What a job throws when it can't go on; caught once, at the edge of the thread that runs the job, and
/// reported as Failed.
class EngineError : public std::runtime_error
{
public:
    explicit EngineError(const QString &message)
        : std::runtime_error(message.toStdString()), m_message(message)
    {
    }
    [[nodiscard]] const QString &message() const { return m_message; }

private:
    QString m_message;
};

template <class T>
T Result<T>::valueOrThrow() &&
{
    if (!hasValue())
        throw EngineError(error());
    return std::move(value());
}

} // namespace proponent
