// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/request/queryoptions.h"
#include "model/base/value.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace practice {

// A request that a component made, as an access log has it.
struct Access
{
    QString agent; // who asked: "kube-scheduler"
    QString verb;  // get, list, watch, create, update, patch, delete, bind, evict
    const ApiKind *kind = nullptr;
    QString space;
    QString name;
    QString subresource;
    int code = 200;
    qint64 revision = 0; // of the store afterwards
};

// What a component of the cluster has of its API server: the verbs of the API and watches, nothing else. It is a client
// like others, only that its objects are handed over as they are instead of going through HTTP and JSON; they are
// defaulted, admitted, validated, tracked and stored by the same code. One thread, with the server.
class ComponentClient
{
public:
    using Log = std::function<void(const Access &)>;

    // agent: the user agent's first word, which is the field manager too. log may be empty.
    ComponentClient(ApiCore &core, QString agent, Log log = {});

    const QString &agent() const { return m_agent; }
    ApiCore &core() const { return m_core; }
    // Of what is always served: "apps/v1", "Deployment". Asserts that it is.
    const ApiKind &kind(QStringView apiVersion, QStringView kind) const;
    // The kind that an object or a reference says it has; null: not served.
    const ApiKind *kindOf(const model::Value &object) const;

    Answer<model::Value> get(const ApiKind &kind, const QString &space, const QString &name) const;
    struct Listed
    {
        std::vector<model::Value> objects;
        qint64 revision = 0;
    };
    Listed list(const ApiKind &kind, const QString &space = {}) const;

    // object says its apiVersion and kind. Where it has a resourceVersion, an update is refused when that is not the
    // newest.
    Answer<model::Value> create(model::Value object) const;
    Answer<model::Value> update(model::Value object, const QString &subresource = {}) const;
    // The autoscaling/v1 Scale of what can be scaled; its update says how many replicas there are to be.
    Answer<model::Value> scaleOf(const ApiKind &kind, const QString &space, const QString &name) const;
    Answer<model::Value> updateScale(const ApiKind &kind, const model::Value &scale) const;
    // A merge patch.
    Answer<model::Value> patch(const ApiKind &kind, const QString &space, const QString &name,
                               const model::Value &patch, const QString &subresource = {}) const;
    Answer<bool> remove(const ApiKind &kind, const QString &space, const QString &name,
                        const DeleteOptions &options = {}) const;
    std::optional<ApiStatus> bind(const QString &space, const QString &pod, const QString &uid,
                                  const QString &node) const;
    std::optional<ApiStatus> evict(const QString &space, const QString &pod) const;

    // A change that a watch tells of. type: ADDED, MODIFIED, DELETED.
    struct Event
    {
        const char *type;
        model::Value object;
        qint64 revision;
    };
    // Every change behind a revision, in order, from within the write: the handler must not write. Null: the revision
    // is compacted (410), list again.
    [[nodiscard]] std::unique_ptr<QObject> watch(const ApiKind &kind, qint64 since,
                                                 std::function<void(const Event &)> handler) const;

private:
    void note(const char *verb, const ApiKind &kind, const QString &space, const QString &name,
              const QString &subresource, int code) const;
    Answer<model::Value> change(const ApiKind &kind, const QString &space, const QString &name,
                                const QString &subresource, const char *verb,
                                const std::function<Answer<model::Value>(const model::Value &)> &change) const;

    ApiCore &m_core;
    QString m_agent;
    Log m_log;
};

} // namespace practice
