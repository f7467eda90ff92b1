// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/controllers/templatehash.h"

#include "cluster/practice/base/objects.h"
#include "cluster/practice/controllers/goprinter.h"
#include "model/wire/json.h"

namespace practice {

using model::Value;

namespace {

constexpr quint32 fnvOffset = 2166136261U; // Go hash/fnv
constexpr quint32 fnvPrime = 16777619U;

quint32 fnv1(const QByteArray &bytes)
{
    quint32 hash = fnvOffset;
    for (const char byte : bytes) hash = (hash * fnvPrime) ^ quint8(byte);
    return hash;
}

quint32 fnv1a(const QByteArray &bytes)
{
    quint32 hash = fnvOffset;
    for (const char byte : bytes) hash = (hash ^ quint8(byte)) * fnvPrime;
    return hash;
}

// Its decimal digits in letters that spell no words (apimachinery pkg/util/rand SafeEncodeString).
QString safeText(quint32 hash)
{
    static constexpr QStringView letters = u"bcdfghjklmnpqrstvwxz2456789";
    QString text = QString::number(hash);
    for (QChar &digit : text) digit = letters[digit.unicode() % letters.size()];
    return text;
}

} // namespace

QByteArray printedTemplate(const Value &podTemplate)
{
    static const model::WireType type = model::WireTypes::builtin().goType("core/v1", "PodTemplateSpec");
    return "(v1.PodTemplateSpec)" + GoPrinter().print(podTemplate, type);
}

QString podTemplateHash(const Value &podTemplate, std::optional<qint64> collisionCount)
{
    QByteArray text = printedTemplate(podTemplate);
    if (collisionCount) {
        constexpr int byteBits = 8;
        for (int i = 0; i < 4; ++i) text.append(char(quint32(*collisionCount) >> (byteBits * i)));
        text.append(4, '\0');
    }
    return safeText(fnv1a(text));
}

QString revisionHash(const Value &data, qint64 collisionCount)
{
    QByteArray json = model::writeJson(data);
    // Go's JSON may stand in HTML and in JavaScript; these characters are nowhere but in texts.
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    json.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    return safeText(fnv1(json + QByteArray::number(collisionCount)));
}

} // namespace practice
