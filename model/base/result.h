// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/error.h"

#include <QtGlobal>

#include <utility>
#include <variant>

namespace model {

// A value or the Error that prevented it. Never empty. Asking for the part that is not there is a programming fault
// (asserts).
template<typename T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T &value() const &
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    T &value() &
    {
        Q_ASSERT(ok());
        return *std::get_if<0>(&m_content);
    }
    T &&value() &&
    {
        Q_ASSERT(ok());
        return std::move(*std::get_if<0>(&m_content));
    }
    T valueOr(T other) const & { return ok() ? value() : std::move(other); }

    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }

    const Error &error() const &
    {
        Q_ASSERT(!ok());
        return *std::get_if<1>(&m_content);
    }
    Error &&error() &&
    {
        Q_ASSERT(!ok());
        return std::move(*std::get_if<1>(&m_content));
    }

    // Calls function(value) on success and passes the error on otherwise; function returns a Result.
    template<typename F>
    auto andThen(F &&function) && -> decltype(function(std::declval<T &&>()))
    {
        if (!ok()) return std::move(*this).error();
        return std::forward<F>(function)(std::move(*this).value());
    }

private:
    std::variant<T, Error> m_content;
};

// Success without a value, or an Error.
template<>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}

    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    const Error &error() const
    {
        Q_ASSERT(m_error);
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace model
