// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/discovery/jsonpath.h"

namespace practice {

using model::Value;

// Goes through the text once; no step stands inside another but a filter's path, which has no filters.
class JsonPath::Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) {}

    // Up to the end, or in a filter up to what cannot belong to a path.
    bool readSteps(std::vector<Step> &steps, bool inFilter)
    {
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at];
            if (c != u'.' && c != u'[') return inFilter;
            ++m_at;
            if (!(c == u'.' ? readField(steps) : readBracket(steps, inFilter))) return false;
        }
        return !inFilter;
    }

private:
    bool take(QStringView word)
    {
        if (!m_text.sliced(m_at).startsWith(word)) return false;
        m_at += word.size();
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at] == u' ') ++m_at;
    }

    bool readField(std::vector<Step> &steps)
    {
        if (take(u"*")) {
            steps.push_back({Step::Sort::All});
            return true;
        }
        QString name;
        while (m_at < m_text.size() && !QStringView(u".[]()=!<> ").contains(m_text[m_at])) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) ++m_at;
            name += m_text[m_at++];
        }
        // "." alone is the object itself; ".." would search everything below, which columns must not.
        if (name.isEmpty()) return m_at == m_text.size() && steps.empty();
        steps.push_back({Step::Sort::Field, name});
        return true;
    }

    bool readBracket(std::vector<Step> &steps, bool inFilter)
    {
        if (take(u"*]")) {
            steps.push_back({Step::Sort::All});
            return true;
        }
        if (!inFilter && take(u"?(")) return readFilter(steps);
        const qsizetype end = m_text.indexOf(u']', m_at);
        if (end < 0) return false;
        if (m_text[m_at] == u'\'') return readKey(steps, m_text.sliced(m_at, end - m_at));
        bool good = false;
        const qint64 index = m_text.sliced(m_at, end - m_at).toLongLong(&good);
        if (!good) return false;
        m_at = end + 1;
        Step step{Step::Sort::Index};
        step.index = index;
        steps.push_back(std::move(step));
        return true;
    }

    // "'a.b'" is the field b of the field a, as client-go's jsonpath has it: a dot of the name needs its backslash.
    bool readKey(std::vector<Step> &steps, QStringView key)
    {
        m_at += key.size() + 1;
        if (key.size() < 3 || !key.endsWith(u'\'')) return false;
        key = key.sliced(1, key.size() - 2);
        const QString path = u'.' + key.toString();
        return !key.contains(u'\'') && !key.contains(u'[') && Parser(path).readSteps(steps, false);
    }

    std::optional<QString> readQuoted()
    {
        const QChar quote = m_text[m_at++];
        QString text;
        while (m_at < m_text.size() && m_text[m_at] != quote) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size()) ++m_at;
            text += m_text[m_at++];
        }
        if (m_at == m_text.size()) return std::nullopt;
        ++m_at;
        return text;
    }

    bool readFilter(std::vector<Step> &steps)
    {
        Step step{Step::Sort::Filter};
        skipSpace();
        if (!take(u"@") || !readSteps(step.filter, true)) return false;
        skipSpace();
        for (const QStringView operation : {u"==", u"!=", u"<=", u">=", u"<", u">"})
            if (step.operation.isEmpty() && take(operation)) step.operation = operation.toString();
        skipSpace();
        if (!step.operation.isEmpty() && !readOperand(step.operand)) return false;
        skipSpace();
        steps.push_back(std::move(step));
        return take(u")]");
    }

    bool readOperand(Value &operand)
    {
        if (m_at == m_text.size()) return false;
        if (m_text[m_at] == u'\'' || m_text[m_at] == u'"') {
            const std::optional<QString> text = readQuoted();
            if (text) operand = *text;
            return text.has_value();
        }
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end] != u')' && m_text[end] != u' ') ++end;
        const QStringView word = m_text.sliced(m_at, end - m_at);
        m_at = end;
        if (word == u"true" || word == u"false") {
            operand = word == u"true";
            return true;
        }
        bool good = false;
        operand = word.toDouble(&good);
        return good;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

std::optional<JsonPath> JsonPath::parse(QStringView text)
{
    if (text.startsWith(u'{') && text.endsWith(u'}')) text = text.sliced(1, text.size() - 2);
    JsonPath path;
    if (text.isEmpty() || !Parser(text).readSteps(path.m_steps, false)) return std::nullopt;
    return path;
}

namespace {

std::optional<double> numberOf(const Value &value)
{
    if (const qint64 *integer = value.integer()) return double(*integer);
    if (const double *number = value.number()) return *number;
    return std::nullopt;
}

// -1, 0, 1; nothing for values of different types.
std::optional<int> compared(const Value &a, const Value &b)
{
    if (a.string() && b.string()) return *a.string() < *b.string() ? -1 : *a.string() == *b.string() ? 0 : 1;
    if (a.boolean() && b.boolean()) return int(*a.boolean()) - int(*b.boolean());
    const std::optional<double> left = numberOf(a);
    const std::optional<double> right = numberOf(b);
    if (!left || !right) return std::nullopt;
    return *left < *right ? -1 : *left == *right ? 0 : 1;
}

} // namespace

bool JsonPath::matches(const Step &step, const Value &value)
{
    const std::vector<const Value *> found = walk(step.filter, value);
    if (step.operation.isEmpty()) return !found.empty();
    if (found.empty()) return false;
    const std::optional<int> difference = compared(*found.front(), step.operand);
    if (!difference) return step.operation == u"!=";
    if (step.operation == u"==") return *difference == 0;
    if (step.operation == u"!=") return *difference != 0;
    if (step.operation == u"<") return *difference < 0;
    if (step.operation == u"<=") return *difference <= 0;
    return step.operation == u">" ? *difference > 0 : *difference >= 0;
}

void JsonPath::apply(const Step &step, const Value &value, std::vector<const Value *> &found)
{
    if (step.sort == Step::Sort::Field) {
        if (const Value *below = value.find(step.name)) found.push_back(below);
        return;
    }
    if (const model::ValueMap *map = value.map(); map && step.sort == Step::Sort::All) {
        for (const auto &entry : *map) found.push_back(&entry.second);
        return;
    }
    const model::ValueList *list = value.list();
    if (!list) return;
    if (step.sort == Step::Sort::Index) {
        const qint64 size = qint64(list->size());
        const qint64 index = step.index < 0 ? step.index + size : step.index;
        if (index >= 0 && index < size) found.push_back(&(*list)[std::size_t(index)]);
        return;
    }
    for (const Value &below : *list)
        if (step.sort == Step::Sort::All || matches(step, below)) found.push_back(&below);
}

std::vector<const Value *> JsonPath::walk(const std::vector<Step> &steps, const Value &value)
{
    std::vector<const Value *> current{&value};
    for (const Step &step : steps) {
        std::vector<const Value *> next;
        for (const Value *one : current) apply(step, *one, next);
        current = std::move(next);
    }
    return current;
}

std::vector<const Value *> JsonPath::find(const Value &object) const { return walk(m_steps, object); }

} // namespace practice
