// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/value.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <utility>

namespace oracle {

// A JSON text of a file beside this one, read by hand: QJsonDocument would sort the keys. No depth to speak of.
class JsonReader
{
public:
    explicit JsonReader(const QByteArray &text) : m_text(text) {}
    model::Value read()
    {
        skip();
        const char c = m_text[m_at];
        if (c == '{') return map();
        if (c == '[') return list();
        if (c == '"') return string();
        qsizetype end = m_at;
        while (end < m_text.size() && !QByteArrayView(",]} \n").contains(m_text[end])) ++end;
        const QByteArray word = m_text.mid(m_at, end - m_at);
        m_at = end;
        if (word == "null") return {};
        if (word == "true" || word == "false") return word == "true";
        if (word.contains('.') || word.contains('e')) return word.toDouble();
        return qint64(word.toLongLong());
    }

private:
    void skip()
    {
        while (m_at < m_text.size() && QByteArrayView(" \n,:").contains(m_text[m_at])) ++m_at;
    }
    bool ends(char bracket)
    {
        skip();
        if (m_text[m_at] != bracket) return false;
        ++m_at;
        return true;
    }
    model::Value map()
    {
        model::ValueMap all;
        ++m_at;
        while (!ends('}')) {
            QString key = string();
            all.emplace_back(std::move(key), read());
        }
        return all;
    }
    model::Value list()
    {
        model::ValueList all;
        ++m_at;
        while (!ends(']')) all.push_back(read());
        return all;
    }
    QString string()
    {
        QByteArray text;
        for (++m_at; m_text[m_at] != '"'; ++m_at) {
            if (m_text[m_at] != '\\') {
                text += m_text[m_at];
                continue;
            }
            const char c = m_text[++m_at];
            if (c == 'u') {
                text += QString(QChar(ushort(m_text.mid(m_at + 1, 4).toUShort(nullptr, 16)))).toUtf8();
                m_at += 4;
            } else {
                text += c == 'n' ? '\n' : c == 't' ? '\t' : c;
            }
        }
        ++m_at;
        return QString::fromUtf8(text);
    }

    QByteArray m_text;
    qsizetype m_at = 0;
};

inline model::Value readFile(const QString &name)
{
    QFile file(QStringLiteral(KUBEWRIGHT_SOURCE_DIR "/tests/cluster/practice/discovery/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no %s", qPrintable(name));
    return JsonReader(file.readAll()).read();
}

// Readable, a line a value, to see where two differ.
inline void print(QByteArray &out, const model::Value &value, const QByteArray &where)
{
    if (const auto *map = value.map()) {
        if (map->empty()) out += where + " {}\n";
        for (const auto &[key, below] : *map) print(out, below, where + '.' + key.toUtf8());
    } else if (const auto *list = value.list()) {
        if (list->empty()) out += where + " []\n";
        for (std::size_t i = 0; i < list->size(); ++i)
            print(out, (*list)[i], where + '[' + QByteArray::number(qulonglong(i)) + ']');
    } else {
        out += where + ' ';
        if (value.isNull()) out += "null";
        if (const bool *boolean = value.boolean()) out += *boolean ? "true" : "false";
        if (const qint64 *integer = value.integer()) out += QByteArray::number(*integer);
        if (const double *number = value.number()) out += 'd' + QByteArray::number(*number);
        if (const QString *text = value.string()) out += '"' + text->toUtf8() + '"';
        out += '\n';
    }
}

// Empty when they are the same, else the first lines that are not.
inline QByteArray difference(const model::Value &actual, const model::Value &expected)
{
    QByteArray left;
    QByteArray right;
    print(left, actual, {});
    print(right, expected, {});
    if (left == right) return actual == expected ? QByteArray() : QByteArray("types");
    const QByteArrayList a = left.split('\n');
    const QByteArrayList b = right.split('\n');
    qsizetype i = 0;
    while (i < a.size() && i < b.size() && a[i] == b[i]) ++i;
    return "is " + a.mid(i, 3).join(" | ") + "\nnot " + b.mid(i, 3).join(" | ");
}

} // namespace oracle
