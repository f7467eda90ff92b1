// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/request/bodies.h"
#include "cluster/practice/request/queryoptions.h"

#include <functional>

namespace practice {

// One write, and what it leaves beside its result.
struct WriteRequest
{
    const ApiKind &kind;
    QString space;
    QString name; // of the path; empty for a create
    QString subresource = {};
    WriteOptions options = {};
    QString manager = {}; // field manager, never empty
    QStringList warnings = {};
    bool patches = false;        // what is written was made from a patch
    bool resetsManagers = false; // the body empties managedFields: nobody owns anything then
};

struct Written
{
    model::Value object;   // in the request's version
    RecordPtr record = {}; // null where nothing was stored: dry run, or a removal
    bool created = false;
    bool removed = false; // the write took the last finalizer away
};

// Create and update as the generic registry does them (apiserver pkg/registry/generic/registry/store.go and
// pkg/registry/rest): defaults, ownership of fields, admission, the kind's strategy, validation, the store.
class Writer
{
public:
    explicit Writer(ApiCore &core) : m_core(core) {}

    // object is in normal form. isManaged: its managedFields are right already (server-side apply).
    Answer<Written> create(WriteRequest &request, model::Value object, bool isManaged = false);

    // What the object becomes; live has the request's version.
    using Change = std::function<Answer<model::Value>(const model::Value &live)>;
    enum class Missing : quint8 { Refuse, Create };
    // Missing::Create: change is called with null where there is no such object, and what it answers is created.
    Answer<Written> update(WriteRequest &request, const Change &change, Missing missing = Missing::Refuse,
                           bool isManaged = false);

private:
    model::Value tracked(const WriteRequest &request, const model::Value *live, model::Value object) const;
    static void complete(const ApiKind &kind, model::Value &object);
    std::optional<ApiStatus> prepareNew(WriteRequest &request, model::Value &object, const model::Value &posted);
    std::optional<ApiStatus> checkPreconditions(const WriteRequest &request, const model::Value &object,
                                                const model::Value &live) const;
    std::optional<ApiStatus> prepareChanged(WriteRequest &request, model::Value &object, const model::Value &live);
    Answer<Written> store(WriteRequest &request, model::Value object, const model::Value &live, RecordPtr liveRecord);

    ApiCore &m_core;
};

} // namespace practice
