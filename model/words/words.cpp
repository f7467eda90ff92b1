// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/words/words.h"

#include <QFile>
#include <QHash>

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are not found without it.
static void initWordsResource() { Q_INIT_RESOURCE(words); }

namespace model {

namespace {

struct WordTable
{
    QHash<QByteArray, Words> words;
    QHash<QByteArray, QByteArray> sameAs; // a type whose fields are those of another
    std::vector<QByteArray> keys;
};

void readWords(const QString &file, WordTable &table)
{
    const QByteArrayList lines = readWordsFile(file).split('\n');
    for (const QByteArray &line : lines) {
        if (line.isEmpty() || line.startsWith('#')) continue;
        const qsizetype colon = line.indexOf(": "), equals = line.indexOf(" = ");
        if (colon < 0 && equals > 0) {
            table.sameAs.insert(line.first(equals), line.sliced(equals + 3));
            continue;
        }
        QByteArray key = line.first(colon);
        Words words{QString::fromUtf8(line.sliced(colon + 2)), key.endsWith(" !")};
        if (words.isFixed) key.chop(2);
        table.keys.push_back(key);
        table.words.insert(key, words);
    }
}

const WordTable &wordTable()
{
    static const WordTable table = [] {
        WordTable made;
        readWords(QStringLiteral("kinds.txt"), made);
        readWords(QStringLiteral("fields.txt"), made);
        return made;
    }();
    return table;
}

} // namespace

Words wordsOfKind(QByteArrayView group, QByteArrayView kind)
{
    const QByteArray key = group.isEmpty() ? kind.toByteArray() : group.toByteArray() + '/' + kind.toByteArray();
    return wordTable().words.value(key);
}

Words wordsOfField(QByteArrayView typeName, QByteArrayView field, bool isRoot)
{
    const WordTable &table = wordTable();
    const QByteArray type = typeName.toByteArray(), name = '.' + field.toByteArray();
    if (const auto own = table.words.find(type + name); own != table.words.end()) return *own;
    if (const auto same = table.sameAs.find(type); same != table.sameAs.end())
        if (const auto other = table.words.find(*same + name); other != table.words.end()) return *other;
    return isRoot ? table.words.value('*' + name) : Words();
}

Words wordsOfType(QByteArrayView typeName)
{
    const WordTable &table = wordTable();
    const QByteArray type = typeName.toByteArray();
    if (const auto own = table.words.find(type); own != table.words.end()) return *own;
    return table.words.value(table.sameAs.value(type));
}

QString firstSentence(const QString &text)
{
    const qsizetype stop = text.indexOf(QLatin1String(". "));
    return stop < 0 ? text : text.first(stop + 1);
}

QByteArray readWordsFile(const QString &name)
{
    initWordsResource();
    QFile file(QStringLiteral(":/words/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(); // it is part of the program
}

std::vector<QByteArray> wordKeys() { return wordTable().keys; }

} // namespace model
