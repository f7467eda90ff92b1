// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/fieldpath.h"
#include "model/base/span.h"
#include "model/yaml/resolver.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace model {

enum class YamlKind : quint8 { Scalar, Sequence, Mapping, Alias };
enum class YamlStyle : quint8 { Plain, SingleQuoted, DoubleQuoted, Literal, Folded, Block, Flow };

// A node as it stands in the text. Nodes live in one array, in the order of the text; links are indexes, -1 is none.
// Views look into the document and live as long as it.
struct YamlNode
{
    YamlKind kind = YamlKind::Scalar;
    YamlStyle style = YamlStyle::Plain;
    quint16 hint = 0; // of a scalar's text: texts with other hints are others; 0 says nothing (yamltree.cpp)
    int parent = -1;
    int firstChild = -1; // of a mapping: key, value, key, value, …
    int nextSibling = -1;
    int childCount = 0;
    int target = -1;     // of an alias: the anchored node
    int properties = -1; // of YamlDocument::properties
    bool isText = false; // a scalar without anchor and tag that kubectl reads as a string
    Span span; // bytes of the node itself: quotes and brackets included, anchor, tag, comments and line end not
    QByteArrayView value = {}; // of a scalar: decoded text; of an alias: its name
};

// What may be written before a node.
struct YamlProperties
{
    qsizetype begin = 0; // where the first of them starts
    QByteArray anchor;
    QByteArray tag; // in full ("tag:yaml.org,2002:int"); "!" for the non-specific one
};

// A finding inside one YAML document; offset is a byte of the document's text.
struct YamlIssue
{
    enum class Kind { Syntax, DuplicateKey, BadKey, BadTag, BadMerge, NotJson, Ignored, TooLarge, TooDeep, Alias };
    Kind kind = Kind::Syntax;
    qsizetype offset = 0;
    QString message;
};

// YamlNode::hint of a text.
quint16 textHint(QByteArrayView text);

class YamlRef;

// kubectl tries JSON only at the head of a file (YamlOnly: not here); behind two JSON objects it reads no YAML any
// more.
enum class YamlDialect : quint8 { Any, JsonOnly, YamlOnly };

// One YAML document (as YamlStream cuts a file), immutable and shared between versions of a file. Text that
// is not YAML is kept too: then error() is set and there are no nodes. Any thread.
class YamlDocument
{
public:
    // Never fails: see error(). text is UTF-8; at most limits::maxDocumentBytes and limits::maxDepth are read. A text
    // without a last line end is read as if it had one, as kubectl does.
    static std::shared_ptr<const YamlDocument> parse(QByteArray text, YamlDialect dialect = YamlDialect::Any);

    // A text that is not read, with the error that says why.
    static std::shared_ptr<const YamlDocument> refuse(QByteArray text, const QString &why);

    const QByteArray &text() const { return m_text; }
    YamlDialect dialect() const { return m_dialect; }
    const std::optional<YamlIssue> &error() const { return m_error; }
    // What kubectl refuses though the tree can be read: duplicate keys (only its strict decoding), a merge of what is
    // no mapping, a tag that its text does not fit, numbers that JSON does not have; and text behind the document,
    // which it passes over without a word.
    const std::vector<YamlIssue> &issues() const { return m_issues; }

    // Only comments and white space.
    bool isEmpty() const { return m_nodes.empty(); }
    YamlRef root() const;
    const std::vector<YamlNode> &nodes() const { return m_nodes; }
    // Nothing when the node has neither anchor nor tag.
    const YamlProperties *properties(const YamlNode &node) const
    {
        return node.properties < 0 ? nullptr : &m_properties[size_t(node.properties)];
    }
    // The node's bytes with its anchor and tag.
    Span outerSpan(const YamlNode &node) const
    {
        return {node.properties < 0 ? node.span.begin : m_properties[size_t(node.properties)].begin, node.span.end};
    }
    bool hasAliases() const { return m_hasAliases; }
    bool hasMergesOrDuplicates() const { return m_hasMergesOrDuplicates; }
    // The innermost node whose span holds the offset, or an invalid reference.
    YamlRef nodeAt(qsizetype offset) const;

private:
    friend class BlockReader;
    friend class YamlTreeBuilder;
    friend class YamlChecker;
    friend class JsonTreeBuilder;
    QByteArray m_text;
    std::vector<YamlNode> m_nodes;
    std::vector<YamlProperties> m_properties;
    std::vector<QByteArray> m_decoded; // texts of scalars that differ from their bytes
    YamlDialect m_dialect = YamlDialect::Any;
    bool m_hasAliases = false;
    bool m_hasMergesOrDuplicates = false;
    std::optional<YamlIssue> m_error;
    std::vector<YamlIssue> m_issues;
};

// A node to read from: cheap, copied, valid while its document lives. Reading goes through aliases and merge keys as
// kubectl does; every question to an invalid reference answers "nothing".
class YamlRef
{
public:
    using EntryVisitor = std::function<void(const QString &key, YamlRef keyNode, YamlRef value)>;

    YamlRef() = default;
    YamlRef(const YamlDocument *document, int index) : m_document(document), m_index(index) {}

    bool isValid() const { return m_document && m_index >= 0; }
    explicit operator bool() const { return isValid(); }
    const YamlDocument *document() const { return m_document; }
    int index() const { return m_index; }
    // The node as written here (an alias stays one), and what it stands for.
    const YamlNode &written() const;
    const YamlNode &node() const;

    bool isMapping() const { return isValid() && node().kind == YamlKind::Mapping; }
    bool isSequence() const { return isValid() && node().kind == YamlKind::Sequence; }
    bool isScalar() const { return isValid() && node().kind == YamlKind::Scalar; }
    bool isNull() const { return isScalar() && scalar().type == ScalarType::Null; }

    // A mapping's value, as goyaml.v2 decodes it: of equal keys the last one; a merge counts where it stands, so it
    // overrides what is written above it; in a list of merges earlier ones win.
    YamlRef operator[](QStringView key) const;
    // The key's own node, for its span; of equal keys the last one. Only keys written in this mapping itself.
    YamlRef keyNode(QStringView key) const;
    // A sequence's item.
    YamlRef at(int index) const;
    YamlRef at(const FieldPath &path) const;
    int size() const; // entries or items as written
    // Each key once, with the value that operator[] gives: the mapping's own keys in the order of the text, merged ones
    // behind them.
    void forEachEntry(const EntryVisitor &visit) const;
    void forEachItem(const std::function<void(int index, YamlRef item)> &visit) const;

    Scalar scalar() const;  // String when this is no scalar
    QString text() const;   // a scalar's text whatever its type; else empty
    QString string() const; // a scalar's text when it is a string to kubectl; else empty
    // Also of 3.0 and 8e5, of which kubectl makes 3 and 800000.
    std::optional<qint64> integer() const;
    std::optional<bool> boolean() const;

    QByteArray anchor() const; // as written here
    QByteArray tag() const;    // of what it stands for

    Span span() const { return isValid() ? written().span : Span(); }
    // The way from the root (of the document) to this node as written. Costs a walk over the siblings on each level.
    FieldPath path() const;
    YamlRef parent() const;

private:
    YamlRef child(int index) const { return {m_document, index}; }
    int resolvedIndex() const;
    YamlRef findMerged(QStringView key) const;
    void forEachMergedEntry(const EntryVisitor &visit) const;
    const YamlDocument *m_document = nullptr;
    int m_index = -1;
};

// A mapping key as kubectl sees it: booleans and numbers become their text ("true", "1"). Goes through an alias.
QString keyText(YamlRef key);
// keyText(key) == text, without building a string.
bool keyIs(YamlRef key, QStringView text);
// `<<`, plain or tagged !!merge.
bool isMergeKey(YamlRef key);

} // namespace model
