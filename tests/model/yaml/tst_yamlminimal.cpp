// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/yamledit.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"
#include "tests/model/yaml/explicitkeys.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

// Edits of real manifests change no more than they must: outside the lines that the edit is about, told here from the
// text alone, every byte is as it was; and inside them no more changes than has to.

using namespace model;
using namespace Qt::StringLiterals;
using DocumentPtr = std::shared_ptr<const YamlDocument>;

namespace {

qsizetype lineStart(const QByteArray &text, qsizetype at) { return at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1; }

qsizetype nextLine(const QByteArray &text, qsizetype at)
{
    const qsizetype end = text.indexOf('\n', at);
    return end < 0 ? text.size() : end + 1;
}

qsizetype indentOf(QByteArrayView line)
{
    qsizetype i = 0;
    while (i < line.size() && line[i] == ' ') ++i;
    return i;
}

// Whether only blanks stand before the place on its line.
bool startsLine(const QByteArray &text, qsizetype at)
{
    return text.mid(lineStart(text, at), at - lineStart(text, at)).trimmed().isEmpty();
}

// Up over comment lines in the same column.
qsizetype withComments(const QByteArray &text, qsizetype line)
{
    const qsizetype column = indentOf(QByteArrayView(text).sliced(line));
    while (line > 0) {
        const qsizetype above = lineStart(text, line - 1);
        const QByteArrayView content = QByteArrayView(text).sliced(above);
        if (indentOf(content) != column || !content.sliced(column).startsWith('#')) break;
        line = above;
    }
    return line;
}

// The lines of an entry or item that starts at `begin` and whose last byte is before `end`, with its comments above.
Span linesOf(const QByteArray &text, qsizetype begin, qsizetype end)
{
    qsizetype behind = nextLine(text, std::max(begin, end - 1));
    while (behind < text.size() && text.mid(behind, nextLine(text, behind) - behind).trimmed().isEmpty())
        behind = nextLine(text, behind); // a `|+` owns them
    return {withComments(text, lineStart(text, begin)), behind};
}

struct Change
{
    Span before, after;               // between the longest equal head and tail
    qsizetype removed = 0, added = 0; // by the splices
};

Change changeOf(const QByteArray &before, const QByteArray &after, const Splices &splices)
{
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype head = 0, tail = 0;
    while (head < most && before[head] == after[head]) ++head;
    while (tail < most - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    Change change{{head, before.size() - tail}, {head, after.size() - tail}};
    for (const Splice &splice : splices) {
        change.removed += splice.span.size();
        change.added += splice.text.size();
    }
    return change;
}

// Comment lines and comments behind blanks; text in quotes that looks like one is taken for one, which does no harm.
QByteArrayList commentsOf(const QByteArray &text)
{
    QByteArrayList comments;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype at = line.trimmed().startsWith('#') ? indentOf(line) : line.indexOf(" #");
        if (at >= 0) comments.append(line.mid(at).trimmed());
    }
    return comments;
}

bool isPart(const QByteArrayList &part, const QByteArrayList &whole)
{
    qsizetype i = 0;
    for (const QByteArray &one : whole)
        if (i < part.size() && part[i] == one) ++i;
    return i == part.size();
}

} // namespace

class TestYamlMinimal : public QObject
{
    Q_OBJECT

private:
    struct Entry
    {
        int key = -1, value = -1; // key -1: an item
        FieldPath path;
        qsizetype begin = 0; // of the key, or of the dash
    };

    // Entries and items of block collections that stand on lines of their own.
    static std::vector<Entry> entriesOf(const YamlDocument &document)
    {
        std::vector<Entry> entries;
        const auto &nodes = document.nodes();
        for (int i = 0; i < int(nodes.size()); ++i) {
            const YamlNode &node = nodes[size_t(i)];
            if (node.style != YamlStyle::Block || document.properties(node)) continue;
            for (int child = node.firstChild; child >= 0; child = nodes[size_t(child)].nextSibling) {
                Entry entry{-1, child, {}, 0};
                if (node.kind == YamlKind::Mapping) {
                    entry.key = child;
                    entry.value = child = nodes[size_t(child)].nextSibling;
                }
                entry.path = YamlRef(&document, entry.value).path();
                const qsizetype begin =
                    document.outerSpan(nodes[size_t(entry.key < 0 ? entry.value : entry.key)]).begin;
                entry.begin = entry.key < 0 && begin > 0 ? document.text().lastIndexOf('-', begin - 1) : begin;
                if (entry.begin >= 2 && document.text().mid(entry.begin - 2, 2) == "? ") entry.begin -= 2;
                if (entry.begin >= 0 && startsLine(document.text(), entry.begin)) entries.push_back(std::move(entry));
            }
        }
        return entries;
    }

    std::vector<DocumentPtr> m_documents;
    std::vector<DocumentPtr> m_explicit; // with some keys as `? key`
    std::mt19937 m_random{7};
    int below(size_t bound) { return int(m_random() % quint32(bound)); }

    // What the edit did to the text; empty when it could not be made as it should.
    struct Done
    {
        QByteArray before, after;
        Change change;
    };
    static std::optional<Done> make(const DocumentPtr &document, const YamlEdit &edit)
    {
        const auto edited = editYaml(document, {edit});
        if (!edited || edited->rewritten) return std::nullopt;
        const QByteArray after = applySplices(document->text(), edited->splices);
        return Done{document->text(), after, changeOf(document->text(), after, edited->splices)};
    }

    static QByteArray told(const Done &done, const YamlEdit &edit)
    {
        return edit.path.toString().toUtf8() + "\n--- before\n" +
               done.before.mid(done.change.before.begin, done.change.before.size()) + "\n--- after\n" +
               done.after.mid(done.change.after.begin, done.change.after.size());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QDirIterator files(QStringLiteral(KUBEWRIGHT_TEST_DATA "/manifests"), {u"*.yaml"_s, u"*.yml"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const YamlStream stream = YamlStream::parse(file.readAll());
            for (const auto &part : stream.parts())
                if (!part.document->error() && !part.document->hasAliases() && !part.document->hasMergesOrDuplicates())
                    m_documents.push_back(part.document);
        }
        QVERIFY(m_documents.size() > 300);
        for (const DocumentPtr &document : m_documents)
            for (quint32 seed = 0; seed < 2; ++seed) {
                auto changed = YamlDocument::parse(withExplicitKeys(*document, seed));
                QVERIFY2(!changed->error(), changed->text());
                QVERIFY2(toValue(changed->root())->means(*toValue(document->root())), changed->text());
                m_explicit.push_back(std::move(changed));
            }
    }

    void edits_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("explicitKeys");
        int kind = 0;
        for (const char *name :
             {"scalars", "names", "entries and items gone", "entries and items added", "items moved"}) {
            QTest::newRow(name) << kind << false;
            QTest::addRow("%s, explicit keys", name) << kind++ << true;
        }
    }
    void edits()
    {
        QFETCH(int, kind);
        QFETCH(bool, explicitKeys);
        int done = 0;
        for (int round = 0; round < (kind == 4 ? 40 : 6); ++round)
            for (const DocumentPtr &document : explicitKeys ? m_explicit : m_documents) {
                const std::vector<Entry> entries = entriesOf(*document);
                if (entries.empty()) continue;
                const Entry &entry = entries[size_t(below(entries.size()))];
                switch (kind) {
                case 0: done += scalar(document, entry); break;
                case 1: done += name(document, entry); break;
                case 2: done += removal(document, entry); break;
                case 3: done += addition(document, entry); break;
                default: done += movement(document, entry); break;
                }
                if (QTest::currentTestFailed()) return;
            }
        qInfo("%d edits", done);
        QVERIFY(done > 150);
    }

private:
    // Only the bytes of the scalar, whatever its style.
    int scalar(const DocumentPtr &document, const Entry &entry)
    {
        const YamlNode &node = document->nodes()[size_t(entry.value)];
        if (node.kind != YamlKind::Scalar || node.span.isEmpty() || document->properties(node)) return 0;
        const YamlEdit edit = YamlEdit::set(entry.path, u"another value"_s);
        const auto done = make(document, edit);
        if (!done) return QTest::qFail(qPrintable(edit.path.toString()), __FILE__, __LINE__), 0;
        const Span &changed = done->change.before;
        const bool inside = changed.begin >= node.span.begin && changed.end <= node.span.end;
        const bool small =
            done->change.added <= qsizetype(qstrlen("\"another value\"")) && done->change.removed <= node.span.size();
        if (!inside || !small) QTest::qFail(told(*done, edit).constData(), __FILE__, __LINE__);
        return 1;
    }

    // Only the bytes of the key.
    int name(const DocumentPtr &document, const Entry &entry)
    {
        if (entry.key < 0) return 0;
        const YamlEdit edit = YamlEdit::rename(entry.path, u"renamed"_s);
        const auto done = make(document, edit);
        if (!done) return QTest::qFail(qPrintable(edit.path.toString()), __FILE__, __LINE__), 0;
        const Span key = document->nodes()[size_t(entry.key)].span, &changed = done->change.before;
        if (changed.begin < key.begin || changed.end > key.end || done->change.added > 9)
            QTest::qFail(told(*done, edit).constData(), __FILE__, __LINE__);
        return 1;
    }

    // Its lines go, with comments above that stand in its column, and nothing comes; all other comments stay.
    int removal(const DocumentPtr &document, const Entry &entry)
    {
        const auto &nodes = document->nodes();
        const YamlNode &node = nodes[size_t(entry.value)];
        const YamlNode &parent = nodes[size_t(node.parent)];
        if (parent.childCount <= (parent.kind == YamlKind::Mapping ? 2 : 1)) return 0; // an empty one must be written
        const YamlEdit edit = YamlEdit::remove(entry.path);
        const auto done = make(document, edit);
        if (!done) return QTest::qFail(qPrintable(edit.path.toString()), __FILE__, __LINE__), 0;
        const QByteArray &text = document->text();
        Span lines = linesOf(text, entry.begin, node.span.end);
        const qsizetype open = text.endsWith('\n') ? 0 : 2; // the line end above a last line that has none
        const Change &change = done->change;
        // Of equal lines any may be the one that went: the sizes tell.
        const bool fits = change.added == 0 && change.removed <= lines.size() + open && change.removed > 0;
        QByteArray rest = text;
        rest.remove(lines.begin, lines.size());
        const bool kept = isPart(commentsOf(rest), commentsOf(done->after));
        if (!fits || !kept) QTest::qFail(told(*done, edit).constData(), __FILE__, __LINE__);
        return 1;
    }

    // One line comes, and nothing goes.
    int addition(const DocumentPtr &document, const Entry &entry)
    {
        const FieldPath path = entry.key < 0 ? entry.path : entry.path.parent().child(u"added"_s);
        const YamlEdit edit = entry.key < 0 ? YamlEdit::insert(path, u"added"_s) : YamlEdit::set(path, u"text"_s);
        const auto done = make(document, edit);
        if (!done) return QTest::qFail(qPrintable(edit.path.toString()), __FILE__, __LINE__), 0;
        const qsizetype column = entry.begin - lineStart(document->text(), entry.begin);
        const QByteArray line = QByteArray(column, ' ') + (entry.key < 0 ? "- added" : "added: text");
        const qsizetype crlf = document->text().contains("\r\n") ? 1 : 0;
        const Change &change = done->change;
        const bool fits = change.removed == 0 && change.added == line.size() + 1 + crlf;
        if (!fits || done->after.count(line) != document->text().count(line) + 1)
            QTest::qFail(told(*done, edit).constData(), __FILE__, __LINE__);
        return 1;
    }

    // The same lines in another order: what goes at one place comes at the other.
    int movement(const DocumentPtr &document, const Entry &entry)
    {
        const auto &nodes = document->nodes();
        const YamlNode &parent = nodes[size_t(nodes[size_t(entry.value)].parent)];
        if (entry.key >= 0 || parent.childCount < 2) return 0;
        const YamlEdit edit = YamlEdit::move(entry.path, below(size_t(parent.childCount)));
        const auto done = make(document, edit);
        if (!done) return QTest::qFail(qPrintable(edit.path.toString()), __FILE__, __LINE__), 0;
        if (done->before == done->after) return 0;
        QByteArrayList before = done->before.split('\n'), after = done->after.split('\n');
        std::sort(before.begin(), before.end());
        std::sort(after.begin(), after.end());
        const Span lines = linesOf(done->before, entry.begin, nodes[size_t(entry.value)].span.end);
        const Change &change = done->change;
        const bool fits = change.removed == change.added && change.removed <= lines.size() + 1;
        if (!fits || before != after) QTest::qFail(told(*done, edit).constData(), __FILE__, __LINE__);
        return 1;
    }
};

QTEST_APPLESS_MAIN(TestYamlMinimal)
#include "tst_yamlminimal.moc"
