// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/rules/settingssearch.h"

#include "model/base/files.h"
#include "model/base/say.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <optional>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxSettingsBytes = qsizetype(1) << 20;

// A path's folder, "." gone; textual, so that a link's file belongs to where the link is.
QString folderOf(const QString &file) { return QDir::cleanPath(QFileInfo(file).absolutePath()); }

// What is no YAML, or no mapping, was hardly meant.
std::optional<Error> notSettings(const QString &file, const QByteArray &text)
{
    const YamlStream stream = YamlStream::parse(text);
    for (const YamlStream::Part &part : stream.parts()) {
        const YamlDocument &document = *part.document;
        if (const auto &issue = document.error()) {
            const Location at = locationOf(document, issue->offset);
            return Error{Error::Code::Syntax, issue->message, Location{file, part.firstLine + at.line, at.column}};
        }
        if (!document.isEmpty() && !document.root().isNull() && !document.root().isMapping())
            return Error{Error::Code::Invalid, say("these are no settings of rules"), Location{file}};
    }
    return std::nullopt;
}

// As the user would write it who gives files from the working directory.
QString settingsName(const QString &file, bool isRelative) { return isRelative ? QDir().relativeFilePath(file) : file; }

} // namespace

Result<RuleSettingsSearch> RuleSettingsSearch::ofFile(const QString &file)
{
    const Result<QByteArray> text = readFileLimited(file, maxSettingsBytes);
    if (!text) return text.error();
    if (const auto error = notSettings(file, *text)) return *error;
    RuleSettingsSearch search;
    search.m_forAll = RuleSettings::read(file, *text);
    return search;
}

void RuleSettingsSearch::refresh() { m_folders.clear(); }

std::shared_ptr<const RuleSettings> RuleSettingsSearch::of(const QString &file)
{
    if (m_forAll) return m_forAll;
    if (file.startsWith(u':')) return RuleSettings::defaults(); // a sample of the program's own
    return ofFolder(folderOf(file), QFileInfo(file).isRelative());
}

std::shared_ptr<const RuleSettings> RuleSettingsSearch::ofFolder(const QString &folder, bool isRelative)
{
    // All folders on the way up get what is found.
    QStringList way;
    std::shared_ptr<const RuleSettings> found;
    for (QString at = folder; !found;) {
        if (const auto known = m_folders.constFind(at); known != m_folders.cend()) {
            found = *known;
            break;
        }
        way += at;
        found = readIfThere(at.endsWith(u'/') ? at + u".kubewright.yaml"_s : at + u"/.kubewright.yaml"_s, isRelative);
        const bool isLast = at == QDir::homePath() || QFileInfo::exists(at + u"/.git"_s);
        const QString above = QFileInfo(at).path();
        if (!found && (isLast || above == at || above.isEmpty())) found = RuleSettings::defaults();
        at = above;
    }
    for (const QString &at : way) m_folders.insert(at, found);
    return found;
}

std::shared_ptr<const RuleSettings> RuleSettingsSearch::readIfThere(const QString &file, bool isRelative)
{
    const QFileInfo info(file);
    if (!info.isFile()) {
        m_files.erase(file);
        return nullptr;
    }
    Known &known = m_files[file];
    const qint64 time = info.lastModified().toMSecsSinceEpoch();
    if (known.settings && known.time == time && known.size == info.size()) return known.settings;
    const Result<QByteArray> text = readFileLimited(file, maxSettingsBytes);
    const QString name = settingsName(file, isRelative);
    auto settings = RuleSettings::read(name, text ? *text : QByteArray());
    if (!text) settings = RuleSettings::unreadable(name, text.error().message);
    known = {time, info.size(), settings};
    return settings;
}

Problems RuleSettingsSearch::problems() const
{
    if (m_forAll) return m_forAll->problems();
    Problems all;
    for (const auto &[file, known] : m_files)
        all.insert(all.end(), known.settings->problems().begin(), known.settings->problems().end());
    return all;
}

} // namespace model
