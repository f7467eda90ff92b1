// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"

#include "model/base/limits.h"
#include "model/base/problemlist.h"
#include "model/document/apiechoes.h"
#include "model/relations/infer.h"
#include "model/relations/referenceproblems.h"
#include "model/rules/ignores.h"
#include "model/rules/practice.h"
#include "model/rules/surroundings.h"
#include "model/schema/likelytext.h"
#include "model/schema/validate.h"

#include <QHash>

#include <optional>

namespace model {

// What the layers that look at one resource alone said, by document and node. The documents are held, so that an
// address is never taken over by another one.
class Checker::Memory
{
public:
    explicit Memory(KindSet kinds) : m_given(std::move(kinds)), m_kinds(m_given) {}

    void setKinds(KindSet kinds)
    {
        m_given = std::move(kinds);
        m_definitions.clear();
        m_order.clear();
        m_kinds = m_given;
        m_entries.clear();
    }

    void setApiCheck(ApiCheck check)
    {
        m_apiCheck = std::move(check);
        m_entries.clear();
    }

    void setRules(RuleSettingsSearch rules) { m_rules = std::move(rules); }

    Problems check(const ResourceSet &resources)
    {
        readDefinitions(resources);
        if (m_rules) m_rules->refresh();
        const Edges edges = m_edges.infer(resources);
        const Surroundings surroundings(resources, edges);
        RuleIgnores ignores(resources);
        ProblemList problems;
        ApiEchoes echoes;
        const auto isWanted = [&](Problem &problem) {
            const RuleSettings &settings = *settingsOf(problem.file);
            const bool isOff = settings.isOff(problem.file, problem.rule);
            if (ignores.covers(problem) || isOff) return false;
            if (const auto severity = settings.severity(problem.rule)) problem.severity = *severity;
            echoes.note(problem);
            return true;
        };
        const auto add = [&](Problem problem) {
            if (isWanted(problem) && !echoes.hold(problem)) problems.add(std::move(problem));
        };
        PracticeGatherer practice(surroundings, isWanted, problems);
        forEachEntry(resources, [&](const Resource &resource, const Entry &entry) {
            ignores.add(resource, entry.practice->ignores);
            const int lines = resource.firstLine - entry.firstLine; // the document may stand elsewhere now
            const qsizetype bytes = resource.offset - entry.offset;
            for (Problem problem : *entry.problems) {
                problem.file = resource.file;
                problem.line += lines;
                problem.span = problem.span.shifted(bytes);
                add(std::move(problem));
            }
            practice.add(resource, *entry.practice, lines, bytes);
        });
        practice.finish();
        for (const Problem &problem : resources.problems()) add(problem);
        for (const Problem &problem : referenceProblems(resources, edges)) add(problem);
        problems.add(echoes.take());
        ignores.report(problems);
        if (m_rules) problems.add(m_rules->problems());
        m_settings.clear();
        m_lastSettings.reset();
        return problems.take();
    }

private:
    using Key = std::pair<const YamlDocument *, int>;
    struct Entry
    {
        std::shared_ptr<const YamlDocument> document;
        qsizetype offset = 0; // of the document in its file, when it was checked
        int firstLine = 0;
        bool isBuiltin = false; // no definition changes what it is
        bool isLeftOut = false;
        std::shared_ptr<const Problems> problems;
        std::shared_ptr<const PracticeReading> practice;
        std::shared_ptr<const RuleSettings> settings; // that practice was read with
    };
    // A CustomResourceDefinition that was read.
    struct Definition
    {
        std::shared_ptr<const YamlDocument> document;
        CustomKinds kinds;
    };

    // When the definitions are others, what is not built in is checked anew.
    void readDefinitions(const ResourceSet &resources)
    {
        std::vector<Key> order;
        QHash<Key, Definition> now;
        for (const Resource &resource : resources.resources()) {
            if (resource.key.kind != u"CustomResourceDefinition") continue;
            const Key key{resource.document.get(), resource.rootIndex};
            const auto known = m_definitions.constFind(key);
            now.insert(key,
                       known != m_definitions.cend() ? *known : Definition{resource.document, customKinds(resource)});
            order.push_back(key);
        }
        const bool same = order == m_order;
        m_order = std::move(order);
        m_definitions = std::move(now);
        if (same) return;
        m_kinds = m_given;
        for (const Key &key : m_order) m_kinds.add(m_definitions[key].kinds);
        m_entries.removeIf([](const std::pair<const Key &, Entry &> entry) { return !entry.second.isBuiltin; });
    }

    // Asked for a file's problems one after the other.
    const std::shared_ptr<const RuleSettings> &settingsOf(const QString &file)
    {
        if (m_lastSettings && m_lastFile == file) return m_lastSettings;
        auto known = m_settings.constFind(file);
        if (known == m_settings.cend())
            known = m_settings.insert(file, m_rules ? m_rules->of(file) : RuleSettings::defaults());
        m_lastFile = file;
        return m_lastSettings = *known;
    }

    // Every resource that is not stale, looked at unless it is known already. Only so much is remembered.
    template<typename Visit>
    void forEachEntry(const ResourceSet &resources, const Visit &visit)
    {
        QHash<Key, Entry> now;
        now.reserve(qsizetype(resources.resources().size()));
        std::size_t remembered = 0;
        for (const auto *list : {&resources.resources(), &resources.leftOut()})
            for (const Resource &resource : *list) {
                if (resource.stale) continue;
                const bool isLeftOut = list == &resources.leftOut();
                const Key key{resource.document.get(), resource.rootIndex};
                const auto settings = settingsOf(resource.file);
                const auto known = m_entries.constFind(key);
                const bool isKnown =
                    known != m_entries.cend() && known->settings == settings && known->isLeftOut == isLeftOut;
                const Entry entry = isKnown ? *known : checked(resource, settings, isLeftOut);
                visit(resource, entry);
                remembered += entry.problems->size() + entry.practice->items.size();
                if (remembered <= limits::maxRememberedProblems) now.insert(key, entry);
            }
        m_entries = std::move(now);
    }

    // Advice about the second definition of a resource would be about what nobody can mean.
    Entry checked(const Resource &resource, const std::shared_ptr<const RuleSettings> &settings, bool isLeftOut)
    {
        auto problems = std::make_shared<Problems>();
        appendSchemaProblems(resource, m_kinds, m_places, *problems);
        appendApiProblems(resource, m_kinds, m_apiCheck, m_places, *problems);
        const SchemaKind kind = m_kinds.builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
        // A definition says what is text and what is not, and its schema has been asked.
        if (!m_kinds.find(resource.apiVersion, resource.key.kind))
            appendLikelyTexts(resource, kind.node, m_places, *problems);
        auto practice = std::make_shared<PracticeReading>();
        if (!isLeftOut) *practice = readPractice(resource, *settings, m_places);
        return {resource.document, resource.offset,     resource.firstLine,  kind.isValid(),
                isLeftOut,         std::move(problems), std::move(practice), settings};
    }

    ApiCheck m_apiCheck;
    KindSet m_given;
    KindSet m_kinds; // and what the documents define
    std::vector<Key> m_order;
    QHash<Key, Definition> m_definitions;
    EdgeInferrer m_edges;
    std::optional<RuleSettingsSearch> m_rules;
    QHash<Key, Entry> m_entries;
    QHash<QString, std::shared_ptr<const RuleSettings>> m_settings; // the same, by file
    std::shared_ptr<const RuleSettings> m_lastSettings;             // the same, of m_lastFile
    QString m_lastFile;
    Places m_places;
};

Checker::Checker(KindSet kinds) : m_memory(std::make_unique<Memory>(std::move(kinds))) {}

Checker::~Checker() = default;

void Checker::setKinds(KindSet kinds) { m_memory->setKinds(std::move(kinds)); }

void Checker::setApiCheck(ApiCheck check) { m_memory->setApiCheck(std::move(check)); }

void Checker::setRules(RuleSettingsSearch rules) { m_memory->setRules(std::move(rules)); }

Problems Checker::check(const ResourceSet &resources) { return m_memory->check(resources); }

} // namespace model
