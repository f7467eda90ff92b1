// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/scalartext.h"
#include "model/yaml/yamlvalue.h"

#include <QtGlobal>

using namespace model;

namespace {

// A text in quotes or without, where it is needed, is that text again.
void checkWritten(const QString &text)
{
    for (const YamlStyle wish : {YamlStyle::Plain, YamlStyle::SingleQuoted, YamlStyle::DoubleQuoted}) {
        const QByteArray block = "k: " + scalarText(text, ScalarPlace::Block, wish) + '\n';
        const QByteArray flow = '[' + scalarText(text, ScalarPlace::Flow, wish) + "]\n";
        const auto first = YamlDocument::parse(block), second = YamlDocument::parse(flow);
        const auto one = toValue(first->root()[u"k"]), other = toValue(second->root().at(0));
        if (!one || !one->string() || *one->string() != text) qFatal("another text: %s", block.constData());
        if (!other || !other->string() || *other->string() != text) qFatal("another text: %s", flow.constData());
    }
}

} // namespace

// A scalar's text: what it is taken for stays the same when it is written out.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const Scalar scalar = resolvePlain(text);
    if (scalar.type != ScalarType::String && !text.isEmpty() && !resolvesSomewhere(text))
        qFatal("nobody takes it for more than text: %s", text.constData());
    for (const QByteArrayView name : {"str", "int", "float", "bool", "null", "timestamp", "binary", "x"})
        if (const auto tagged = resolveTagged("tag:yaml.org,2002:" + name.toByteArray(), text); tagged && name == "str")
            if (tagged->type != ScalarType::String) qFatal("!!str gives no text: %s", text.constData());
    if (scalar.type == ScalarType::Int || scalar.type == ScalarType::Float) {
        Value value;
        if (const auto *whole = std::get_if<qint64>(&scalar.value)) value = *whole;
        if (const auto *big = std::get_if<quint64>(&scalar.value)) value = *big;
        if (const auto *number = std::get_if<double>(&scalar.value)) value = *number;
        const auto json = toJson(value);
        const bool isWhole = scalar.type == ScalarType::Int;
        if (isWhole && (!json || resolvePlain(*json).value != scalar.value))
            qFatal("another number: %s", text.constData());
    }
    if (text.isValidUtf8()) checkWritten(textOf(text));
    return 0;
}
