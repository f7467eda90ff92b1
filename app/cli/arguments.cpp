// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"

#include "model/base/say.h"
#include "model/schema/suggest.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace app {

using model::Error;
using model::Result;
using namespace Qt::StringLiterals;

namespace {

Error notYet(const QString &what)
{
    return {Error::Code::Unsupported, model::say("%1 is not available yet in this version").arg(what)};
}

QString didYouMean(const QString &word, const std::vector<QByteArrayView> &candidates, const QString &form)
{
    const QByteArray utf8 = word.toUtf8();
    const QByteArrayView near = model::nearestWord(utf8, candidates);
    if (near.isEmpty()) return {};
    return u' ' + model::say("(did you mean %1?)").arg(form.arg(QString::fromUtf8(near)));
}

bool isIn(const char *choices, const QString &value)
{
    return choices && QString::fromLatin1(choices).split(u' ').contains(value);
}

// kubectl's and the server's forms of a version, "v1.33.4" and "v1.33.4-gke.1", name the same minor one.
QString minorVersion(const QString &text)
{
    static const QRegularExpression form(u"^v?([0-9]+\\.[0-9]+)(\\.[0-9]+([-+][0-9A-Za-z.+-]*)?)?$"_s);
    const auto match = form.match(text);
    return match.hasMatch() ? match.captured(1) : text;
}

bool isVersion(const Option &option) { return qstrcmp(option.name, "kubernetes-version") == 0; }
bool isLevel(const Option &option) { return option.valueName && qstrcmp(option.valueName, "LEVEL") == 0; }
bool isPath(const Option &option) { return option.valueName && qstrcmp(option.valueName, "PATH") == 0; }
bool isDuration(const Option &option) { return option.valueName && qstrcmp(option.valueName, "DURATION") == 0; }

} // namespace

std::optional<qint64> parseDuration(const QString &text)
{
    constexpr double maxMs = 366.0 * 24 * 3600 * 1000;
    static const QRegularExpression bare(u"^[0-9]{1,9}$"_s);
    static const QRegularExpression whole(u"^(([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h))+$"_s);
    static const QRegularExpression part(u"([0-9.]+)(ns|us|µs|ms|s|m|h)"_s);
    double ms = 0;
    if (bare.match(text).hasMatch()) {
        ms = text.toDouble() * 1000;
    } else {
        if (text.size() > 64 || !whole.match(text).hasMatch()) return std::nullopt;
        static const QHash<QString, double> units{{u"ns"_s, 1e-6}, {u"us"_s, 1e-3}, {u"µs"_s, 1e-3}, {u"ms"_s, 1},
                                                  {u"s"_s, 1e3},   {u"m"_s, 6e4},   {u"h"_s, 3.6e6}};
        for (auto it = part.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            ms += match.captured(1).toDouble() * units.value(match.captured(2));
        }
    }
    return ms <= maxMs ? std::optional(qint64(ms)) : std::nullopt;
}

QString Arguments::value(const char *option, const QString &fallback) const
{
    const QStringList all = values(option);
    return all.isEmpty() || all.last().isEmpty() ? fallback : all.last();
}

std::optional<qint64> Arguments::duration(const char *option) const
{
    const QString text = value(option);
    return text.isEmpty() ? std::nullopt : parseDuration(text);
}

// Reads the words one after the other, as Go's pflag does, which kubectl has.
class ArgumentParser
{
public:
    explicit ArgumentParser(QStringList words) : m_words(std::move(words)) {}

    Result<Arguments> parse()
    {
        if (auto chosen = chooseCommand(); !chosen) return chosen.error();
        while (m_at < m_words.size()) {
            const QString word = m_words[m_at++];
            Result<void> taken;
            if (word == "--"_L1) {
                while (m_at < m_words.size()) m_arguments.m_paths += m_words[m_at++];
            } else if (word.startsWith("--"_L1)) {
                taken = takeLong(word.mid(2));
            } else if (word.size() > 1 && word.startsWith(u'-')) {
                taken = takeLetters(word.mid(1));
            } else {
                m_arguments.m_paths += word;
            }
            if (!taken) return taken.error();
        }
        return finish();
    }

private:
    const Command &command() const { return *m_arguments.m_command; }

    // The first word that is no option and no option's value, as kubectl has it: --context x apply -f y.
    qsizetype placeOfCommand() const
    {
        for (qsizetype i = 0; i < m_words.size() && m_words[i] != "--"_L1; ++i) {
            if (!m_words[i].startsWith(u'-')) return i;
            if (takesNextWord(m_words[i])) ++i;
        }
        return -1;
    }

    static bool takesNextWord(const QString &word)
    {
        for (const Command &candidate : commands())
            for (const Option &option : candidate.options) {
                if (option.value != Option::Value::Needed) continue;
                const QString letter = option.letter ? u"-"_s + QLatin1Char(option.letter) : QString();
                if (word == letter || word == u"--"_s + QLatin1String(option.name)) return true;
            }
        return false;
    }

    Result<void> chooseCommand()
    {
        m_arguments.m_command = &commands().front();
        const qsizetype place = placeOfCommand();
        if (place < 0) return {};
        const QString word = m_words[place];
        for (const char *name : laterCommands())
            if (word == QLatin1String(name)) return notYet(u"kubewright "_s + word);
        for (const Command &candidate : commands()) {
            if (word.isEmpty() || word != QLatin1String(candidate.name)) continue;
            m_arguments.m_command = &candidate;
            m_words.removeAt(place);
            break;
        }
        return {};
    }

    // Every message begins with the command that it is about.
    Error invalid(const QString &message) const
    {
        const QString name = QLatin1String(command().name);
        return {Error::Code::Invalid, name.isEmpty() ? message : name + u": "_s + message};
    }

    Result<const Option *> find(const QString &name) const
    {
        std::vector<QByteArrayView> known;
        for (const auto options : {command().options, commonOptions()}) {
            for (const Option &option : options) {
                if (name == QLatin1String(option.name)) return &option;
                known.push_back(option.name);
            }
        }
        for (const char *later : command().laterOptions)
            if (name == QLatin1String(later)) return notYet(u"--"_s + name);
        return invalid(model::say("unknown option --%1").arg(name) + didYouMean(name, known, u"--%1"_s));
    }

    Result<void> takeLong(const QString &text)
    {
        const qsizetype equals = text.indexOf(u'=');
        const auto option = find(equals < 0 ? text : text.left(equals));
        if (!option) return option.error();
        std::optional<QString> value;
        if (equals >= 0) value = text.mid(equals + 1);
        return take(**option, value, u"--"_s + QLatin1String((*option)->name));
    }

    // Who is used to kubectl gives paths with -f.
    QString pathsStandAlone(QChar letter) const
    {
        if (letter != u'f' || !command().pathsNeeded) return {};
        return u' ' + model::say("(paths stand alone: kubewright %1 %2)")
                          .arg(QLatin1String(command().name), QString::fromUtf8(command().arguments));
    }

    Result<void> takeLetters(QString text)
    {
        while (!text.isEmpty()) {
            const Option *option = nullptr;
            for (const auto options : {command().options, commonOptions()})
                for (const Option &candidate : options)
                    if (candidate.letter && text[0] == QLatin1Char(candidate.letter)) option = &candidate;
            if (!option) return invalid(model::say("unknown option -%1").arg(text.left(1)) + pathsStandAlone(text[0]));
            const QString shown = u'-' + text.left(1);
            text.remove(0, 1);
            std::optional<QString> value;
            if (option->value != Option::Value::None && !text.isEmpty())
                value = text.startsWith(u'=') ? text.mid(1) : text;
            if (value) text.clear();
            if (auto taken = take(*option, value, shown); !taken) return taken;
        }
        return {};
    }

    Result<void> take(const Option &option, std::optional<QString> value, const QString &shown)
    {
        QStringList &values = m_arguments.m_values[QLatin1String(option.name)];
        if (option.value == Option::Value::None) {
            if (value == u"false"_s)
                m_arguments.m_values.remove(QLatin1String(option.name));
            else if (value && value != u"true"_s)
                return invalid(model::say("%1 takes no value").arg(shown));
            return {};
        }
        if (!value && option.value == Option::Value::Needed) {
            if (m_at >= m_words.size())
                return invalid(model::say("%1 needs a value: %2")
                                   .arg(shown, QLatin1String(option.valueName ? option.valueName : option.choices)));
            value = m_words[m_at++];
        }
        if (!value) {
            values += QString();
            return {};
        }
        if (isVersion(option)) value = minorVersion(*value);
        // A path may have commas of its own.
        const bool isWhole = !option.repeatable || (isPath(option) && QFileInfo::exists(*value));
        const QStringList parts = isWhole ? QStringList{*value} : value->split(u',');
        for (const QString &part : parts) {
            if (auto checked = check(option, part, shown); !checked) return checked;
            values += part;
        }
        return {};
    }

    Result<void> check(const Option &option, const QString &value, const QString &shown) const
    {
        if (value.isEmpty()) return invalid(model::say("%1 has an empty value").arg(shown));
        if (isDuration(option) && !parseDuration(value))
            return invalid(model::say("%1: “%2” is no duration (30s, 500ms, 1m30s)").arg(shown, value));
        static const QRegularExpression number(u"^[0-9]{1,9}$"_s);
        if (isLevel(option) && !number.match(value).hasMatch())
            return invalid(model::say("%1: “%2” is no number").arg(shown, value));
        if (!option.choices || isIn(option.choices, value)) return {};
        if (isIn(option.later, value)) return notYet(shown + u' ' + value);
        const QByteArray all(option.choices);
        std::vector<QByteArrayView> known;
        const QList<QByteArray> words = all.split(' ');
        for (const QByteArray &word : words) known.push_back(word);
        return invalid(
            model::say("%1: “%2” is none of %3").arg(shown, value, QString::fromLatin1(all.split(' ').join(", "))) +
            didYouMean(value, known, u"%1"_s));
    }

    Result<Arguments> finish()
    {
        const QStringList &paths = m_arguments.m_paths;
        if (m_arguments.has("help") || m_arguments.has("version")) return m_arguments;
        if (paths.contains(QString())) return invalid(model::say("a path is empty (\"\")"));
        if (!paths.isEmpty() && !command().arguments[0])
            return invalid(model::say("takes no arguments, but got “%1”").arg(paths.first()));
        if (paths.isEmpty() && command().pathsNeeded)
            return invalid(model::say("a path is missing: %1").arg(QString::fromUtf8(command().arguments)));
        return m_arguments;
    }

    QStringList m_words;
    qsizetype m_at = 0;
    Arguments m_arguments;
};

Result<Arguments> Arguments::parse(const QStringList &words) { return ArgumentParser(words).parse(); }

} // namespace app
