// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/catalogue.h"
#include "model/rules/rule.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace model;
using namespace Qt::StringLiterals;

namespace {

const QString root = QStringLiteral(KUBEWRIGHT_SOURCE_DIR);
const QString docs = root + u"/docs/rules.md"_s;
const QByteArray beginMark = "<!-- What follows is made from the table of rules. -->\n";

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString names(const std::vector<std::pair<QString, QString>> &pairs)
{
    QString text = u"| check | rules |\n|---|---|\n"_s;
    for (const auto &[theirs, ours] : pairs)
        text += u"| `%1` | %2 |\n"_s.arg(theirs, u'`' + QString(ours).replace(u", "_s, u"`, `"_s) + u'`');
    return text;
}

QString helpPage(const PracticeRule &rule)
{
    QString text =
        u"### %1\n%2 %3\n\n"_s.arg(QLatin1String(rule.id), QString::fromUtf8(rule.what), QString::fromUtf8(rule.why));
    text += u"- **What to do**: %1.\n"_s.arg(QString::fromUtf8(rule.fix));
    text += u"- **Severity**: %1, %2 by default%3.\n"_s.arg(
        toWord(rule.severity), rule.isDefault ? u"on"_s : u"off"_s,
        rule.gathered ? u"; as advice, one problem for all resources of a namespace"_s : QString());
    for (const RuleParameter &parameter : rule.parameters)
        text += u"- **Parameter** `%1`: %2%3.\n"_s.arg(
            QLatin1String(parameter.name), QString::fromUtf8(parameter.what),
            parameter.number < 0 ? u"; none by default"_s : u"; %1 by default"_s.arg(parameter.number));
    return text + u'\n';
}

QByteArray generated()
{
    QString text = QString::fromUtf8(beginMark) + u"\n## The rules\n\n"_s;
    for (const PracticeRule &rule : practiceRules()) text += helpPage(rule);
    text +=
        u"## Rules of other layers\n\n| rule | layer | severity | what it says | what mends it |\n|---|---|---|---|---|\n"_s;
    for (const RuleEntry &rule : otherRules())
        text += u"| `%1` | %2 | %3 | %4 | %5 |\n"_s.arg(QLatin1String(rule.id), toWord(rule.layer),
                                                        QString::fromUtf8(rule.severity), QString::fromUtf8(rule.what),
                                                        QString::fromUtf8(rule.fix));
    text += u"\n## Names elsewhere\n\nAnnotations of kube-linter go on working:\n\n"_s + names(kubeLinterNames());
    text += u"\nThose of kube-score, too:\n\n"_s + names(kubeScoreNames());
    return text.toUtf8();
}

} // namespace

class TestRuleDocs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // With KUBEWRIGHT_RECORD=1 the made part of docs/rules.md is written anew.
    void docsAreTheTable()
    {
        const QByteArray text = readFile(docs);
        const qsizetype begin = text.indexOf(beginMark);
        QVERIFY(begin > 0);
        if (qEnvironmentVariableIsSet("KUBEWRIGHT_RECORD")) {
            QFile file(docs);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text.left(begin) + generated());
            file.close();
        }
        QCOMPARE(QString::fromUtf8(readFile(docs).mid(begin)), QString::fromUtf8(generated()));
    }

    // Every word of a rule that stands in the code is in the catalogue, and the other way round.
    void everyWordIsKnown()
    {
        static const QRegularExpression word(
            u"\"((?:yaml|kustomize|helm|schema|reference|rules|server|too-many|duplicate|not|api)-[a-z]+(?:-[a-z]+)*)\""_s);
        // Words of the same form that are no rules.
        static const QStringList others{u"server-side"_s, u"not-found"_s, u"api-service"_s};
        QSet<QString> found;
        for (const QString &folder : {u"/model"_s, u"/cluster/api"_s, u"/app"_s}) {
            QDirIterator files(root + folder, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = files.next();
                if (path.contains(u"/model/rules/foreignnames"_s) || path.contains(u"/model/rules/catalogue"_s))
                    continue;
                for (auto it = word.globalMatch(QString::fromUtf8(readFile(path))); it.hasNext();)
                    found.insert(it.next().captured(1));
            }
        }
        for (const QString &other : others) found.remove(other);
        QStringList unknown, unused;
        for (const QString &id : std::as_const(found))
            if (!otherRule(id)) unknown += id;
        for (const RuleEntry &rule : otherRules())
            if (!found.contains(QLatin1String(rule.id))) unused += QLatin1String(rule.id);
        unknown.sort();
        QCOMPARE(unknown.join(u' '), QString());
        QCOMPARE(unused.join(u' '), QString());
    }

    // What the other tables of the documentation list is in the catalogue.
    void otherDocsAgree()
    {
        static const QRegularExpression row(u"^\\| `([a-z-]+)` \\| (?:error|warning|info|that of)"_s,
                                            QRegularExpression::MultilineOption);
        for (const QString &file : {u"/docs/formats.md"_s, u"/docs/edges.md"_s})
            for (auto it = row.globalMatch(QString::fromUtf8(readFile(root + file))); it.hasNext();) {
                const QString id = it.next().captured(1);
                QVERIFY2(otherRule(id), qPrintable(id));
            }
    }

    void foreignNamesLeadSomewhere()
    {
        for (const auto &pairs : {kubeLinterNames(), kubeScoreNames()}) {
            QString last;
            for (const auto &[theirs, ours] : pairs) {
                QVERIFY2(last < theirs, qPrintable(theirs));
                last = theirs;
                for (const QString &id : ours.split(u", "_s))
                    QVERIFY2(id.endsWith(u'*') || practiceRuleIndex(id) >= 0 || otherRule(id), qPrintable(id));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRuleDocs)
#include "tst_ruledocs.moc"
