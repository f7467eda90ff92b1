// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/validate.h"

#include <array>

namespace model {

// Where the walk stands: one for each level, on the stack.
struct SchemaFrame
{
    const SchemaFrame *up = nullptr;
    int key = -1;          // the field's key in the document; -1: an item, the root, or a field that is not written
    int index = 0;         // of an item
    int node = -1;         // the value as written; -1: not written
    QByteArrayView name{}; // of a field that is not written
    SchemaNode schema{};
};

// Compares one resource with its kind's schema. Works on the document's node array, without a string per key.
class SchemaWalker
{
public:
    SchemaWalker(const YamlDocument &document, SchemaFindings &out);

    void walk(YamlRef root, const SchemaKind &kind);
    // metadata.name: that it is there, and keeps the kind's rule.
    void checkOwnName(YamlRef root, const SchemaKind &kind);

    // For the checks beside the structure.
    void report(Severity severity, QLatin1StringView rule, Span span, FieldPath field, QString message,
                QString fix = {});
    bool isFull() const { return m_left <= 0; }

private:
    using Seen = std::array<quint64, SchemaStore::maxProperties / 64>;

    const YamlNode &at(int node) const { return m_nodes[size_t(node)]; }
    int resolved(int node) const; // past aliases
    bool isNull(int node) const;
    bool enter(const SchemaFrame &frame); // false: over a limit

    void check(const SchemaFrame &frame);
    void checkObject(const SchemaFrame &frame);
    void checkMap(const SchemaFrame &frame);
    void checkList(const SchemaFrame &frame);
    void checkField(const SchemaFrame &object, int key, int value, Seen &seen);
    void checkRequired(const SchemaFrame &object, const Seen &seen);
    void forEachEntry(int mapping, const std::function<void(int key, int value)> &visit) const;

    void checkScalar(const SchemaFrame &frame);
    void checkString(const SchemaFrame &frame, const YamlNode &node);
    void checkInteger(const SchemaFrame &frame, const YamlNode &node);
    void checkNumber(const SchemaFrame &frame, const YamlNode &node);
    void checkBoolean(const SchemaFrame &frame, const YamlNode &node);
    void checkQuantity(const SchemaFrame &frame, const YamlNode &node);
    void checkIntOrString(const SchemaFrame &frame, const YamlNode &node);
    void checkRange(const SchemaFrame &frame, const YamlNode &node, const Scalar &scalar, bool is32);
    void checkEnum(const SchemaFrame &frame, const YamlNode &node);
    void checkFormat(const SchemaFrame &frame, const YamlNode &node);
    void checkName(const SchemaFrame &frame, const YamlNode &node);
    void checkPortName(const SchemaFrame &frame, const YamlNode &node);
    void checkLabel(const SchemaFrame &map, int key, int value);
    Scalar scalar(const YamlNode &node) const;

    // Beyond single fields (rulecheck.cpp).
    struct RuleContext
    {
        const SchemaFrame &object;
        YamlRef value; // the object as written: a mapping
        FieldPath path;
    };
    void checkRules(const SchemaFrame &object);
    void checkPodSpec(const RuleContext &at);
    void checkRestartPolicy(const RuleContext &at);
    void checkServicePorts(const RuleContext &at);
    void checkUnique(const RuleContext &at, const QStringList &lists);
    void requireText(const RuleContext &at, const QString &field);
    void checkNumber(const RuleContext &at, const QString &field, qint64 low, qint64 high);
    void checkDataKeys(const RuleContext &at, const QString &field);
    void reportAt(const RuleContext &at, const QString &field, QLatin1StringView rule, const QString &message);
    // The nearest thing that is written: the object's key, or the first key of a list's item.
    Span placeOf(const SchemaFrame &object) const;

    void unknownField(const SchemaFrame &object, int key);
    void missingField(const SchemaFrame &object, const SchemaProperty &property);
    void wrongType(const SchemaFrame &frame);
    QString describe(const YamlNode &node) const;
    QString excerpt(const YamlNode &node) const; // quoted
    FieldPath path(const SchemaFrame &frame) const;

    const YamlDocument &m_document;
    const std::vector<YamlNode> &m_nodes;
    SchemaFindings &m_out;
    int m_left;      // findings that may still be added
    int m_steps = 0; // nodes visited, aliases each time
    int m_depth = 0;
    bool m_secret = false;  // a Secret's values must not be told
    bool m_ignored = false; // inside what the server decodes and then does not look at, such as status
    bool m_stopped = false;
};

} // namespace model
