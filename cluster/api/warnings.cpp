// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/api/warnings.h"

#include "cluster/api/status.h"

#include <optional>

namespace cluster {

namespace {

// Reads  code SP agent SP quoted-text [SP quoted-date]  one after the other, with commas between: Qt joins repeated
// headers so.
class WarningReader
{
public:
    explicit WarningReader(const QByteArray &text) : m_text(text) {}

    struct Warning
    {
        QByteArray code;
        QByteArray text;
    };
    std::optional<Warning> next()
    {
        skip(" \t,");
        Warning warning;
        warning.code = word();
        skip(" ");
        const QByteArray agent = word();
        skip(" ");
        const auto text = quoted();
        if (warning.code.size() != 3 || agent.isEmpty() || !text) return std::nullopt;
        warning.text = *text;
        if (peek() == ' ' && m_text.mid(m_at, 2) == " \"") {
            ++m_at;
            if (!quoted()) return std::nullopt;
        }
        return warning;
    }

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skip(const char *any)
    {
        while (m_at < m_text.size() && strchr(any, m_text[m_at])) ++m_at;
    }
    QByteArray word()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && m_text[m_at] > ' ' && m_text[m_at] != ',' && m_text[m_at] != '"') ++m_at;
        return m_text.mid(start, m_at - start);
    }
    std::optional<QByteArray> quoted()
    {
        if (peek() != '"') return std::nullopt;
        QByteArray text;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '"') {
                ++m_at;
                return text;
            }
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size()) ++m_at;
            text += m_text[m_at];
        }
        return std::nullopt;
    }

    const QByteArray m_text;
    qsizetype m_at = 0;
};

} // namespace

QStringList readWarnings(const ResponseHead &head)
{
    QStringList texts;
    for (const auto &[name, value] : head.headers) {
        if (name != "warning") continue;
        WarningReader reader(value);
        while (const auto warning = reader.next()) {
            const QString text = inertText(QString::fromUtf8(warning->text)).trimmed();
            if (warning->code != "299" || text.isEmpty() || texts.contains(text)) continue;
            if (texts.size() == maxWarnings) return texts;
            texts.append(text);
        }
    }
    return texts;
}

} // namespace cluster
