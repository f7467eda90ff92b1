// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/edgepages.h"

#include "model/words/words.h"

#include <QRegularExpression>
#include <QStringList>

namespace model {

using namespace Qt::StringLiterals;

QString edgePage(const QString &rule)
{
    const QString text = QString::fromUtf8(readWordsFile(u"edges.md"_s)), head = u"\n## %1\n"_s.arg(rule);
    const qsizetype start = text.indexOf(head);
    if (start < 0) return {};
    const qsizetype end = text.indexOf(u"\n## "_s, start + head.size());
    const QString page = text.mid(start + head.size(), end < 0 ? -1 : end - start - head.size()).trimmed();
    static const QRegularExpression link(u"\\[([^\\]]*)\\]\\([^)]*\\)"_s), strong(u"\\*\\*([^*]+)\\*\\*"_s);
    QStringList lines;
    bool isExample = false;
    for (QString line : page.split(u'\n')) {
        if (line.startsWith(u"```")) {
            isExample = !isExample;
            continue;
        }
        if (isExample)
            line.prepend(u"    "_s);
        else
            line.replace(link, u"\\1"_s).replace(strong, u"\\1"_s).remove(u'`');
        lines += line;
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace model
