// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/yaml/randomyaml.h"
#include "tests/model/yaml/yamloracle.h"
#include "tests/support/controlplane.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>

using namespace model;
using namespace Qt::StringLiterals;

// The texts of many files and made-up ones, as kubectl and as we read them. KUBEWRIGHT_YAML_CASES=1000000 has more of
// them than a usual run (with QTEST_FUNCTION_TIMEOUT=3600000), KUBEWRIGHT_YAML_SEED others.
namespace {

struct Reading
{
    QByteArrayList documents; // as JSON with sorted keys; those that hold something
    QString error;            // where reading ends
    bool duplicate = false;
    bool ignored = false; // ours: text behind a document was warned of
};

int setting(const char *name, int otherwise)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : otherwise;
}

Reading ours(const QByteArray &text)
{
    Reading reading;
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        const YamlDocument &document = *part.document;
        if (document.error()) {
            reading.error = document.error()->message;
            return reading;
        }
        for (const YamlIssue &issue : document.issues()) {
            reading.duplicate = reading.duplicate || issue.kind == YamlIssue::Kind::DuplicateKey;
            reading.ignored = reading.ignored || issue.kind == YamlIssue::Kind::Ignored;
        }
        auto value = toValue(document.root());
        if (value) sortKeys(*value);
        const auto json = value ? toJson(*value) : Result<QByteArray>(value.error());
        if (!json) {
            reading.error = json.error().message;
            return reading;
        }
        // Go writes these two as escapes.
        if (*json != "null")
            reading.documents.append(QByteArray(*json).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"));
    }
    return reading;
}

Reading theirs(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    Reading reading{{}, object[u"error"].toString(), object.contains(u"strict")};
    const QJsonArray documents = object[u"documents"].toArray();
    for (const auto &document : documents) reading.documents.append(document.toString().toUtf8());
    return reading;
}

// JSON's own numbers are there as they were written: 1.0.
bool meanTheSame(const QByteArray &our, const QByteArray &their)
{
    if (our == their) return true;
    const auto read = readJson(their);
    const auto printed = read ? toJson(read->value) : Result<QByteArray>(read.error());
    return printed && *printed == our;
}

bool isMatch(const QByteArray &text, const char *pattern)
{
    return QRegularExpression(QString::fromLatin1(pattern), QRegularExpression::MultilineOption)
        .match(QString::fromUtf8(text))
        .hasMatch();
}

// What is different, in a word; empty when nothing is.
QByteArray difference(const QByteArray &text, const Reading &our, const Reading &their)
{
    const qsizetype ours = our.documents.size(), theirs = their.documents.size();
    for (qsizetype i = 0; i < std::min(ours, theirs); ++i)
        if (!meanTheSame(our.documents[i], their.documents[i])) return "another value";
    if (our.error.isEmpty() && !their.error.isEmpty()) return "only kubectl refuses it";
    if (!our.error.isEmpty() && their.error.isEmpty()) return "only we refuse it";
    // Where both stop, kubectl has not told the document above a bad separator yet, and we not the last JSON object.
    const bool json = text.trimmed().startsWith('{');
    const qsizetype most = our.error.isEmpty() ? 0 : json ? 2 : 1;
    if (ours - theirs > most || theirs - ours > most) return "another number of documents";
    if (our.error.isEmpty() && !json && our.duplicate != their.duplicate) return "another view of double keys";
    return {};
}

// Why a difference is as it should be; empty when it is not.
QByteArray excuse(const QByteArray &found, const QByteArray &text, const Reading &our, const Reading &their)
{
    const bool onlyWe = found == "only we refuse it";
    const bool json = text.trimmed().startsWith('{');
    // goyaml's strict mode, which kubectl does not use, minds what merges are for.
    if (found == "another view of double keys" && their.duplicate && isMatch(text, "<<|!!merge"))
        return "a merge that is overridden";
    // kubectl does not look at a value that a later one of the same key replaces.
    const bool isShort = found == "another number of documents" && our.documents.size() < their.documents.size();
    if ((onlyWe || isShort) && their.duplicate && our.error.contains(u"key"))
        return "an error under a key that is set again";
    // Numbers of two types with one text as keys: in Go's map they are two until JSON is made of it, in any order.
    if (our.duplicate && !their.duplicate) return "keys of two types that are one as text";
    // goyaml takes no collection in brackets for a key: [a]: 1 is a list to it, and it passes over the rest in silence.
    if ((onlyWe || isShort) && isMatch(text, "^[\\s\\x{85}\\x{2028}\\x{2029}]*([&!][^ ]* )*[\\[{].*[\\]}]"))
        return "text behind brackets at the root";
    // Before a file that is not JSON after all, kubectl drops white space; elsewhere a tab is an error.
    if (onlyWe && json && isMatch(text, "^\\s*\\t")) return "a tab before the brace that starts a file";
    // Both read ahead, beyond the document, but not equally far.
    if (onlyWe && our.error.contains(u"UTF-8")) return "no UTF-8 behind the document";
    if (found == "only kubectl refuses it" && our.ignored) return "an error in text that we warn of as ignored";
    // What is no object is no resource.
    const auto isObject = [](const QByteArray &document) { return document.startsWith('{'); };
    if (json && !std::all_of(their.documents.begin(), their.documents.end(), isObject))
        return "a JSON value that is no object behind a JSON object";
    // kubectl gives up where less than four bytes are left behind a JSON object that may be YAML.
    const QByteArray offset = their.error.startsWith(u"json: offset ") ? their.error.toUtf8().mid(13) : QByteArray();
    if (our.error.isEmpty() && json && !offset.isEmpty() &&
        text.size() - offset.left(offset.indexOf(':')).toLongLong() < 8)
        return "a few bytes behind a JSON object";
    // kubectl drops one carriage return before a line's end; of two the other makes a line break with it there, and an
    // empty line here.
    if (text.contains("\r\r\n")) return "two carriage returns";
    // libyaml ends a tag at a comma or bracket, goyaml does not.
    if (isMatch(text, "![^\\s]*[,\\[\\]]")) return "a tag with a comma or bracket";
    return {};
}

QByteArray shown(const Reading &reading)
{
    return reading.documents.join(" | ") +
           (reading.error.isEmpty() ? QByteArray() : " ERROR " + reading.error.toUtf8());
}

QByteArray escaped(const QByteArray &text)
{
    return QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
}

QByteArrayList manifestTexts()
{
    QByteArrayList texts;
    QStringList folders{QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests")};
    const QString more = qEnvironmentVariable("KUBEWRIGHT_YAML_FILES"); // other folders, with a colon between them
    if (!more.isEmpty()) folders += more.split(u':');
    for (const QString &folder : folders) {
        QDirIterator files(folder, {u"*.yaml"_s, u"*.yml"_s, u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly)) texts.append(file.readAll());
        }
    }
    std::sort(texts.begin(), texts.end()); // of folders in any order
    return texts;
}

// A few lines of a manifest, damaged.
QByteArray piece(RandomYaml &random, const QByteArrayList &texts)
{
    const QByteArray &text = texts[random.below(int(texts.size()))];
    const qsizetype from = text.lastIndexOf('\n', random.below(int(text.size()) + 1) - 1) + 1;
    const QByteArray cut = text.mid(from, 50 + random.below(1000));
    return random.below(4) == 0 ? cut : random.damaged(cut);
}

} // namespace

class TestYamlGo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsKubectl_data()
    {
        QTest::addColumn<int>("cases"); // 0: the manifests
        QTest::addColumn<int>("what");
        const int all = setting("KUBEWRIGHT_YAML_CASES", 100000);
        QTest::newRow("manifests") << 0 << 0;
        QTest::newRow("scalars") << all / 2 << 1;
        QTest::newRow("documents") << all / 4 << 2;
        QTest::newRow("streams") << all / 8 << 3;
        QTest::newRow("pieces of manifests") << all / 8 << 4;
    }
    void sameAsKubectl()
    {
        QFETCH(int, cases);
        QFETCH(int, what);
        const QByteArrayList manifests = manifestTexts();
        QVERIFY(manifests.size() > 200);
        RandomYaml random(quint32(setting("KUBEWRIGHT_YAML_SEED", 1) * 10 + what));
        std::map<QByteArray, int> different, excused, errors;
        int done = 0, refused = 0;
        while (what == 0 ? done == 0 : done < cases) {
            constexpr int atOnce = 50000;
            QByteArrayList texts;
            if (what == 0) texts = manifests;
            for (int i = done; what > 0 && i < cases && texts.size() < atOnce; ++i)
                texts.append(what == 1   ? random.scalarDocument()
                             : what == 2 ? random.document()
                             : what == 3 ? random.stream()
                                         : piece(random, manifests));
            const QByteArrayList answers = askYamlOracle(texts, {u"-stream"_s});
            if (answers.isEmpty()) KUBEWRIGHT_SKIP("no Go toolchain with the modules of tests/controlplane");
            QCOMPARE(answers.size(), texts.size());
            for (qsizetype i = 0; i < texts.size(); ++i) {
                const Reading our = ours(texts[i]), their = theirs(answers[i]);
                refused += !their.error.isEmpty();
                if (!their.error.isEmpty()) {
                    static const QRegularExpression variable(u"[0-9]+|: [^a-z].*|'.*|[^ -~]"_s);
                    ++errors[QString(their.error).replace(variable, u"*"_s).toUtf8()];
                }
                const QByteArray found = difference(texts[i], our, their);
                if (found.isEmpty()) continue;
                if (const QByteArray why = excuse(found, texts[i], our, their); !why.isEmpty()) {
                    ++excused[why];
                    continue;
                }
                if (different[found]++ >= setting("KUBEWRIGHT_YAML_SHOW", 5)) continue;
                qWarning().noquote() << found << "\n  text:  " << escaped(texts[i]) << "\n  ours:  " << shown(our)
                                     << "\n  theirs:" << shown(their);
            }
            done += int(texts.size());
        }
        int wrong = 0;
        for (const auto &[name, count] : different) wrong += count;
        if (qEnvironmentVariableIsSet("KUBEWRIGHT_YAML_SHOW"))
            for (const auto &[name, count] : errors) qInfo("  refused: %s: %d", name.constData(), count);
        qInfo("seed %d", setting("KUBEWRIGHT_YAML_SEED", 1));
        qInfo("%d texts, %d of them refused, %d read differently without a reason", done, refused, wrong);
        for (const auto &[name, count] : excused) qInfo("  with a reason: %s: %d", name.constData(), count);
        for (const auto &[name, count] : different) qInfo("  %s: %d", name.constData(), count);
        QCOMPARE(wrong, 0);
    }
};

QTEST_GUILESS_MAIN(TestYamlGo)
#include "tst_yamlgo.moc"
