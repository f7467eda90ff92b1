// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/changeset.h"
#include "model/rules/subject.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <span>
#include <vector>

// The table of practice rules: advice about security and reliability that no schema knows.
namespace model {

class RuleFindings;
class RuleSettings;

// What must be true of other resources for a finding to count, as bits; all of them.
namespace rulewhen {

enum Bit : quint16 {
    Always = 0,
    Served = 1 << 0,         // a Service of the files leads to the workload
    NotScaled = 1 << 1,      // nothing in the files scales it
    ScaledOnCpu = 1 << 2,    // a HorizontalPodAutoscaler does, by a share of the requested cpu
    ScaledOnMemory = 1 << 3, // one does, by a share of the requested memory
    NotBudgeted = 1 << 4,    // no PodDisruptionBudget selects its Pods
    NotIsolated = 1 << 5,    // no NetworkPolicy selects its Pods
    NoDefaults = 1 << 6,     // no LimitRange of its namespace sets one of those: "requests.cpu requests.memory"
    SingleWriter = 1 << 7,   // the claim is in the files, and only for one node at a time
    TokenWanted = 1 << 8,    // its ServiceAccount does not say automountServiceAccountToken: false
    ScaledToMany = 1 << 9,   // what scales it keeps two Pods or more
    Reached = 1 << 10,       // a Service's port leads to the container; none named: to the Pod, and none is asked
    SomeDefaults = 1 << 11,  // a LimitRange of its namespace sets cpu or memory
    ManyWriters = 1 << 12,   // no claim of its Pods is known to be only for one node at a time
};

} // namespace rulewhen

// What one rule found in one resource, whatever else is in the files.
struct RuleFinding
{
    YamlRef where;    // what is underlined: a value, or the name of what lacks something
    FieldPath field;  // from the resource's root; it may be missing
    QString message;  // one line, translated; never a value that could be a secret
    QString fix = {}; // instead of the rule's own
    quint16 when = rulewhen::Always;
    QString about = {};    // for SingleWriter, NoDefaults and Reached: what they ask about
    QString quickFix = {}; // a menu entry, translated; empty: there is none
    Edits edits = {};      // only when they were asked for
};

// Of --rules files: NAME: a number or a list of texts.
struct RuleParameter
{
    const char *name;
    int number = -1; // the default; -1: it is a list, empty by default
    const char *what = nullptr;
};

struct RuleCheck
{
    using OfResource = void (*)(const RuleSubject &, RuleFindings &);
    using OfContainer = void (*)(const RuleSubject &, const RuleContainer &, RuleFindings &);
    RuleCheck(OfResource check) : resource(check) {}
    RuleCheck(OfContainer check) : container(check) {}
    OfResource resource = nullptr;
    OfContainer container = nullptr; // called for each container of a workload, ephemeral ones left out
};

// One row. Texts are English and translated where they are shown (context "Rules").
struct PracticeRule
{
    const char *id;    // kebab-case, the topic first; never changes
    Severity severity; // Warning or Info
    bool isDefault;    // on when nothing else is said
    quint32 kinds;     // of rulekind; of workloads only those that nothing owns
    const char *what;  // what it finds, one sentence
    const char *why;   // why it matters, for a newcomer
    const char *fix;   // what to do, a phrase
    RuleCheck check;
    // "%1 workloads …: %2": findings of one namespace are one problem at the first of them. Null: each is its own.
    const char *gathered = nullptr;
    std::vector<RuleParameter> parameters = {};
};

// Every rule, sorted by id.
const std::vector<PracticeRule> &practiceRules();
// The index in practiceRules(), -1 when there is none.
int practiceRuleIndex(QStringView id);

// A text of the table, or of a message, translated.
inline QString sayRule(const char *text) { return QCoreApplication::translate("Rules", text); }

// Where the checks put what they find; bounded for any resource.
class RuleFindings
{
public:
    static constexpr size_t maximum = 1000; // in one resource, of all rules

    RuleFindings(const RuleSubject &subject, const RuleSettings &settings, bool wantsEdits)
        : m_subject(subject), m_settings(settings), m_wantsEdits(wantsEdits)
    {
    }

    RuleFinding &add(YamlRef where, FieldPath field, QString message);
    bool isFull() const { return m_findings.size() >= maximum; }

    // Quick fixes: of the finding that was added last.
    void offerSet(const FieldPath &path, const Value &value);
    void offerRemove(const FieldPath &path);
    void offer(const QString &text, Edits edits);
    // Whether to make edits at all, for those that cost something.
    bool wantsEdits() const { return m_wantsEdits; }

    qint64 number(const char *parameter) const;
    QStringList words(const char *parameter) const;

    void setRule(const PracticeRule &rule) { m_rule = &rule; }
    std::vector<RuleFinding> take() { return std::move(m_findings); }
    const std::vector<RuleFinding> &findings() const { return m_findings; }

private:
    const RuleSubject &m_subject;
    const RuleSettings &m_settings;
    const PracticeRule *m_rule = nullptr;
    std::vector<RuleFinding> m_findings;
    RuleFinding m_spilled = {}; // what is said when it is full
    bool m_wantsEdits = false;
};

// The rows, by the files that hold them.
std::vector<PracticeRule> probeRules();
std::vector<PracticeRule> resourceRules();
std::vector<PracticeRule> securityRules();
std::vector<PracticeRule> hardeningRules();
std::vector<PracticeRule> imageRules();
std::vector<PracticeRule> hostRules();
std::vector<PracticeRule> secretRules();
std::vector<PracticeRule> accountRules();
std::vector<PracticeRule> rbacRules();
std::vector<PracticeRule> scaleRules();
std::vector<PracticeRule> workloadRules();
std::vector<PracticeRule> autoscalerRules();
std::vector<PracticeRule> serviceRules();
std::vector<PracticeRule> ingressRules();
std::vector<PracticeRule> labelRules();
std::vector<PracticeRule> jobRules();
std::vector<PracticeRule> storageRules();
std::vector<PracticeRule> environmentRules();

} // namespace model
