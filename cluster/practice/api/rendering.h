// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/api/apicore.h"
#include "cluster/practice/discovery/table.h"
#include "cluster/practice/http/httpserver.h"
#include "cluster/practice/request/negotiation.h"
#include "cluster/practice/request/queryoptions.h"

#include <span>

namespace practice {

// What a list has beside its items.
struct ListMeta
{
    qint64 revision = 0;
    QString continueToken = {};
    std::optional<qint64> remaining = {};
};

// Turns objects into what the client asked for: as they are, a Table's rows, or their metadata alone.
class Rendering
{
public:
    Rendering(const ApiCore &core, const ApiKind &kind, const OutputFormat &format, const Query &query);

    QByteArray object(const Record &record) const;
    QByteArray object(const model::Value &value) const;
    QByteArray list(const std::vector<RecordPtr> &records, const ListMeta &meta) const;
    // Whether a list is worth being made as the client takes it. What has its length in front, or is laid out, is not.
    bool isInPieces(const std::vector<RecordPtr> &records) const;
    // The same bytes as list(). Does not keep the states: what was replaced and compacted before the client got to it
    // breaks the answer off.
    HttpPieces listPieces(const std::vector<RecordPtr> &records, const ListMeta &meta) const;

    // One event of a watch, framed. isFirst: a Table names its columns.
    QByteArray event(const char *type, const Record &record, bool isFirst) const;
    QByteArray event(const char *type, const model::Value &object, bool isFirst) const;

    const ApiKind &kind() const { return m_kind; }
    const OutputFormat &format() const { return m_format; }

private:
    struct Pieces;
    Rendering(const ApiCore &core, const ApiKind &kind, const OutputFormat &format, IncludeObject include);
    TableOptions tableOptions(bool withColumns) const;
    model::Value transformed(const model::Value &value, bool withColumns) const;
    QByteArray framed(const char *type, const QByteArray &body) const;
    bool isPlainJson() const;
    QByteArray jsonListHead(const ListMeta &meta) const; // up to the bracket
    QByteArray jsonItems(const std::vector<RecordPtr> &records) const;
    model::Value listValue(const std::vector<RecordPtr> &records, const ListMeta &meta) const;

    const ApiCore &m_core;
    const ApiKind &m_kind;
    OutputFormat m_format;
    IncludeObject m_include;
};

} // namespace practice
