// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/schema/gopatterns.h"
#include "model/schema/validate.h"

#include <QSet>

#include <array>

namespace model {

class CustomSchema;
struct CustomNode;

// Where the walk stands: one for each level, on the stack.
struct SchemaFrame
{
    const SchemaFrame *up = nullptr;
    int key = -1;          // the field's key in the document; -1: an item, the root, or a field that is not written
    int index = 0;         // of an item
    int node = -1;         // the value as written; -1: not written
    QByteArrayView name{}; // of a field that is not written
    SchemaNode schema{};
    const CustomSchema *custom = nullptr; // then customNode says what the value may be, and schema nothing
    int customNode = -1;
};

// Compares one resource with its kind's schema. Works on the document's node array, without a string per key.
class SchemaWalker
{
public:
    SchemaWalker(const YamlDocument &document, SchemaFindings &out);

    void walk(YamlRef root, const SchemaKind &kind);
    // The same with a schema that somebody wrote. hasStatus: status is a subresource, and left alone when a file is
    // sent.
    void walkCustom(YamlRef root, const CustomSchema &schema, int node, bool hasStatus);
    // What metadata is to custom resources: ObjectMeta.
    void setMetadata(SchemaNode objectMeta) { m_metadata = objectMeta; }
    // metadata.name: that it is there, and keeps the kind's rule.
    // minor: of the Kubernetes version, 33 of 1.33.
    void checkOwnName(YamlRef root, const SchemaKind &kind, int minor);

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
    bool isListOfBytes(const SchemaFrame &frame, const YamlNode &node) const;
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
    void checkReplicationSelector(const RuleContext &at);
    void checkSubject(const RuleContext &at);
    void checkToleration(const RuleContext &at);
    void checkUnique(const RuleContext &at, const QStringList &lists);
    void requireText(const RuleContext &at, const QString &field);
    void checkNumber(const RuleContext &at, const QString &field, qint64 low, qint64 high);
    void checkDataKeys(const RuleContext &at, const QString &field);
    void reportAt(const RuleContext &at, const QString &field, QLatin1StringView rule, const QString &message);
    // The nearest thing that is written: the object's key, or the first key of a list's item.
    Span placeOf(const SchemaFrame &object) const;

    // Of schemas that somebody wrote (customcheck.cpp, customscalar.cpp).
    const CustomNode &customOf(const SchemaFrame &frame) const;
    quint8 jsonTypes(int node) const;
    void checkCustom(const SchemaFrame &frame);
    void checkCustomObject(const SchemaFrame &frame, const CustomNode &custom, int mapping);
    void checkCustomRequired(const SchemaFrame &frame, const CustomNode &custom, int mapping, const QByteArray &name,
                             const std::vector<bool> &seen);
    void unknownCustomField(const SchemaFrame &object, const CustomNode &custom, int key);
    void checkCustomList(const SchemaFrame &frame, const CustomNode &custom, int list);
    void checkCustomDuplicates(const SchemaFrame &frame, const CustomNode &custom, int list);
    void checkCustomEnum(const SchemaFrame &frame, const CustomNode &custom, int node);
    void checkCustomScalar(const SchemaFrame &frame, const CustomNode &custom, int node);
    void checkCustomNumber(const SchemaFrame &frame, const CustomNode &custom, const Scalar &value);
    void checkCustomText(const SchemaFrame &frame, const CustomNode &custom, const QString &text);
    void checkCompositions(const SchemaFrame &frame, const CustomNode &custom);
    void checkCount(const SchemaFrame &frame, qint64 count, qint64 least, qint64 most, const QString &what);
    void reportValue(const SchemaFrame &frame, const QString &wanted);
    SchemaFindings probe(const SchemaFrame &frame, int node);
    QByteArray identityOf(int node) const;
    Span placeOfValue(const SchemaFrame &frame) const;

    void unknownField(const SchemaFrame &object, int key);
    void missingField(const SchemaFrame &object, const SchemaProperty &property);
    void wrongType(const SchemaFrame &frame) { wrongType(frame, frame.schema.type()); }
    void wrongType(const SchemaFrame &frame, SchemaType type);
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
    SchemaNode m_metadata;       // of custom resources
    bool m_customStatus = false; // of the custom resource, status is a subresource
    PatternTime m_patternTime;   // of the whole resource
};

// Of a float; a whole one is an integer once kubectl has made JSON of it.
bool isWholeNumber(const Scalar &scalar);

} // namespace model
