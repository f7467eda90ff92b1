// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/api/exchange.h"
#include "cluster/practice/request/fieldselectortext.h"
#include "cluster/practice/request/labelselectortext.h"

namespace practice {

// Which objects of a collection are meant.
struct Selection
{
    LabelSelectorText labels;
    FieldSelectorText fields;

    static Answer<Selection> read(const ListOptions &options, const ApiKind &kind);
    bool isEmpty() const { return labels.isEmpty() && fields.isEmpty(); }
    bool matches(const ObjectFacts &facts) const { return labels.matches(facts) && fields.matches(facts); }
};

// Reads one object or a collection (apiserver pkg/storage: resourceVersion, limit and continue as documented in
// "Kubernetes API Concepts").
class Reader
{
public:
    explicit Reader(ApiCore &core) : m_core(core) {}

    void get(const Exchange &exchange, const ApiKind &kind) const;
    void list(const Exchange &exchange, const ApiKind &kind, const ListOptions &options) const;

    struct Listed
    {
        std::vector<RecordPtr> records;
        qint64 revision = 0;
        QString continueToken = {};
        std::optional<qint64> remaining = {};
    };
    Answer<Listed> listed(const ApiKind &kind, const QString &space, const ListOptions &options,
                          const Selection &selection) const;

private:
    ApiCore &m_core;
};

// The revision that a resourceVersion means; error 400 for what is no number.
Answer<qint64> revisionOf(const QString &resourceVersion);
// 504, as an apiserver answers a revision that it has not seen.
ApiStatus tooLargeRevision(qint64 asked, qint64 current);

} // namespace practice
