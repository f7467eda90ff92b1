// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/kustomize/charttext.h"

#include "model/base/files.h"
#include "model/base/limits.h"
#include "model/yaml/yamlstream.h"

#include <QDir>
#include <QFileInfo>

namespace model::kustomize {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView sourceMark = "# Source: ";

// The only document of a small file; null where there is none.
std::shared_ptr<const YamlDocument> onlyDocument(const QString &path)
{
    constexpr qsizetype longest = 1 << 20;
    const auto text = readFileLimited(path, longest);
    if (!text) return nullptr;
    const YamlStream stream = YamlStream::parse(*text);
    return stream.parts().empty() ? nullptr : stream.parts().front().document;
}

QString nameOfChart(const QString &folder)
{
    const auto document = onlyDocument(folder + u"/Chart.yaml"_s);
    return document ? document->root()[u"name"].text() : QString();
}

} // namespace

std::optional<ChartText::Document> ChartText::next()
{
    std::optional<Document> document;
    qsizetype begin = 0;
    while (m_at < m_text.size()) {
        qsizetype end = m_text.indexOf('\n', m_at);
        if (end < 0) end = m_text.size();
        const QByteArrayView line = m_text.sliced(m_at, end - m_at);
        const bool isMark = line.startsWith(sourceMark);
        if (document && (isMark || line == "---")) break;
        m_at = std::min(end + 1, m_text.size());
        ++m_line;
        if (!isMark) continue;
        document = Document{fileOf(QString::fromUtf8(line.sliced(sourceMark.size())).trimmed()), {}, m_line - 1};
        begin = m_at;
    }
    if (document) document->text = m_text.sliced(begin, m_at - begin);
    return document;
}

int ChartText::sourceOf(const Document &document, Sources &sources)
{
    auto known = m_sources.find(document.file);
    if (known == m_sources.end())
        known = m_sources.insert(document.file, sources.addFile(shownPath(m_folder, document.file)));
    return *known;
}

QByteArrayView ChartText::templateOf(const Document &document)
{
    auto known = m_templates.find(document.file);
    if (known == m_templates.end()) {
        constexpr qsizetype longest = 4 << 20;
        const auto text = m_read < limits::maxFileBytes ? readFileLimited(m_folder + u'/' + document.file, longest)
                                                        : Result<QByteArray>(QByteArray());
        known = m_templates.insert(document.file, text ? *text : QByteArray());
        m_read += known->size();
    }
    return *known;
}

QString ChartText::fileOf(const QString &said)
{
    // A chart's name may be anything, and nothing is looked at outside of it.
    const QString below = QDir::cleanPath(said.section(u'/', 1));
    const bool isIn = !below.isEmpty() && !below.startsWith("../"_L1) && below != ".."_L1 && below != "."_L1;
    return isIn && !QDir::isAbsolutePath(below) ? onDisk(below) : u"Chart.yaml"_s;
}

QString ChartText::onDisk(const QString &said)
{
    if (QFileInfo::exists(m_folder + u'/' + said)) return said;
    QString rest = said, found;
    constexpr int maxDepth = 20;
    for (int depth = 0; depth < maxDepth && rest.startsWith("charts/"_L1); ++depth) {
        const QString name = rest.section(u'/', 1, 1);
        const QString folder = folderOfChart(found, name);
        if (folder.isEmpty()) return said;
        found += folder + u'/';
        rest = rest.section(u'/', 2);
    }
    return QFileInfo::exists(m_folder + u'/' + found + rest) ? found + rest : said;
}

QString ChartText::folderOfChart(const QString &parent, const QString &name)
{
    const QString key = parent + u"charts/"_s + name;
    if (const auto known = m_charts.constFind(key); known != m_charts.cend()) return *known;
    const QString folder = m_folder + u'/' + parent;
    QString wanted = name; // what its own Chart.yaml says
    if (const auto chart = onlyDocument(folder + u"Chart.yaml"_s))
        chart->root()[u"dependencies"].forEachItem([&](int, YamlRef item) {
            if (item[u"alias"].text() == name) wanted = item[u"name"].text();
        });
    QString found;
    constexpr int maxCharts = 1000;
    const QStringList below = QDir(folder + u"charts"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &one : below.first(std::min<qsizetype>(below.size(), maxCharts)))
        if (found.isEmpty() && nameOfChart(folder + u"charts/"_s + one) == wanted) found = u"charts/"_s + one;
    m_charts.insert(key, found);
    return found;
}

} // namespace model::kustomize
