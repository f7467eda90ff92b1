// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/diff/secretvalues.h"

#include <QCoreApplication>
#include <QStringList>

#include <utility>

namespace model {

using namespace Qt::StringLiterals;

namespace {

const Value *entryOf(const Value &secret, QStringView field, const QString &key)
{
    const Value *map = secret.find(field);
    const Value *entry = map ? map->find(key) : nullptr;
    return entry && !entry->isNull() ? entry : nullptr;
}

// The entries that are text here and data there.
QStringList textEntries(const Value &here, const Value &there)
{
    QStringList keys;
    const Value *texts = here.find(u"stringData");
    const ValueMap *map = texts ? texts->map() : nullptr;
    if (!map) return keys;
    for (const auto &[key, value] : *map)
        if (value.string() && !entryOf(there, u"stringData", key) && entryOf(there, u"data", key)) keys.append(key);
    return keys;
}

// The field's map, which is made where there is none. Null: it is something else.
Value *mapOf(Value &secret, QStringView field)
{
    if (const Value *present = std::as_const(secret).find(field); !present || present->isNull())
        secret.set(field, ValueMap());
    Value *map = secret.find(field);
    return map->isMap() ? map : nullptr;
}

void moveToData(Value &secret, const QStringList &keys)
{
    for (const QString &key : keys) {
        const QByteArray bytes = std::as_const(secret).find(u"stringData")->find(key)->string()->toUtf8();
        Value *data = mapOf(secret, u"data");
        if (!data) return;
        data->set(key, QString::fromLatin1(bytes.toBase64()));
        Value *texts = secret.find(u"stringData");
        texts->remove(key);
        if (texts->map()->empty()) secret.remove(u"stringData");
    }
}

QString hiddenText(const Value &value)
{
    if (value.isNull()) return {};
    const QString *text = value.string();
    if (!text) return QCoreApplication::translate("Difference", "(hidden)");
    return text->size() == 1 ? QCoreApplication::translate("Difference", "(hidden, 1 character)")
                             : QCoreApplication::translate("Difference", "(hidden, %1 characters)").arg(text->size());
}

// What a Secret says beside its secrets. All else is hidden: a misspelt field holds a password as well as data does,
// and so does what kubectl notes of the last apply.
bool isNoteOfKubectl(QStringView annotation) { return annotation.contains(u"last-applied-configuration"); }

bool isShownOfSecret(const QString &path)
{
    static const QStringList whole{u"apiVersion"_s,     u"kind"_s,          u"type"_s,
                                   u"immutable"_s,      u"metadata.name"_s, u"metadata.namespace"_s,
                                   u"metadata.labels"_s};
    if (whole.contains(path) || path.startsWith(u"metadata.labels.") || path.startsWith(u"metadata.labels["))
        return true;
    const bool isOne = path.startsWith(u"metadata.annotations.") || path.startsWith(u"metadata.annotations[");
    return isOne && !isNoteOfKubectl(path);
}

// A whole map of which the keys are no secret: the values are hidden one by one. False: it is something else.
bool hideEntries(const QString &path, Value &value)
{
    const bool isAnnotations = path == u"metadata.annotations";
    ValueMap *map = isAnnotations || path == u"data" || path == u"stringData" ? value.map() : nullptr;
    if (!map) return false;
    for (auto &[key, entry] : *map)
        if (!isAnnotations || isNoteOfKubectl(key)) entry = hiddenText(entry);
    return true;
}

} // namespace

bool holdsSecrets(const ResourceKey &key) { return key.kind.compare(u"Secret", Qt::CaseInsensitive) == 0; }

void alignSecrets(Value &before, Value &after)
{
    const QStringList textBefore = textEntries(before, after), textAfter = textEntries(after, before);
    moveToData(before, textBefore);
    moveToData(after, textAfter);
}

void hideSecrets(std::vector<FieldChange> &fields)
{
    for (FieldChange &field : fields) {
        if (isShownOfSecret(field.path)) continue;
        for (Value *value : {&field.before, &field.after})
            if (!value->isNull() && !hideEntries(field.path, *value)) *value = hiddenText(*value);
    }
}

} // namespace model
