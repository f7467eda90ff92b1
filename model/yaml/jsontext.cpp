// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/limits.h"
#include "model/base/say.h"
#include "model/yaml/numbertext.h"
#include "model/yaml/yamlvalue.h"

#include <array>
#include <cmath>

namespace model {

namespace {
void appendString(QByteArray &out, const QString &text)
{
    constexpr std::array<char, 16> hex{'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    out += '"';
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            out.append('\\').append(c);
        else if (c == '\n')
            out += "\\n";
        else if (c == '\b')
            out += "\\b";
        else if (c == '\f')
            out += "\\f";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (uchar(c) < 0x20)
            out.append("\\u00").append(hex[uchar(c) >> 4]).append(hex[uchar(c) & 15]);
        else
            out += c;
    }
    out += '"';
}

// False for a number that JSON does not have.
bool appendLeaf(QByteArray &out, const Value &value)
{
    if (const QString *text = value.string()) {
        appendString(out, *text);
    } else if (const double *number = value.number()) {
        if (!std::isfinite(*number)) return false;
        out += jsonNumber(*number);
    } else if (const bool *truth = value.boolean()) {
        out += *truth ? "true" : "false";
    } else if (const qint64 *whole = value.integer()) {
        out += QByteArray::number(*whole);
    } else if (const quint64 *big = value.bigInteger()) {
        out += QByteArray::number(*big);
    } else {
        out += "null";
    }
    return true;
}

Error failure(Error::Code code, const QString &message) { return Error{code, message}; }

} // namespace

Result<QByteArray> toJson(const Value &value)
{
    struct Open
    {
        const Value *value;
        size_t next;
    };
    QByteArray out;
    std::vector<Open> open;
    const auto begin = [&](const Value &child) {
        if (!child.isContainer()) return appendLeaf(out, child);
        out += child.isMap() ? '{' : '[';
        open.push_back({&child, 0});
        return true;
    };
    bool fits = begin(value);
    while (fits && !open.empty()) {
        if (out.size() > limits::maxFileBytes)
            return failure(Error::Code::TooLarge, say("the JSON would be larger than 64 MiB"));
        auto &[parent, next] = open.back();
        const size_t size = parent->isMap() ? parent->map()->size() : parent->list()->size();
        if (next == size) {
            out += parent->isMap() ? '}' : ']';
            open.pop_back();
            continue;
        }
        if (next > 0) out += ',';
        const size_t i = next++;
        if (const ValueMap *map = parent->map()) {
            appendString(out, (*map)[i].first);
            out += ':';
            fits = begin((*map)[i].second);
        } else {
            fits = begin((*parent->list())[i]);
        }
    }
    if (!fits) return failure(Error::Code::Invalid, say("JSON has no infinity and no NaN"));
    return out;
}

} // namespace model
