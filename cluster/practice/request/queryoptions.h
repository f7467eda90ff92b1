// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace practice {

// A query's values by name, decoded; a name may be there several times. A pair that is none is not there, as Go has it
// (net/url ParseQuery): with a semicolon, or a % that begins no byte.
class Query
{
public:
    explicit Query(const QByteArray &text);
    QString value(const QString &name) const { return m_values.value(name).value(0); }
    QStringList values(const QString &name) const { return m_values.value(name); }
    bool has(const QString &name) const { return m_values.contains(name); }
    // As Go's conversion of query parameters: "", "false" and "0" are false, anything else is true.
    bool flag(const QString &name) const;

private:
    QHash<QString, QStringList> m_values;
};

// Error 400 for a "timeout" that is no Go duration, which every short request may have.
std::optional<ApiStatus> checkTimeout(const Query &query);

// metav1.ListOptions, and those of a watch.
struct ListOptions
{
    QString labelSelector;
    QString fieldSelector;
    QString resourceVersion; // empty: not given
    QString match;           // resourceVersionMatch
    QString continueToken;
    qint64 limit = 0;
    bool watch = false;
    bool bookmarks = false;
    std::optional<qint64> timeoutSeconds;
    std::optional<bool> initialEvents;
};
Answer<ListOptions> readListOptions(const Query &query, bool watchPath);

enum class FieldValidation : quint8 { Warn, Strict, Ignore };

// The options of create, update and patch.
struct WriteOptions
{
    QString manager; // fieldManager; empty: not given
    bool dryRun = false;
    FieldValidation validation = FieldValidation::Warn;
    bool force = false;
};
enum class WriteKind : quint8 { Create, Update, Patch, Apply };
Answer<WriteOptions> readWriteOptions(const Query &query, WriteKind kind);

// metav1.DeleteOptions.
struct DeleteOptions
{
    std::optional<qint64> graceSeconds;
    QString propagation; // Background, Foreground, Orphan; empty: the kind's own
    QString uid;         // preconditions
    QString resourceVersion;
    bool dryRun = false;
};
// From the body when there is one (value is then not null), else from the query.
Answer<DeleteOptions> readDeleteOptions(const Query &query, const model::Value &body);

} // namespace practice
