// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QString>

#include <utility>
#include <variant>
#include <vector>

namespace practice {

// "apps", "deployments" or "apps", "Deployment": how messages name a resource or a kind.
struct GroupName
{
    QString group; // empty: core
    QString name;
    QString toString() const; // "deployments.apps", "pods"
};

// One entry of Status.details.causes. What Go calls Type is "reason" on the wire.
struct Cause
{
    QString reason;
    QString message;
    QString field;
    bool operator==(const Cause &) const = default;
};

// Why a request was refused: metav1.Status. The texts are those of apimachinery pkg/api/errors, since people and
// programs know them.
struct ApiStatus
{
    int code = 500;
    QString reason; // NotFound, AlreadyExists, Conflict, Invalid, …; may be empty
    QString message;
    QString group = {}; // of details
    QString kind = {};  // of details: a resource's plural, or a kind where the reason is Invalid
    QString name = {};
    QString uid = {};
    std::vector<Cause> causes = {};
    int retryAfterSeconds = 0;  // 0: none
    QString continueToken = {}; // of metadata: where an expired list may go on
    bool hasDetails = true;     // false: details is left out even as an empty object

    bool isNotFound() const { return code == 404; }
    // Nothing is made any more in a namespace that goes.
    bool isNamespaceTerminating() const;

    // {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",…}
    model::Value toValue() const;

    static ApiStatus notFound(const GroupName &resource, const QString &name);
    static ApiStatus pathNotFound(); // "the server could not find the requested resource"
    static ApiStatus alreadyExists(const GroupName &resource, const QString &name);
    static ApiStatus conflict(const GroupName &resource, const QString &name, const QString &why);
    static ApiStatus applyConflict(std::vector<Cause> causes, const QString &message);
    static ApiStatus forbidden(const GroupName &resource, const QString &name, const QString &why);
    static ApiStatus badRequest(const QString &message);
    static ApiStatus unauthorized();
    static ApiStatus expired(const QString &message);
    static ApiStatus methodNotSupported(const GroupName &resource, const QString &action);
    static ApiStatus methodNotAllowed(); // a path that exists, with another verb
    static ApiStatus tooManyRequests(const QString &message, int retryAfterSeconds);
    static ApiStatus timeout(const QString &message, int retryAfterSeconds);
    // What a write gets that an apiserver is not done with after 34 seconds (endpoints/handlers/finisher), at once.
    static ApiStatus requestTimeout();
    static ApiStatus unsupportedMediaType(const QString &message);
    static ApiStatus notAcceptable(const QString &message);
    static ApiStatus entityTooLarge(const QString &message);
    static ApiStatus internal(const QString &message);
};

// A value, or the Status that the client gets instead.
template<typename T>
class [[nodiscard]] Answer
{
public:
    Answer(T value) : m_content(std::in_place_index<0>, std::move(value)) {}
    Answer(ApiStatus status) : m_content(std::in_place_index<1>, std::move(status)) {}

    bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }
    const T &operator*() const & { return *std::get_if<0>(&m_content); }
    T &operator*() & { return *std::get_if<0>(&m_content); }
    T &&operator*() && { return std::move(*std::get_if<0>(&m_content)); }
    const T *operator->() const { return std::get_if<0>(&m_content); }
    T *operator->() { return std::get_if<0>(&m_content); }
    const ApiStatus &status() const & { return *std::get_if<1>(&m_content); }
    ApiStatus &&status() && { return std::move(*std::get_if<1>(&m_content)); }

private:
    std::variant<T, ApiStatus> m_content;
};

} // namespace practice
