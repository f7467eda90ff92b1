// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/yaml/explicitkeys.h"

#include "model/yaml/splice.h"

#include <random>

using namespace model;

QByteArray withExplicitKeys(const YamlDocument &document, quint32 seed)
{
    const QByteArray &text = document.text();
    const QByteArray lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
    const auto &nodes = document.nodes();
    std::minstd_rand random(seed + 1);
    Splices splices;
    for (const YamlNode &mapping : nodes) {
        if (mapping.kind != YamlKind::Mapping || mapping.style != YamlStyle::Block) continue;
        for (int i = mapping.firstChild; i >= 0; i = nodes[size_t(nodes[size_t(i)].nextSibling)].nextSibling) {
            const Span key = document.outerSpan(nodes[size_t(i)]);
            qsizetype colon = key.end;
            while (colon < text.size() && (text[colon] == ' ' || text[colon] == '\t')) ++colon;
            const qsizetype lineStart = key.begin == 0 ? 0 : text.lastIndexOf('\n', key.begin - 1) + 1;
            const QByteArray before = text.mid(lineStart, key.begin - lineStart);
            const bool isPlain = colon < text.size() && text[colon] == ':' && !before.contains('?') &&
                                 !before.contains('\t') && !before.startsWith("\xEF\xBB\xBF");
            if (!isPlain || random() % 3 != 0) continue;
            const QByteArray margin = lineEnd + QByteArray(key.begin - lineStart, ' ');
            const QByteArray comment = random() % 4 == 0
                                           ? " # a key" + (random() % 2 == 0 ? margin + "# its value" : QByteArray())
                                           : QByteArray();
            splices.push_back({{key.begin, key.begin}, "? "});
            splices.push_back({{key.end, colon}, comment + margin});
        }
    }
    return applySplices(text, tidySplices(text, std::move(splices)));
}
