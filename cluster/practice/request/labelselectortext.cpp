// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/request/labelselectortext.h"

#include "cluster/practice/base/fielderrors.h"
#include "cluster/practice/validation/names.h"

#include <algorithm>
#include <optional>
#include <set>

namespace practice {

// Reads the text by Go's grammar, and fails with Go's words.
class LabelSelectorParser
{
public:
    explicit LabelSelectorParser(const QString &text) : m_text(text) { scan(); }
    Answer<LabelSelectorText> parse();

private:
    using Operator = LabelSelectorText::Operator;
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

    std::optional<QString> requirement(LabelSelectorText::Requirement &out);
    std::optional<QString> values(std::set<QString> &out);
    std::optional<QString> list(std::set<QString> &out);
    std::optional<QString> oneValue(std::set<QString> &out);
    static std::optional<QString> check(const LabelSelectorText::Requirement &requirement);

    const QString &m_text;
    qsizetype m_position = 0;
    std::vector<Token> m_tokens;
    size_t m_at = 0;
};

namespace {

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

} // namespace

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

Answer<LabelSelectorText> LabelSelectorParser::parse()
{
    LabelSelectorText selector;
    while (true) {
        const Kind kind = peekKind();
        if (kind == Kind::End) return selector;
        if (kind != Kind::Identifier && kind != Kind::Not)
            return ApiStatus::badRequest(found(peek().text, QStringLiteral("!, identifier, or 'end of string'")));
        LabelSelectorText::Requirement requirement;
        if (auto why = this->requirement(requirement))
            return ApiStatus::badRequest(QStringLiteral("unable to parse requirement: ") + *why);
        selector.m_requirements.push_back(std::move(requirement));
        const Token &token = next();
        if (token.kind == Kind::End) return selector;
        if (token.kind != Kind::Comma)
            return ApiStatus::badRequest(found(token.text, QStringLiteral("',' or 'end of string'")));
        if (const Kind after = peekKind(); after != Kind::Identifier && after != Kind::Not)
            return ApiStatus::badRequest(found(peek().text, QStringLiteral("identifier after ','")));
    }
}

std::optional<QString> LabelSelectorParser::requirement(LabelSelectorText::Requirement &out)
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

std::optional<QString> LabelSelectorParser::check(const LabelSelectorText::Requirement &requirement)
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

Answer<LabelSelectorText> LabelSelectorText::read(const QString &text)
{
    auto selector = LabelSelectorParser(text).parse();
    if (!selector) return selector;
    std::vector<Requirement> &requirements = selector->m_requirements;
    std::stable_sort(requirements.begin(), requirements.end(),
                     [](const Requirement &a, const Requirement &b) { return a.key < b.key; });
    selector->m_positive = std::size_t(std::count_if(requirements.begin(), requirements.end(),
                                                     [](const Requirement &r) { return !matches(r, std::nullopt); }));
    return selector;
}

bool LabelSelectorText::matches(const Requirement &requirement, std::optional<QStringView> value)
{
    const auto listed = [&requirement, &value] {
        return std::binary_search(requirement.values.begin(), requirement.values.end(), *value);
    };
    switch (requirement.op) {
    case Operator::In: return value && listed();
    case Operator::NotIn: return !value || !listed();
    case Operator::Exists: return value.has_value();
    case Operator::DoesNotExist: return !value;
    case Operator::GreaterThan:
    case Operator::LessThan: {
        bool ok = false;
        const qint64 number = value ? value->toLongLong(&ok) : 0;
        if (!ok) return false;
        const qint64 bound = requirement.values.front().toLongLong();
        return requirement.op == Operator::GreaterThan ? number > bound : number < bound;
    }
    }
    return false;
}

bool LabelSelectorText::matches(const ObjectFacts &facts) const
{
    const std::size_t labels = facts.labels.size() / 2;
    if (labels >= m_requirements.size())
        return std::all_of(m_requirements.begin(), m_requirements.end(), [&facts](const Requirement &requirement) {
            return matches(requirement, facts.label(requirement.key));
        });
    // What no label meets is fulfilled, but for the positive ones.
    std::size_t positive = 0;
    for (std::size_t i = 0; i < labels; ++i) {
        const QStringView key = facts.labels.at(2 * i);
        auto requirement = std::partition_point(m_requirements.begin(), m_requirements.end(),
                                                [key](const Requirement &candidate) { return candidate.key < key; });
        for (; requirement != m_requirements.end() && requirement->key == key; ++requirement) {
            if (!matches(*requirement, facts.labels.at(2 * i + 1))) return false;
            positive += !matches(*requirement, std::nullopt);
        }
    }
    return positive == m_positive;
}

} // namespace practice
