// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/rulefile.h"

#include "model/base/say.h"
#include "model/relations/rules.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <optional>

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are not found without it.
static void initEdgeResource() { Q_INIT_RESOURCE(edges); }

namespace model {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestText = 1000; // of one value
constexpr int maxTargets = 20;

// "apps/Deployment", "Service"; nothing when it is none.
std::optional<FieldTarget> readKind(const QString &text)
{
    const qsizetype slash = text.lastIndexOf(u'/');
    FieldTarget target{slash < 0 ? QString() : text.left(slash), text.sliced(slash + 1)};
    const auto isLetter = [](QChar c) { return c.isLetterOrNumber() && c.unicode() < 128; };
    if (target.kind.isEmpty() || !std::all_of(target.kind.begin(), target.kind.end(), isLetter)) return std::nullopt;
    if (target.group.contains(u'/')) return std::nullopt;
    return target;
}

// "spec.rules[].backendRefs[]"; a key with dots is written in brackets: metadata.annotations[example.com/x].
std::optional<FieldPattern> readPattern(const QString &text)
{
    FieldPattern pattern;
    if (text.isEmpty()) return pattern;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] == u'[') {
            const qsizetype end = text.indexOf(u']', at);
            if (end < 0) return std::nullopt;
            const QString key = text.sliced(at + 1, end - at - 1);
            pattern << (key.isEmpty() ? u"[]"_s : key);
            at = end + 1;
            if (at < text.size() && text[at] == u'.')
                ++at;
            else if (at < text.size() && text[at] != u'[')
                return std::nullopt;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && text[end] != u'.' && text[end] != u'[') ++end;
        if (end == at) return std::nullopt;
        pattern << text.sliced(at, end - at);
        at = end < text.size() && text[end] == u'.' ? end + 1 : end;
    }
    if (text.endsWith(u'.') || pattern.size() > maxPatternSteps) return std::nullopt;
    return pattern;
}

// One rule; what is wrong with it is said once, the first thing.
class RuleReader
{
public:
    explicit RuleReader(YamlRef rule) : m_rule(rule) {}

    std::optional<FieldRule> read()
    {
        if (!m_rule.isMapping()) {
            fail(m_rule, say("a rule is a mapping"));
            return std::nullopt;
        }
        checkKeys();
        readHolder();
        readTargets();
        readPlaces();
        readWords();
        if (m_error.isEmpty()) return m_out;
        return std::nullopt;
    }
    const QString &error() const { return m_error; }
    YamlRef place() const { return m_place; }

private:
    void fail(YamlRef place, const QString &message)
    {
        if (!m_error.isEmpty()) return;
        m_error = message;
        m_place = place.isValid() ? place : m_rule;
    }

    void checkKeys()
    {
        static const QSet<QString> known{u"of"_s,           u"at"_s,
                                         u"name"_s,         u"to"_s,
                                         u"kindField"_s,    u"rule"_s,
                                         u"known"_s,        u"groupField"_s,
                                         u"versionField"_s, u"scope"_s,
                                         u"keys"_s,         u"explain"_s,
                                         u"portField"_s,    u"namespaceField"_s,
                                         u"port"_s,         u"selects"_s,
                                         u"plain"_s,        u"namespaces"_s,
                                         u"onlyTargets"_s,  u"reversed"_s,
                                         u"makes"_s};
        m_rule.forEachEntry([&](const QString &key, YamlRef node, YamlRef) {
            if (!known.contains(key)) fail(node, say("a rule has no field \"%1\"").arg(key.left(40)));
        });
    }

    QString text(const char16_t *key)
    {
        const YamlRef value = m_rule[key];
        if (!value) return {};
        if (!value.isScalar() || value.isNull() || value.text().size() > longestText)
            fail(value, say("%1 must be a short text").arg(QString::fromUtf16(key)));
        return value.text();
    }

    bool flag(const char16_t *key)
    {
        const YamlRef value = m_rule[key];
        if (value && !value.boolean()) fail(value, say("%1 must be true or false").arg(QString::fromUtf16(key)));
        return value.boolean().value_or(false);
    }

    // A text, or a list of them.
    QStringList texts(const char16_t *key)
    {
        const YamlRef value = m_rule[key];
        if (!value.isSequence()) return value ? QStringList{text(key)} : QStringList();
        QStringList all;
        value.forEachItem([&](int, YamlRef item) {
            if (all.size() >= maxTargets || !item.isScalar() || item.text().size() > longestText)
                fail(item, say("%1 must be a short list of short texts").arg(QString::fromUtf16(key)));
            else
                all << item.text();
        });
        return all;
    }

    FieldPattern pattern(const char16_t *key)
    {
        const auto read = readPattern(text(key));
        if (!read) fail(m_rule[key], say("%1 is no path").arg(QString::fromUtf16(key)));
        return read.value_or(FieldPattern());
    }

    void readHolder()
    {
        const QString of = text(u"of");
        if (of == u"workload") return; // of Pods, wherever their spec stands
        const auto holder = readKind(of);
        if (!holder) fail(m_rule[u"of"], say("\"of\" must be a kind: group/Kind, or \"workload\""));
        m_out.holder = holder.value_or(FieldTarget());
    }

    void readTargets()
    {
        m_out.selects = m_rule[u"selects"].isValid();
        for (const QString &name : texts(m_out.selects ? u"selects" : u"to")) {
            if (m_out.selects && name == u"workload") {
                m_out.targets.push_back({});
                continue;
            }
            const auto target = readKind(name);
            if (!target) fail(m_rule[m_out.selects ? u"selects" : u"to"], say("\"%1\" is no kind").arg(name.left(40)));
            m_out.targets.push_back(target.value_or(FieldTarget()));
        }
        if (m_out.targets.empty()) fail(m_rule, say("a rule needs \"to\" or \"selects\""));
        if (m_out.selects && m_out.targets.size() > 1) fail(m_rule[u"selects"], say("a selector selects one kind"));
        if (m_out.selects && m_rule[u"to"]) fail(m_rule[u"to"], say("a rule has \"to\" or \"selects\", not both"));
    }

    void readPlaces()
    {
        m_out.at = pattern(u"at");
        m_out.name = pattern(u"name");
        m_out.namespaces = pattern(u"namespaces");
        if (!m_out.selects && m_out.name.isEmpty() && !m_out.at.endsWith(u"[]"_s))
            fail(m_rule, say("a rule needs \"name\": the field that has the name"));
        if (m_out.at.isEmpty() && m_out.selects) fail(m_rule, say("a rule needs \"at\""));
        m_out.kindKey = text(u"kindField");
        m_out.groupKey = text(u"groupField");
        m_out.versionKey = text(u"versionField");
        m_out.namespaceKey = text(u"namespaceField");
        m_out.portKey = text(u"portField");
        m_out.defaultPort = text(u"port");
    }

    void readWords()
    {
        m_out.relation = m_out.selects ? Relation::Selects : Relation::Reference;
        const QString word = text(u"rule");
        const std::vector<Relation> &words = fileRelations();
        const auto known = std::find_if(words.begin(), words.end(), [&](Relation r) { return toWord(r) == word; });
        if (!word.isEmpty() && (known == words.end() || m_out.selects))
            fail(m_rule[u"rule"], say("\"%1\" is no rule that a file can add to").arg(word.left(40)));
        else if (!word.isEmpty())
            m_out.relation = *known;
        const QString scope = text(u"scope");
        if (!scope.isEmpty() && scope != u"cluster" && scope != u"namespace")
            fail(m_rule[u"scope"], say("scope must be namespace or cluster"));
        m_out.isGlobal = scope == u"cluster";
        m_out.known = texts(u"known");
        for (const QString &key : texts(u"keys")) m_out.keys.push_back(key);
        m_out.explanation = text(u"explain");
        m_out.isPlain = flag(u"plain");
        m_out.onlyTargets = flag(u"onlyTargets");
        m_out.isReversed = flag(u"reversed");
        m_out.isMade = m_out.isReadOnly = flag(u"makes");
    }

    // Those of fields that name something and need no more.
    static const std::vector<Relation> &fileRelations()
    {
        static const std::vector<Relation> all{Relation::Reference,   Relation::RouteBackend, Relation::ScaleTarget,
                                               Relation::TlsSecret,   Relation::StorageClass, Relation::PullSecret,
                                               Relation::IngressClass};
        return all;
    }

    YamlRef m_rule, m_place;
    FieldRule m_out;
    QString m_error;
};

Error errorAt(const YamlDocument &document, qsizetype offset, const QString &file, const QString &message)
{
    Location where = locationOf(document, offset);
    where.file = file;
    return {.code = Error::Code::Invalid, .message = message, .where = where};
}

} // namespace

Result<std::vector<FieldRule>> readFieldRules(const QByteArray &text, const QString &file)
{
    if (text.size() > maxRuleFileBytes)
        return Error{Error::Code::TooLarge, say("a rule file has at most %1 MiB").arg(maxRuleFileBytes >> 20),
                     Location{file}};
    const auto document = YamlDocument::parse(text);
    if (const auto &broken = document->error()) {
        Error error = errorAt(*document, broken->offset, file, broken->message);
        error.code = Error::Code::Syntax;
        return error;
    }
    std::vector<FieldRule> rules;
    if (document->isEmpty()) return rules;
    if (!document->issues().empty())
        return errorAt(*document, document->issues().front().offset, file, document->issues().front().message);
    if (document->hasAliases()) return errorAt(*document, 0, file, say("a rule file has no aliases"));
    const YamlRef list = document->root()[u"edges"];
    if (!list.isSequence())
        return errorAt(*document, document->root().span().begin, file, say("a rule file has a list \"edges\""));
    if (list.size() > maxFileRules)
        return errorAt(*document, list.span().begin, file, say("a rule file has at most %1 rules").arg(maxFileRules));
    std::optional<Error> wrong;
    list.forEachItem([&](int, YamlRef item) {
        if (wrong) return;
        RuleReader reader(item);
        if (auto rule = reader.read())
            rules.push_back(std::move(*rule));
        else
            wrong = errorAt(*document, reader.place().span().begin, file, reader.error());
    });
    if (wrong) return *wrong;
    return rules;
}

Result<void> installRuleFiles(const QStringList &paths)
{
    std::vector<FieldRule> all;
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if (!info.exists()) continue;
        if (!info.isFile())
            return Error{Error::Code::Unsupported, say("a rule file must be a plain file"), Location{path}};
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return Error{Error::Code::Io, file.errorString(), Location{path}};
        auto rules = readFieldRules(file.read(maxRuleFileBytes + 1), path);
        if (!rules) return rules.error();
        std::vector<FieldRule> &read = *rules;
        std::move(read.begin(), read.end(), std::back_inserter(all));
    }
    if (!all.empty()) FieldRules::install(std::move(all));
    return {};
}

std::vector<FieldRule> wellKnownFieldRules()
{
    initEdgeResource();
    QFile file(u":/edges/wellknown.yaml"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened)
    auto rules = readFieldRules(file.readAll(), file.fileName());
    Q_ASSERT(rules); // a test reads it
    return rules.ok() ? std::move(*rules) : std::vector<FieldRule>();
}

} // namespace model
