// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <vector>

namespace practice {

// Where validation stands, as a chain on the stack: building one costs nothing, its text is made for an error only.
// A link holds its parent's address and the name's view: keep both alive while it is used.
class Where
{
public:
    Where() = default; // the object itself
    explicit Where(QStringView name) : m_name(name) {}
    Where child(QStringView name) const { return {this, name, Kind::Child, 0}; }
    Where index(qsizetype at) const { return {this, {}, Kind::Index, at}; }
    Where key(QStringView name) const { return {this, name, Kind::Key, 0}; }
    // "spec.containers[0].ports[1].name", "metadata.labels[app]" (apimachinery field.Path).
    QString toString() const;

private:
    enum class Kind : quint8 { Child, Index, Key };
    Where(const Where *parent, QStringView name, Kind kind, qsizetype at)
        : m_parent(parent), m_name(name), m_kind(kind), m_index(at)
    {
    }
    void append(QString &text) const;

    const Where *m_parent = nullptr;
    QStringView m_name;
    Kind m_kind = Kind::Child;
    qsizetype m_index = 0;
};

// What validation found, in the order of finding. The bodies are those of apimachinery field.Error.ErrorBody.
class FieldErrors
{
public:
    // The bad value as Go prints it there: a text in quotes (goQuoted), a number or a boolean bare, null as null, a
    // composite as whatever the rule's source prints. valueText is that text.
    void invalid(const Where &where, const QString &valueText, const QString &detail);
    void invalidText(const Where &where, QStringView value, const QString &detail); // quotes value
    void required(const Where &where, const QString &detail = {});
    void forbidden(const Where &where, const QString &detail);
    void duplicate(const Where &where, const QString &valueText);
    void notFound(const Where &where, const QString &valueText);
    void notSupported(const Where &where, const QString &valueText,
                      const std::vector<QString> &allowed); // in the order of Go's call
    void tooLong(const Where &where, qsizetype maxBytes);
    void tooMany(const Where &where, qsizetype actual, qsizetype max);
    void typeInvalid(const Where &where, const QString &valueText, const QString &detail);
    void internal(const Where &where, const QString &detail);
    void add(Cause cause);
    // Judging the object takes too long: toStatus() says so. Texts of more than maxText characters together do, too: an
    // apiserver is not done with writing them in its time either (utilerrors.aggregate.Error joins them one by one).
    void giveUp();
    bool hasGivenUp() const { return m_gaveUp; }

    bool isEmpty() const { return m_count == 0 && !m_gaveUp; }
    qsizetype count() const { return m_count; } // also of those that are no longer kept after giving up
    const std::vector<Cause> &causes() const { return m_causes; }

    // 422 with the causes; equal ones count once in the message (utilerrors.NewAggregate). After giving up, 504.
    ApiStatus toStatus(const GroupName &kind, const QString &name) const;

    static constexpr qsizetype maxText = 4 * 1024 * 1024;

private:
    bool skips();

    std::vector<Cause> m_causes;
    qsizetype m_count = 0;
    qsizetype m_text = 0; // characters in m_causes
    bool m_gaveUp = false;
};

// What strconv's function ("ParseInt", "ParseUint") says of a text that is none of its numbers of 64 bits.
QString goNumberProblem(QStringView function, const QString &text);
// A text from UTF-8. Bytes that are none are kept, as goQuoted() has to show them: 0xff is the lone surrogate U+DCFF.
QString textOfBytes(const QByteArray &bytes);
// As Go's %q writes it: quotes, \n, \", \x00, \xff, and everything printable as it is.
QString goQuoted(QStringView text);

} // namespace practice
