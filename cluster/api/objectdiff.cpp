// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/objectdiff.h"

#include "cluster/api/managedfields.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace cluster {

using model::FieldPath;
using namespace Qt::StringLiterals;

namespace {

constexpr auto lastApplied = "kubectl.kubernetes.io/last-applied-configuration"_L1;

// The same place in both states.
struct Place
{
    FieldPath path;
    QJsonValue before, after;
    ManagedFields ownersBefore, ownersAfter;
};

class Differ
{
public:
    explicit Differ(bool secret) : m_secret(secret) {}

    QList<FieldChange> changes;

    void compare(const Place &place)
    {
        if (place.before == place.after) return;
        if (place.before.isObject() && place.after.isObject()) return compareObjects(place);
        if (place.before.isArray() && place.after.isArray()) return compareArrays(place);
        add(place);
    }

private:
    void compareObjects(const Place &place)
    {
        const QJsonObject before = place.before.toObject(), after = place.after.toObject();
        QStringList keys = before.keys() + after.keys();
        keys.removeDuplicates();
        keys.sort();
        for (const QString &key : std::as_const(keys)) {
            const FieldPath path = place.path / key;
            if (isServerOwned(path)) continue;
            compare({path, before.contains(key) ? before[key] : QJsonValue(QJsonValue::Undefined),
                     after.contains(key) ? after[key] : QJsonValue(QJsonValue::Undefined),
                     place.ownersBefore.field(key), place.ownersAfter.field(key)});
        }
    }

    void compareArrays(const Place &place);

    static bool isServerOwned(const FieldPath &path)
    {
        static const QSet<QString> inMetadata{u"managedFields"_s, u"resourceVersion"_s,   u"uid"_s,
                                              u"generation"_s,    u"creationTimestamp"_s, u"selfLink"_s};
        const QString *first = path.size() > 0 ? std::get_if<QString>(&path[0]) : nullptr;
        if (!first) return false;
        if (path.size() == 1) return *first == "status"_L1;
        const QString *second = std::get_if<QString>(&path[1]);
        return path.size() == 2 && *first == "metadata"_L1 && second && inMetadata.contains(*second);
    }

    bool hides(const FieldPath &path) const
    {
        if (!m_secret || path.isEmpty()) return false;
        const QString top = std::get<QString>(path[0]);
        return top == "data"_L1 || top == "stringData"_L1 || path.last() == FieldPath::Step(QString(lastApplied));
    }

    static QJsonValue masked(const QJsonValue &value)
    {
        if (value.isUndefined()) return value;
        return QCoreApplication::translate("Api", "hidden (%n characters)", nullptr, int(value.toString().size()));
    }

    void add(const Place &place)
    {
        const bool hidden = hides(place.path);
        // A Secret's whole data that comes or goes is told key by key, so that each value can be hidden.
        if (hidden && (place.before.isObject() || place.after.isObject()))
            return compareObjects(
                {place.path, place.before.toObject(), place.after.toObject(), place.ownersBefore, place.ownersAfter});
        changes.append({.path = place.path,
                        .before = hidden ? masked(place.before) : place.before,
                        .after = hidden ? masked(place.after) : place.after,
                        .owners = place.ownersBefore.owners(),
                        .hidden = hidden});
    }

    const bool m_secret;
};

// Finds for each element its partner. The text of an element's keys is its identity.
class Pairing
{
public:
    Pairing(const QJsonArray &before, const QJsonArray &after, QStringList keys) : m_keys(std::move(keys))
    {
        if (m_keys.isEmpty()) m_keys = {u"name"_s};
        m_byKey = isUnique(before) && isUnique(after);
    }

    bool byKey() const { return m_byKey; }
    QString identity(const QJsonValue &element) const
    {
        QJsonArray values;
        for (const QString &key : m_keys) values.append(element[key]);
        return QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
    }

private:
    bool isUnique(const QJsonArray &array) const
    {
        QSet<QString> seen;
        for (const QJsonValue &element : array) {
            const bool keyed = std::any_of(m_keys.begin(), m_keys.end(), [&](const QString &key) {
                return element.isObject() && !element[key].isUndefined();
            });
            const QString id = keyed ? identity(element) : QString();
            if (!keyed || seen.contains(id)) return false;
            seen.insert(id);
        }
        return true;
    }

    QStringList m_keys;
    bool m_byKey = false;
};

void Differ::compareArrays(const Place &place)
{
    const QJsonArray before = place.before.toArray(), after = place.after.toArray();
    QStringList keys = place.ownersAfter.listKeys();
    if (keys.isEmpty()) keys = place.ownersBefore.listKeys();
    const Pairing pairing(before, after, keys);
    // Lists of plain values, and unkeyed ones whose length changes, are one value: "element 3 became element 2" tells
    // nobody anything.
    if (!pairing.byKey() && (before.size() != after.size() || !before.first().isObject())) return add(place);

    const auto none = QJsonValue(QJsonValue::Undefined);
    QHash<QString, int> partners;
    if (pairing.byKey())
        for (int i = 0; i < before.size(); ++i) partners.insert(pairing.identity(before[i]), i);
    for (int i = 0; i < after.size(); ++i) {
        const int j = pairing.byKey() ? partners.value(pairing.identity(after[i]), -1) : i;
        compare({place.path / i, j < 0 ? none : before[j], after[i],
                 j < 0 ? ManagedFields() : place.ownersBefore.element(before[j], j),
                 place.ownersAfter.element(after[i], i)});
        if (pairing.byKey()) partners.remove(pairing.identity(after[i]));
    }
    for (int j = 0; pairing.byKey() && j < before.size(); ++j)
        if (partners.contains(pairing.identity(before[j])))
            compare({place.path / j, before[j], none, place.ownersBefore.element(before[j], j), {}});
}

} // namespace

QList<FieldChange> diffObjects(const QJsonObject &before, const QJsonObject &after)
{
    Differ differ(after["kind"_L1].toString() == "Secret"_L1 && after["apiVersion"_L1].toString() == "v1"_L1);
    differ.compare({{}, before, after, ManagedFields(before), ManagedFields(after)});
    return differ.changes;
}

} // namespace cluster
