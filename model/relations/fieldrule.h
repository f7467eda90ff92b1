// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/relations/edge.h"
#include "model/resource/resource.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

// The table of fields that name or select other resources, where nothing more is to be known than where they stand.
// Rows for built-in kinds are in fieldtable.cpp; those for other kinds come from rule files (rulefile.h).
namespace model {

// A way through a resource, "[]" for every item of a list: {"spec", "tls", "[]"}.
using FieldPattern = QStringList;

struct FieldTarget
{
    QString group, kind;
    bool operator==(const FieldTarget &) const = default;
};

struct FieldRule
{
    Relation relation = Relation::Reference;
    FieldTarget holder;     // kind empty: every workload, and at stands below the Pod's spec
    FieldPattern at = {};   // the object that is the reference, or that has the field
    FieldPattern name = {}; // below at; empty: the item itself is the name
    // What it leads to. The first is meant where no kind is said, and users draw to these only.
    std::vector<FieldTarget> targets = {};
    // Fields beside the name that say more: each a key of the object that holds the name; empty: there is none.
    QString kindKey = {}, groupKey = {}, versionKey = {}, namespaceKey = {}, portKey = {};
    QString defaultPort = {}; // where portKey says none
    // Names that every cluster has; a '*' at the end stands for any, and "Kind/" in front means that kind alone.
    QStringList known = {};
    std::vector<QString> keys = {}; // that the target must hold (of a Secret)
    bool isGlobal = false;          // the targets have no namespace
    bool isReversed = false;        // the edge leads from the target to the holder
    bool isReadOnly = false;        // more would have to be written than the name: users can't draw it
    bool isLoose = false;           // means something only when its target is in the files
    bool isMade = false;            // a controller makes the target, by the name that stands there
    bool versionIsNeeded = false;   // no apiVersion is that of the core
    bool onlyTargets = false;       // other kinds than the targets are no references
    // A selector instead of a name: at is the LabelSelector (or, isPlain, the map of labels). targets[0]: what is
    // selected; kind empty: workloads.
    bool selects = false, isPlain = false;
    FieldPattern namespaces = {}; // from the root: an object {any, matchNames}
    QString explanation = {};     // one sentence of a rule file; empty: the relation's

    // The reference is an object of its own, or a list's item: it goes as a whole when its edge is deleted.
    bool isWhole() const;
    // It is plain where a drawn one would be written.
    bool isDrawable() const;
};

// Calls visit(node, path) for each place of the pattern below node; path is given in full, starting with base.
void forEachPlace(YamlRef node, const FieldPath &base, const FieldPattern &pattern,
                  const std::function<void(YamlRef, FieldPath)> &visit);
// How many steps of the field the pattern fits, or 0 when it doesn't fit from the base on.
bool fits(const FieldPath &field, const FieldPath &base, const FieldPattern &pattern);

// Which rows are in force. Any thread; install() only before the first question, while there is one thread.
class FieldRules
{
public:
    static const FieldRules &current();
    // Adds rows behind those that are built in, and those of the well-known kinds that the program brings.
    static void install(std::vector<FieldRule> more);

    // The rows about a kind, those of Pods included for a workload.
    const std::vector<const FieldRule *> &of(const ResourceKey &key) const;
    const std::vector<FieldRule> &all() const { return m_rules; }
    // Resources of this kind are selected by their own labels.
    bool isSelected(const ResourceKey &key) const;

private:
    explicit FieldRules(std::vector<FieldRule> more);
    std::vector<FieldRule> m_rules;
    QHash<QString, std::vector<const FieldRule *>> m_byKind; // "group/Kind"
    std::vector<const FieldRule *> m_ofPods;
    QSet<QString> m_selected; // "group/Kind"
};

// The rows of fieldtable.cpp.
std::vector<FieldRule> builtinFieldRules();

// The row that an edge comes from, or null when it is of another kind of rule.
const FieldRule *fieldRuleOf(const Edge &edge);

} // namespace model
