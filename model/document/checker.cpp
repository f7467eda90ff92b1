// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/checker.h"

#include "model/base/limits.h"
#include "model/base/parallel.h"
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

#include <algorithm>
#include <atomic>
#include <functional>
#include <optional>
#include <utility>

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

    void setIgnored(QStringList patterns) { m_ignored = std::move(patterns); }

    void setThreads(int threads) { m_threads = threads; }

    std::shared_ptr<const RuleSettings> rulesOf(const QString &file)
    {
        return m_rules ? m_rules->of(file) : RuleSettings::defaults();
    }

    Problems check(const ResourceSet &resources)
    {
        readDefinitions(resources);
        if (m_rules) m_rules->refresh();
        std::vector<Slot> slots = slotsOf(resources);
        // What needs all resources is found beside what needs one alone.
        std::optional<Relations> relations;
        size_t done = look(slots, 0, [&] { relations.emplace(resources, m_edges, m_threads); });
        RuleIgnores ignores(resources);
        ProblemList problems;
        if (!m_ignored.isEmpty())
            problems.setUnwanted([this](const Problem &problem) { return isIgnored(problem.rule); });
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
        PracticeGatherer practice(relations->surroundings, isWanted, problems);
        QHash<Key, Entry> known;
        size_t remembered = 0;
        for (size_t i = 0; i < slots.size(); ++i) {
            if (i == done) done = look(slots, done, {});
            const Resource &resource = *slots[i].resource;
            const Entry entry = *std::exchange(slots[i].entry, std::nullopt);
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
            remembered += entry.size();
            if (remembered <= limits::maxRememberedProblems)
                known.insert({resource.document.get(), resource.rootIndex}, entry);
        }
        m_entries = std::move(known);
        practice.finish();
        for (const Problem &problem : resources.problems()) add(problem);
        for (const Problem &problem : relations->problems) add(problem);
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

        size_t size() const { return problems->size() + practice->items.size(); }
    };
    // A resource to be looked at, and what it gave.
    struct Slot
    {
        const Resource *resource = nullptr;
        bool isLeftOut = false;
        std::shared_ptr<const RuleSettings> settings;
        std::optional<Entry> entry = {};
    };
    // What resources are to each other.
    struct Relations
    {
        Relations(const ResourceSet &resources, EdgeInferrer &inferrer, int threads)
            : edges(inferrer.infer(resources, threads)),
              surroundings(resources, edges),
              problems(referenceProblems(resources, edges))
        {
        }
        const Edges edges;
        const Surroundings surroundings;
        const Problems problems;
    };
    // A CustomResourceDefinition that was read.
    struct Definition
    {
        std::shared_ptr<const YamlDocument> document;
        CustomKinds kinds;
    };

    bool isIgnored(const QString &rule) const
    {
        return std::any_of(m_ignored.begin(), m_ignored.end(),
                           [&rule](const QString &pattern) { return matchesRule(pattern, rule); });
    }

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
        if (known == m_settings.cend()) known = m_settings.insert(file, rulesOf(file));
        m_lastFile = file;
        return m_lastSettings = *known;
    }

    // Every resource that is not stale.
    std::vector<Slot> slotsOf(const ResourceSet &resources)
    {
        std::vector<Slot> slots;
        slots.reserve(resources.resources().size() + resources.leftOut().size());
        for (const auto *list : {&resources.resources(), &resources.leftOut()})
            for (const Resource &resource : *list)
                if (!resource.stale)
                    slots.push_back({&resource, list == &resources.leftOut(), settingsOf(resource.file)});
        return slots;
    }

    // Fills slots from one on, unless they are known already, until so much is found that it should be put down first.
    // Returns how many slots are filled then. beside: to be done meanwhile; may be none.
    size_t look(std::vector<Slot> &slots, size_t from, const std::function<void()> &beside)
    {
        constexpr size_t block = 32; // slots that a thread takes at once
        const size_t extra = beside ? 1 : 0, blocks = (slots.size() - from + block - 1) / block;
        std::atomic<size_t> found = 0;
        const size_t taken = forEachParallel(blocks + extra, m_threads, [&](size_t nth) {
            if (nth < extra) {
                beside();
                return true;
            }
            Places places;
            const size_t begin = from + (nth - extra) * block;
            for (size_t i = begin; i < std::min(begin + block, slots.size()); ++i)
                found += fill(slots[i], places).size();
            return found <= limits::maxRememberedProblems;
        });
        return std::min(from + (taken - extra) * block, slots.size());
    }

    const Entry &fill(Slot &slot, Places &places) const
    {
        const auto known = m_entries.constFind({slot.resource->document.get(), slot.resource->rootIndex});
        const bool isKnown =
            known != m_entries.cend() && known->settings == slot.settings && known->isLeftOut == slot.isLeftOut;
        slot.entry = isKnown ? *known : checked(*slot.resource, slot.settings, slot.isLeftOut, places);
        return *slot.entry;
    }

    // Advice about the second definition of a resource would be about what nobody can mean.
    Entry checked(const Resource &resource, const std::shared_ptr<const RuleSettings> &settings, bool isLeftOut,
                  Places &places) const
    {
        auto problems = std::make_shared<Problems>();
        appendSchemaProblems(resource, m_kinds, places, *problems);
        appendApiProblems(resource, m_kinds, m_apiCheck, places, *problems);
        const SchemaKind kind = m_kinds.builtin().kind(resource.apiVersion.toUtf8(), resource.key.kind.toUtf8());
        // A definition says what is text and what is not, and its schema has been asked.
        if (!m_kinds.find(resource.apiVersion, resource.key.kind))
            appendLikelyTexts(resource, kind.node, places, *problems);
        auto practice = std::make_shared<PracticeReading>();
        if (!isLeftOut) *practice = readPractice(resource, *settings, places);
        return {resource.document, resource.offset,     resource.firstLine,  kind.isValid(),
                isLeftOut,         std::move(problems), std::move(practice), settings};
    }

    ApiCheck m_apiCheck;
    KindSet m_given;
    KindSet m_kinds; // and what the documents define
    std::vector<Key> m_order;
    QHash<Key, Definition> m_definitions;
    QStringList m_ignored;
    int m_threads = 1;
    EdgeInferrer m_edges;
    std::optional<RuleSettingsSearch> m_rules;
    QHash<Key, Entry> m_entries;
    QHash<QString, std::shared_ptr<const RuleSettings>> m_settings; // the same, by file
    std::shared_ptr<const RuleSettings> m_lastSettings;             // the same, of m_lastFile
    QString m_lastFile;
};

Checker::Checker(KindSet kinds) : m_memory(std::make_unique<Memory>(std::move(kinds))) {}

Checker::~Checker() = default;

void Checker::setKinds(KindSet kinds) { m_memory->setKinds(std::move(kinds)); }

void Checker::setApiCheck(ApiCheck check) { m_memory->setApiCheck(std::move(check)); }

void Checker::setRules(RuleSettingsSearch rules) { m_memory->setRules(std::move(rules)); }

void Checker::setIgnored(QStringList patterns) { m_memory->setIgnored(std::move(patterns)); }

void Checker::setThreads(int threads) { m_memory->setThreads(threads); }

Problems Checker::check(const ResourceSet &resources) { return m_memory->check(resources); }

std::shared_ptr<const RuleSettings> Checker::rulesOf(const QString &file) { return m_memory->rulesOf(file); }

} // namespace model
