// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include "model/base/say.h"

#include <QStringList>

#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

QString usage(const Command &command)
{
    QStringList words{u"kubewright"_s};
    if (command.name[0]) words += QLatin1String(command.name);
    if (command.arguments[0]) words += QString::fromUtf8(command.arguments);
    return words.join(u' ') + u" [OPTION…]"_s;
}

// "--out OUT", "--wait[=DURATION]"
QString form(const Option &option)
{
    QString name = u"--"_s + QLatin1String(option.name);
    const QString value = option.valueName ? QString::fromUtf8(option.valueName)
                          : option.choices ? QString::fromLatin1(option.choices).replace(u' ', u'|')
                                           : QString();
    switch (option.value) {
    case Option::Value::None: break;
    case Option::Value::Needed: return name + u' ' + value;
    case Option::Value::Optional: return name + u"[="_s + value + u']';
    }
    return name;
}

QString formWithLetter(const Option &option)
{
    return option.letter ? u"-%1, %2"_s.arg(QLatin1Char(option.letter)).arg(form(option)) : u"    "_s + form(option);
}

QString table(const std::vector<std::pair<QString, QString>> &rows)
{
    constexpr qsizetype widest = 34;
    qsizetype width = 0;
    for (const auto &[left, right] : rows) width = std::max(width, left.size());
    width = std::min(width, widest);
    QString text;
    for (const auto &[left, right] : rows) {
        text += u"  "_s + left.leftJustified(width);
        text += (left.size() > width ? u'\n' + QString(width + 2, u' ') : QString()) + u"  "_s + right + u'\n';
    }
    return text;
}

std::vector<const Option *> optionsOf(const Command &command)
{
    std::vector<const Option *> all;
    for (const Option &option : command.options) all.push_back(&option);
    for (const Option &option : commonOptions()) all.push_back(&option);
    return all;
}

QByteArray roff(const QString &text)
{
    QByteArray out = text.toUtf8();
    out.replace('\\', "\\e").replace('-', "\\-").replace("…", "...");
    if (out.startsWith('.') || out.startsWith('\'')) out.prepend("\\&");
    return out;
}

QByteArray manSection(const Command &command)
{
    QByteArray out =
        ".SS " + roff(command.name[0] ? u"kubewright "_s + QLatin1String(command.name) : u"kubewright"_s) + '\n';
    out += ".B " + roff(usage(command)) + "\n.PP\n" + roff(QString::fromUtf8(command.help)) + ".\n";
    for (const Option *option : optionsOf(command)) {
        const QString letter = option->letter ? u"-%1, "_s.arg(QLatin1Char(option->letter)) : QString();
        out += ".TP\n.B " + roff(letter + form(*option)) + '\n' + roff(QString::fromUtf8(option->help)) + ".\n";
    }
    return out + ".PP\nExit status: " + roff(QString::fromUtf8(command.exits)) + ".\n";
}

} // namespace

QString helpText(const Command &command)
{
    QString text = model::say("Usage: %1").arg(usage(command)) + u'\n' + model::say(command.help) + u".\n"_s;
    if (!command.name[0]) {
        std::vector<std::pair<QString, QString>> rows;
        for (const Command &other : commands())
            if (other.name[0] && !other.hidden) rows.emplace_back(QLatin1String(other.name), model::say(other.help));
        text += u'\n' + model::say("Commands (each has a --help of its own):") + u'\n' + table(rows);
    }
    std::vector<std::pair<QString, QString>> rows;
    for (const Option *option : optionsOf(command))
        rows.emplace_back(formWithLetter(*option), model::say(option->help));
    text += u'\n' + model::say("Options:") + u'\n' + table(rows);
    return text + u'\n' + model::say("Exit status: %1.").arg(model::say(command.exits)) + u'\n';
}

QByteArray manPage()
{
    QByteArray out =
        ".\\\" SPDX-FileCopyrightText: 2026 The Kubewright authors\n.\\\" SPDX-License-Identifier: GPL-3.0-or-later\n"
        ".\\\" Made by \"kubewright man\" from the table of options.\n"
        ".TH KUBEWRIGHT 1 \"\" \"Kubewright " KUBEWRIGHT_VERSION "\" \"User commands\"\n"
        ".SH NAME\nkubewright \\- draw Kubernetes workloads, apply them, watch them happen\n.SH SYNOPSIS\n";
    for (const Command &command : commands())
        if (!command.hidden) out += ".B " + roff(usage(command)) + "\n.br\n";
    out += ".SH DESCRIPTION\nData goes to standard output and nothing else does; talk goes to standard error.\n";
    out += "Where an option exists in kubectl, it has the same name and meaning.\n.SH COMMANDS\n";
    for (const Command &command : commands())
        if (!command.hidden) out += manSection(command);
    out += ".SH ENVIRONMENT\n.TP\n.B KUBECONFIG\nThe kubeconfig files, separated by colons, as kubectl reads them.\n";
    out += ".SH SEE ALSO\n.BR kubectl (1)\n";
    return out;
}

} // namespace app
