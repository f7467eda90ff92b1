// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/labelselectortext.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/names.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace practice {

namespace {

enum class Operator : quint8 { In, NotIn, Exists, DoesNotExist, GreaterThan, LessThan };

struct Requirement
{
    QString key;
    Operator op = Operator::Exists;
    std::vector<QString> values; // sorted, each once; one number as text for GreaterThan and LessThan
};

// Reads the text by Go's grammar, and fails with Go's words.
class LabelSelectorParser
{
public:
    explicit LabelSelectorParser(const QString &text) : m_text(text) { scan(); }
    Answer<std::vector<Requirement>> parse();

private:
    enum class Kind : quint8 {
        Error,
        End,
        Close,
        Comma,
        Not,
        DoubleEquals,
        Equals,
        Greater,
        Identifier,
        In,
        Less,
        NotEquals,
        NotIn,
        Open
    };
    struct Token
    {
        Kind kind;
        QString text;
    };

    void scan();
    // Go's lexer takes a null for the end, and goes on behind one that ends a token.
    void skipNull() { m_position += m_position < m_text.size() && m_text.at(m_position).isNull(); }
    Token symbol();
    Token word();
    // in and notin are names where a value may stand.
    Kind kindAt(size_t at) const;
    const Token &next() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }
    const Token &peek() const { return m_tokens[std::min(m_at, m_tokens.size() - 1)]; }
    Kind peekKind() const { return kindAt(m_at); }

    std::optional<QString> requirement(Requirement &out);
    std::optional<QString> values(std::set<QString> &out);
    std::optional<QString> list(std::set<QString> &out);
    std::optional<QString> oneValue(std::set<QString> &out);
    static std::optional<QString> check(const Requirement &requirement);

    const QString &m_text;
    qsizetype m_position = 0;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

bool isSymbol(QChar c) { return QStringView(u"=!(),><").contains(c); }

bool isSpace(QChar c) { return c == u' ' || c == u'\t' || c == u'\r' || c == u'\n'; }

QString found(const QString &text, const QString &expected)
{
    return QStringLiteral("found '%1', expected: %2").arg(text, expected);
}

QString invalidValue(const QString &where, const QString &value, const Problems &problems)
{
    return where + QStringLiteral(": Invalid value: ") + goQuoted(value) + QStringLiteral(": ") + problems.front();
}

LabelSelectorParser::Token LabelSelectorParser::symbol()
{
    static const std::pair<QStringView, Kind> symbols[] = {
        {u")", Kind::Close},         {u",", Kind::Comma},      {u"!", Kind::Not},
        {u"==", Kind::DoubleEquals}, {u"=", Kind::Equals},     {u">", Kind::Greater},
        {u"<", Kind::Less},          {u"!=", Kind::NotEquals}, {u"(", Kind::Open}};
    QString buffer;
    std::optional<Token> last;
    while (m_position < m_text.size() && isSymbol(m_text.at(m_position))) {
        buffer += m_text.at(m_position);
        const auto *entry = std::find_if(std::begin(symbols), std::end(symbols),
                                         [&buffer](const auto &s) { return s.first == buffer; });
        if (entry != std::end(symbols))
            last = Token{entry->second, buffer};
        else if (last)
            break;
        ++m_position;
    }
    if (!last || buffer == last->text) skipNull();
    return last ? *last : Token{Kind::Error, QStringLiteral("error expected: keyword found '%1'").arg(buffer)};
}

LabelSelectorParser::Token LabelSelectorParser::word()
{
    const qsizetype start = m_position;
    while (m_position < m_text.size() && !isSymbol(m_text.at(m_position)) && !isSpace(m_text.at(m_position)) &&
           !m_text.at(m_position).isNull())
        ++m_position;
    const QString text = m_text.mid(start, m_position - start);
    skipNull();
    return {text == u"in" ? Kind::In : text == u"notin" ? Kind::NotIn : Kind::Identifier, text};
}

void LabelSelectorParser::scan()
{
    while (true) {
        while (m_position < m_text.size() && isSpace(m_text.at(m_position))) ++m_position;
        if (m_position >= m_text.size() || m_text.at(m_position).isNull()) break;
        m_tokens.push_back(isSymbol(m_text.at(m_position)) ? symbol() : word());
    }
    m_tokens.push_back({Kind::End, QString()});
}

LabelSelectorParser::Kind LabelSelectorParser::kindAt(size_t at) const
{
    const Kind kind = m_tokens[std::min(at, m_tokens.size() - 1)].kind;
    return kind == Kind::In || kind == Kind::NotIn ? Kind::Identifier : kind;
}

Answer<std::vector<Requirement>> LabelSelectorParser::parse()
{
    std::vector<Requirement> all;
    while (true) {
        const Kind kind = peekKind();
        if (kind == Kind::End) return all;
        if (kind != Kind::Identifier && kind != Kind::Not)
            return ApiStatus::badRequest(found(peek().text, QStringLiteral("!, identifier, or 'end of string'")));
        Requirement requirement;
        if (auto why = this->requirement(requirement))
            return ApiStatus::badRequest(QStringLiteral("unable to parse requirement: ") + *why);
        all.push_back(std::move(requirement));
        const Token &token = next();
        if (token.kind == Kind::End) return all;
        if (token.kind != Kind::Comma)
            return ApiStatus::badRequest(found(token.text, QStringLiteral("',' or 'end of string'")));
        if (const Kind after = peekKind(); after != Kind::Identifier && after != Kind::Not)
            return ApiStatus::badRequest(found(peek().text, QStringLiteral("identifier after ','")));
    }
}

std::optional<QString> LabelSelectorParser::requirement(Requirement &out)
{
    const bool negated = peekKind() == Kind::Not;
    if (negated) next();
    if (peekKind() != Kind::Identifier) return found(peek().text, QStringLiteral("identifier"));
    out.key = next().text;
    if (const Problems problems = qualifiedNameProblems(out.key); !problems.empty())
        return invalidValue(QStringLiteral("<nil>"), out.key, problems);
    if (negated || peekKind() == Kind::End || peekKind() == Kind::Comma) {
        out.op = negated ? Operator::DoesNotExist : Operator::Exists;
        return std::nullopt;
    }
    std::set<QString> values;
    const Token &token = next();
    std::optional<QString> why;
    switch (token.kind) {
    case Kind::In:
    case Kind::NotIn:
        out.op = token.kind == Kind::In ? Operator::In : Operator::NotIn;
        why = this->values(values);
        break;
    case Kind::Equals:
    case Kind::DoubleEquals:
    case Kind::NotEquals:
        out.op = token.kind == Kind::NotEquals ? Operator::NotIn : Operator::In;
        why = oneValue(values);
        break;
    case Kind::Greater:
    case Kind::Less:
        out.op = token.kind == Kind::Greater ? Operator::GreaterThan : Operator::LessThan;
        why = oneValue(values);
        break;
    default: return found(token.text, QStringLiteral("in, notin, =, ==, !=, gt, lt"));
    }
    if (why) return why;
    out.values.assign(values.begin(), values.end());
    return check(out);
}

std::optional<QString> LabelSelectorParser::check(const Requirement &requirement)
{
    for (size_t i = 0; i < requirement.values.size(); ++i) {
        const QString &value = requirement.values[i];
        const QString where = QStringLiteral("values[%1]").arg(i);
        if (requirement.op == Operator::GreaterThan || requirement.op == Operator::LessThan) {
            bool ok = false;
            value.toLongLong(&ok);
            if (!ok)
                return invalidValue(where, value,
                                    {QStringLiteral("for 'Gt', 'Lt' operators, the value must be an integer")});
        }
        if (const Problems problems = labelValueProblems(value); !problems.empty())
            return invalidValue(where + u'[' + requirement.key + u']', value, problems);
    }
    return std::nullopt;
}

std::optional<QString> LabelSelectorParser::values(std::set<QString> &out)
{
    const Token &open = next();
    if (open.kind != Kind::Open) return QStringLiteral("found '%1' expected: '('").arg(open.text);
    const QString first = peek().text;
    switch (peekKind()) {
    case Kind::Identifier:
    case Kind::Comma:
        if (auto why = list(out)) return why;
        if (next().kind != Kind::Close) return found(first, QStringLiteral("')'"));
        return std::nullopt;
    case Kind::Close:
        next();
        out.insert(QString());
        return std::nullopt;
    default: return found(first, QStringLiteral("',', ')' or identifier"));
    }
}

std::optional<QString> LabelSelectorParser::list(std::set<QString> &out)
{
    while (true) {
        const Kind kind = peekKind();
        const Token &token = next();
        if (kind == Kind::Identifier) {
            out.insert(token.text);
            if (peekKind() == Kind::Close) return std::nullopt;
            if (peekKind() != Kind::Comma) return found(peek().text, QStringLiteral("',' or ')'"));
        } else if (kind == Kind::Comma) {
            if (out.empty()) out.insert(QString()); // "(,"
            if (peekKind() == Kind::Close) {
                out.insert(QString());
                return std::nullopt;
            }
            if (peekKind() == Kind::Comma) {
                next();
                out.insert(QString());
            }
        } else {
            return found(token.text, QStringLiteral("',', or identifier"));
        }
    }
}

std::optional<QString> LabelSelectorParser::oneValue(std::set<QString> &out)
{
    if (peekKind() == Kind::End || peekKind() == Kind::Comma) {
        out.insert(QString());
        return std::nullopt;
    }
    const Kind kind = peekKind();
    const Token &token = next();
    if (kind != Kind::Identifier) return found(token.text, QStringLiteral("identifier"));
    out.insert(token.text);
    return std::nullopt;
}

// What the requirements on one key come to.
struct Merged
{
    bool isRequired = false;
    bool isForbidden = false;
    bool isListed = false;
    std::set<QString> in;
    std::set<QString> notIn;
    std::optional<qint64> above;
    std::optional<qint64> below;

    void add(const Requirement &requirement)
    {
        const std::vector<QString> &values = requirement.values;
        isRequired = isRequired || (requirement.op != Operator::NotIn && requirement.op != Operator::DoesNotExist);
        switch (requirement.op) {
        case Operator::Exists: return;
        case Operator::DoesNotExist: isForbidden = true; return;
        case Operator::NotIn: return notIn.insert(values.begin(), values.end());
        case Operator::In:
            if (std::exchange(isListed, true))
                std::erase_if(in, [&values](const QString &value) {
                    return !std::binary_search(values.begin(), values.end(), value);
                });
            else
                in.insert(values.begin(), values.end());
            return;
        case Operator::GreaterThan:
            above = std::max(values.front().toLongLong(), above.value_or(std::numeric_limits<qint64>::min()));
            return;
        case Operator::LessThan:
            below = std::min(values.front().toLongLong(), below.value_or(std::numeric_limits<qint64>::max()));
            return;
        }
    }
};

} // namespace

class LabelSelectorBuilder
{
public:
    static LabelSelectorText build(const std::vector<Requirement> &requirements)
    {
        std::map<QString, Merged> byKey;
        for (const Requirement &requirement : requirements) byKey[requirement.key].add(requirement);
        LabelSelectorText out;
        out.m_rules.reserve(byKey.size());
        for (const auto &[key, merged] : byKey) {
            out.m_required += merged.isRequired;
            out.m_rules.push_back({.key = put(out, key),
                                   .isRequired = merged.isRequired,
                                   .isForbidden = merged.isForbidden,
                                   .isListed = merged.isListed,
                                   .in = put(out, merged.in),
                                   .notIn = put(out, merged.notIn),
                                   .above = merged.above,
                                   .below = merged.below});
        }
        out.m_text.squeeze();
        out.m_values.shrink_to_fit();
        return out;
    }

private:
    static LabelSelectorText::Text put(LabelSelectorText &out, const QString &text)
    {
        const LabelSelectorText::Text place{quint32(out.m_text.size()), quint32(text.size())};
        out.m_text += text;
        return place;
    }
    static LabelSelectorText::Values put(LabelSelectorText &out, const std::set<QString> &values)
    {
        const LabelSelectorText::Values place{quint32(out.m_values.size()), quint32(values.size())};
        for (const QString &value : values) out.m_values.push_back(put(out, value));
        return place;
    }
};

Answer<LabelSelectorText> LabelSelectorText::read(const QString &text)
{
    auto requirements = LabelSelectorParser(text).parse();
    if (!requirements) return std::move(requirements).status();
    return LabelSelectorBuilder::build(*requirements);
}

bool LabelSelectorText::has(Values values, QStringView value) const
{
    const auto begin = m_values.begin() + values.at;
    const auto end = begin + values.count;
    const auto found =
        std::lower_bound(begin, end, value, [this](Text text, QStringView wanted) { return view(text) < wanted; });
    return found != end && view(*found) == value;
}

bool LabelSelectorText::accepts(const Rule &rule, QStringView value) const
{
    if (rule.isForbidden || (rule.isListed && !has(rule.in, value)) || has(rule.notIn, value)) return false;
    if (!rule.above && !rule.below) return true;
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    return ok && (!rule.above || number > *rule.above) && (!rule.below || number < *rule.below);
}

bool LabelSelectorText::matches(const ObjectFacts &facts) const
{
    qsizetype met = 0;
    for (std::size_t i = 0; i + 1 < facts.labels.size(); i += 2) {
        const QStringView wanted = facts.labels.at(i);
        const auto rule = std::lower_bound(m_rules.begin(), m_rules.end(), wanted,
                                           [this](const Rule &one, QStringView k) { return view(one.key) < k; });
        if (rule == m_rules.end() || view(rule->key) != wanted) continue;
        if (!accepts(*rule, facts.labels.at(i + 1))) return false;
        met += rule->isRequired;
    }
    return met == m_required;
}

} // namespace practice
