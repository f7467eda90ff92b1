// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A settings file → RuleSettings. Whatever the file is, it costs little: its size, the entries that are read and the
// problems are bounded, and nothing deeper than five levels is looked at.
#include "model/resource/aliases.h"
#include "model/rules/catalogue.h"
#include "model/rules/settings.h"
#include "model/schema/suggest.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace model {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxEntries = 10000;
constexpr size_t maxSettingsProblems = 100;
constexpr qsizetype longestPattern = 1024;

QString didYouMean(const QString &word, const std::vector<QByteArray> &words)
{
    const std::vector<QByteArrayView> candidates(words.begin(), words.end());
    const QByteArrayView near = nearestWord(word.toUtf8(), candidates);
    return near.isEmpty() ? QString() : sayRule("did you mean %1?").arg(QString::fromUtf8(near));
}

} // namespace

class RuleSettingsReader
{
public:
    RuleSettingsReader(const QString &file, RuleSettings &into) : m_into(into)
    {
        m_into.m_file = file;
        const QString folder = QDir::cleanPath(QFileInfo(file).absolutePath());
        m_into.m_folder = folder.endsWith(u'/') ? folder : folder + u'/';
    }

    void read(const QByteArray &text)
    {
        m_stream = YamlStream::parse(text);
        for (const YamlStream::Part &part : m_stream.parts()) {
            m_part = &part;
            if (const auto &error = part.document->error()) return say(error->offset, error->message, {});
            if (part.document->isEmpty()) continue;
            if (m_isRead) return report(part.document->root(), sayRule("only the first document counts"), {});
            m_isRead = true;
            if (excessiveAlias(*part.document))
                return report(part.document->root(), sayRule("there are too many aliases"), {});
            readRoot(part.document->root());
        }
    }

private:
    using Reader = void (RuleSettingsReader::*)(YamlRef);
    struct Key
    {
        QString name;
        Reader read;
    };

    void say(qsizetype offset, const QString &message, const QString &fix)
    {
        if (m_into.m_problems.size() >= maxSettingsProblems) return;
        const Location at = locationOf(*m_part->document, offset);
        m_into.m_problems.push_back({.severity = Severity::Warning,
                                     .layer = Layer::Practice,
                                     .rule = u"rules-file"_s,
                                     .file = m_into.m_file,
                                     .line = m_part->firstLine + at.line,
                                     .column = at.column,
                                     .span = {m_part->span.begin + offset, m_part->span.begin + offset},
                                     .resource = {},
                                     .field = {},
                                     .message = message,
                                     .fix = fix});
    }
    void report(YamlRef node, const QString &message, const QString &fix)
    {
        say(node.isValid() ? node.span().begin : 0, message, fix);
    }

    bool isWithinReason(YamlRef node)
    {
        if (++m_entries == maxEntries)
            report(node, sayRule("there are too many entries: the rest counts for nothing"), {});
        return m_entries < maxEntries;
    }

    void readKeys(YamlRef map, const std::vector<Key> &keys, const QString &whose)
    {
        if (!map.isValid() || map.isNull()) return;
        if (!map.isMapping()) return report(map, sayRule("%1 takes a mapping").arg(whose), {});
        map.forEachEntry([&](const QString &name, YamlRef keyNode, YamlRef value) {
            if (!isWithinReason(keyNode)) return;
            const auto known =
                std::find_if(keys.begin(), keys.end(), [&name](const Key &key) { return key.name == name; });
            if (known != keys.end()) return (this->*known->read)(value);
            std::vector<QByteArray> names;
            for (const Key &key : keys) names.push_back(key.name.toUtf8());
            report(keyNode, sayRule("%1 has no setting “%2”").arg(whose, name.left(longestPattern)),
                   didYouMean(name, names));
        });
    }

    void readRoot(YamlRef root)
    {
        readKeys(root, {{u"rules"_s, &RuleSettingsReader::readRules}}, sayRule("the file"));
        apply();
    }

    void readRules(YamlRef rules)
    {
        readKeys(rules,
                 {{u"enable"_s, &RuleSettingsReader::readEnable},
                  {u"disable"_s, &RuleSettingsReader::readDisable},
                  {u"severity"_s, &RuleSettingsReader::readSeverity},
                  {u"parameters"_s, &RuleSettingsReader::readParameters},
                  {u"ignore"_s, &RuleSettingsReader::readIgnores}},
                 u"rules"_s);
    }

    // Texts of a list, or the one that stands there alone.
    QStringList texts(YamlRef list, const QString &whose)
    {
        QStringList all;
        const auto take = [&](YamlRef item) {
            if (!isWithinReason(item)) return;
            const QString text = item.text();
            if (!item.isScalar() || text.isEmpty() || text.size() > longestPattern)
                return report(item, sayRule("%1 takes texts").arg(whose), {});
            all += text;
        };
        if (list.isScalar() && !list.isNull())
            take(list);
        else if (list.isSequence())
            list.forEachItem([&](int, YamlRef item) { take(item); });
        else if (isSaid(list))
            report(list, sayRule("%1 takes a list").arg(whose), {});
        return all;
    }

    // Patterns that mean at least one rule.
    QStringList rules(YamlRef list, const QString &whose, bool practiceOnly)
    {
        QStringList all = texts(list, whose);
        all.removeIf([&](const QString &pattern) {
            const std::vector<QByteArray> &ids = practiceOnly ? practiceRuleIds() : ruleIds();
            if (std::any_of(ids.begin(), ids.end(),
                            [&pattern](const QByteArray &id) { return matchesRule(pattern, QString::fromLatin1(id)); }))
                return false;
            report(list, sayRule("%1: there is no rule “%2”").arg(whose, pattern), didYouMean(pattern, ids));
            return true;
        });
        return all;
    }

    void readEnable(YamlRef list) { m_enabled = rules(list, u"enable"_s, true); }
    void readDisable(YamlRef list) { m_into.m_disabled = rules(list, u"disable"_s, false); }

    void readSeverity(YamlRef map)
    {
        if (isSaid(map) && !map.isMapping()) return report(map, sayRule("%1 takes a mapping").arg(u"severity"_s), {});
        map.forEachEntry([&](const QString &rule, YamlRef keyNode, YamlRef value) {
            if (!isWithinReason(keyNode)) return;
            static const std::vector<QByteArray> words{"error", "warning", "info"};
            const auto word = std::find(words.begin(), words.end(), value.text().toUtf8());
            const auto &ids = ruleIds();
            if (std::find(ids.begin(), ids.end(), rule.toUtf8()) == ids.end())
                report(keyNode, sayRule("%1: there is no rule “%2”").arg(u"severity"_s, rule.left(longestPattern)),
                       didYouMean(rule, ids));
            else if (word == words.end())
                report(value, sayRule("a severity is error, warning or info"), didYouMean(value.text(), words));
            else
                m_into.m_severities.insert(rule, Severity(word - words.begin()));
        });
    }

    void readParameters(YamlRef map)
    {
        if (isSaid(map) && !map.isMapping()) return report(map, sayRule("%1 takes a mapping").arg(u"parameters"_s), {});
        map.forEachEntry([&](const QString &rule, YamlRef keyNode, YamlRef values) {
            if (!isWithinReason(keyNode)) return;
            const int index = practiceRuleIndex(rule);
            if (index < 0)
                return report(keyNode,
                              sayRule("%1: there is no rule “%2”").arg(u"parameters"_s, rule.left(longestPattern)),
                              didYouMean(rule, practiceRuleIds()));
            readParametersOf(practiceRules()[size_t(index)], values);
        });
    }

    void readParametersOf(const PracticeRule &rule, YamlRef values)
    {
        const QString id = QLatin1String(rule.id);
        if (isSaid(values) && !values.isMapping()) return report(values, sayRule("%1 takes a mapping").arg(id), {});
        values.forEachEntry([&](const QString &name, YamlRef keyNode, YamlRef value) {
            if (!isWithinReason(keyNode)) return;
            std::vector<QByteArray> names;
            for (const RuleParameter &parameter : rule.parameters) {
                names.emplace_back(parameter.name);
                if (name != QLatin1String(parameter.name)) continue;
                const QString key = id + u'.' + name;
                if (parameter.number < 0) {
                    m_into.m_words.insert(key, texts(value, key));
                } else if (const auto number = value.integer();
                           number && *number >= 0 && *number <= (qint64(1) << 40)) {
                    m_into.m_numbers.insert(key, *number);
                } else {
                    report(value, sayRule("%1 takes a whole number").arg(key), {});
                }
                return;
            }
            report(keyNode, sayRule("%1 has no parameter “%2”").arg(id, name.left(longestPattern)),
                   didYouMean(name, names));
        });
    }

    void readIgnores(YamlRef list)
    {
        if (isSaid(list) && !list.isSequence()) return report(list, sayRule("%1 takes a list").arg(u"ignore"_s), {});
        list.forEachItem([&](int, YamlRef item) {
            if (!isWithinReason(item)) return;
            m_ignore = {};
            readKeys(item,
                     {{u"paths"_s, &RuleSettingsReader::readIgnorePaths},
                      {u"rules"_s, &RuleSettingsReader::readIgnoreRules},
                      {u"reason"_s, &RuleSettingsReader::readIgnoreReason}},
                     u"ignore"_s);
            if (m_ignore.paths.isEmpty()) return report(item, sayRule("an ignore needs paths"), {});
            if (!isSaid(item[u"rules"])) m_ignore.rules = {u"*"_s};
            m_into.m_ignores.push_back(m_ignore);
        });
    }
    void readIgnorePaths(YamlRef list) { m_ignore.paths = texts(list, u"paths"_s); }
    void readIgnoreRules(YamlRef list) { m_ignore.rules = rules(list, u"rules"_s, false); }
    void readIgnoreReason(YamlRef reason)
    {
        if (!reason.isScalar()) report(reason, sayRule("%1 takes texts").arg(u"reason"_s), {});
    }

    // What is enabled or given a severity is on; what is disabled is off, whatever else is said.
    void apply()
    {
        for (size_t i = 0; i < m_into.m_states.size(); ++i) {
            const QString id = QLatin1String(practiceRules()[i].id);
            RuleSettings::State &state = m_into.m_states[i];
            const auto means = [&id](const QString &pattern) { return matchesRule(pattern, id); };
            if (std::any_of(m_enabled.begin(), m_enabled.end(), means)) state.on = true;
            if (const auto severity = m_into.m_severities.constFind(id); severity != m_into.m_severities.cend())
                state = {true, *severity};
            if (std::any_of(m_into.m_disabled.begin(), m_into.m_disabled.end(), means)) state.on = false;
        }
    }

    RuleSettings &m_into;
    YamlStream m_stream;
    const YamlStream::Part *m_part = nullptr;
    QStringList m_enabled;
    RuleSettings::PathIgnore m_ignore;
    int m_entries = 0;
    bool m_isRead = false;
};

std::shared_ptr<const RuleSettings> RuleSettings::read(const QString &file, const QByteArray &text)
{
    auto settings = std::make_shared<RuleSettings>();
    RuleSettingsReader(file, *settings).read(text);
    return settings;
}

} // namespace model
