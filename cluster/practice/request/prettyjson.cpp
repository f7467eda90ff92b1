// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/prettyjson.h"

#include "model/yaml/jsonscan.h"

namespace practice {

QByteArray prettyJson(QByteArrayView compact)
{
    constexpr qsizetype maxIndent =
        200; // deeper levels stand below each other, so that depth costs no more than length
    QByteArray out;
    out.reserve(compact.size() * 2);
    qsizetype depth = 0;
    const auto newLine = [&out, &depth] {
        out += '\n';
        out.append(std::min(depth, maxIndent) * 2, ' ');
    };
    for (qsizetype at = 0; at < compact.size(); ++at) {
        const char c = compact.at(at);
        if (c == '"') {
            const qsizetype end = model::jsonStringEnd(compact, at);
            if (end < 0) break;
            out.append(compact.sliced(at, end - at));
            at = end - 1;
        } else if (c == '{' || c == '[') {
            out += c;
            if (at + 1 < compact.size() && (compact.at(at + 1) == '}' || compact.at(at + 1) == ']')) continue;
            ++depth;
            newLine();
        } else if (c == '}' || c == ']') {
            const char before = out.isEmpty() ? '\0' : out.back();
            if (before != '{' && before != '[') {
                --depth;
                newLine();
            }
            out += c;
        } else if (c == ',') {
            out += c;
            newLine();
        } else {
            out += c;
            if (c == ':') out += ' ';
        }
    }
    return out;
}

} // namespace practice
