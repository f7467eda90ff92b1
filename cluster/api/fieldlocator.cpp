// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/fieldlocator.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cluster {

using model::FieldPath;
using namespace Qt::StringLiterals;

namespace {

class Locator
{
public:
    Locator(QStringView text, QJsonValue value) : m_text(text), m_value(std::move(value)) {}

    FieldPath path;

    void run()
    {
        while (!m_text.isEmpty()) {
            if (m_text.startsWith(u'.'))
                m_text = m_text.mid(1);
            else if (m_text.startsWith(u'[') ? !bracket() : !key())
                return;
        }
    }

private:
    void step(const QString &name)
    {
        path = path / name;
        m_value = m_value[name];
    }
    void step(int index)
    {
        path = path / index;
        m_value = m_value[index];
    }

    // The longest key of the object that the text begins with, up to a dot, a bracket, or the end.
    bool key()
    {
        QString longest;
        const QJsonObject object = m_value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString name = it.key();
            if (name.size() <= longest.size() || !m_text.startsWith(name)) continue;
            const QStringView rest = m_text.mid(name.size());
            if (rest.isEmpty() || rest.startsWith(u'.') || rest.startsWith(u'[')) longest = name;
        }
        if (longest.isEmpty()) return false;
        m_text = m_text.mid(longest.size());
        step(longest);
        return true;
    }

    bool bracket()
    {
        const qsizetype end = closing();
        if (end < 0) return false;
        const QString inside = m_text.mid(1, end - 1).toString();
        m_text = m_text.mid(end + 1);
        if (m_value.isObject()) {
            const QString name = inside.startsWith(u'"') ? unquoted(inside).toString() : inside;
            if (!m_value.toObject().contains(name)) return false;
            step(name);
            return true;
        }
        const int index = indexOf(inside);
        if (index < 0) return false;
        step(index);
        return true;
    }

    // The ']' that ends this bracket, not one inside quotes.
    qsizetype closing() const
    {
        bool quoted = false;
        for (qsizetype i = 1; i < m_text.size(); ++i) {
            if (quoted && m_text[i] == u'\\')
                ++i;
            else if (m_text[i] == u'"')
                quoted = !quoted;
            else if (m_text[i] == u']' && !quoted)
                return i;
        }
        return -1;
    }

    static QJsonValue unquoted(const QString &text)
    {
        return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().at(0);
    }

    // Of "0", name="web",port=80, ="value", or a bare name.
    int indexOf(const QString &inside) const
    {
        const QJsonArray array = m_value.toArray();
        bool isNumber = false;
        const int index = inside.toInt(&isNumber);
        if (isNumber) return index >= 0 && index < array.size() ? index : -1;
        for (int i = 0; i < array.size(); ++i)
            if (matches(array[i], inside)) return i;
        return -1;
    }

    static bool matches(const QJsonValue &element, const QString &inside)
    {
        if (inside.startsWith(u'=')) return unquoted(inside.mid(1)) == element;
        if (!inside.contains(u'=')) return element["name"_L1].toString() == inside;
        for (const QString &condition : inside.split(u',')) {
            const qsizetype equals = condition.indexOf(u'=');
            if (equals < 0 || unquoted(condition.mid(equals + 1)) != element[condition.left(equals)]) return false;
        }
        return true;
    }

    QStringView m_text;
    QJsonValue m_value;
};

} // namespace

std::optional<FieldPath> locateField(const QString &field, const QJsonObject &object)
{
    Locator locator(field, object);
    locator.run();
    if (locator.path.isEmpty()) return std::nullopt;
    return locator.path;
}

} // namespace cluster
