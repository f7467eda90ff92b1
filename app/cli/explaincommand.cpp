// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/explaincluster.h"
#include "app/cli/explainkind.h"
#include "app/cli/explainrule.h"
#include "app/cli/schemas.h"
#include "app/cli/talk.h"
#include "model/base/say.h"
#include "model/rules/catalogue.h"
#include "model/schema/suggest.h"
#include "model/wire/json.h"
#include "model/yaml/yamlstream.h"
#include "model/yaml/yamlvalue.h"

#include <deque>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// The kinds of --kubernetes-version and --schema.
struct KindsOfFiles
{
    model::KnownKinds kinds;
    std::deque<model::Value> documents = {}; // what they point into
    QStringList errors = {};

    void read(const model::ReadFile &file)
    {
        std::vector<model::Value> values;
        if (file.text.trimmed().startsWith('{')) {
            if (const auto json = model::readJson(file.text)) values.push_back(json->value);
        } else {
            const model::YamlStream stream = model::YamlStream::parse(file.text);
            for (const model::YamlStream::Part &part : stream.parts())
                if (const auto value = model::toValue(part.document->root())) values.push_back(*value);
        }
        for (model::Value &value : values) {
            documents.push_back(std::move(value));
            model::addKinds(kinds, model::foreignKinds(documents.back(), file.path));
        }
    }
};

KindsOfFiles kindsOf(const Arguments &arguments)
{
    const QByteArray version = arguments.value("kubernetes-version").toUtf8();
    KindsOfFiles all{
        model::builtinKinds(version.isEmpty() ? model::SchemaStore::newest() : model::SchemaStore::nearest(version))};
    const auto errors =
        readSchemaFiles(arguments, [&all](const model::ReadFile &file, const model::CustomKinds &) { all.read(file); });
    for (const model::Error &error : errors) all.errors += error.toString();
    return all;
}

// A rule is written with hyphens, and no kind or field is.
bool looksLikeRule(const QString &word) { return word.contains(u'-') && !word.contains(u'.') && !word.contains(u'/'); }

int unknownRule(const QString &word)
{
    std::vector<QByteArray> names = model::ruleIds();
    for (const QString &edge : edgeRuleWords()) names.push_back(edge.toUtf8());
    const QByteArrayView near = model::nearestWord(word.toUtf8(), {names.begin(), names.end()});
    const QString hint =
        near.isEmpty() ? QString() : u' ' + model::say("(did you mean %1?)").arg(QString::fromUtf8(near));
    return cannotRun(model::say("explain: there is no rule “%1”").arg(word) + hint);
}

int notExplained(const model::Error &error) { return cannotRun(u"explain: "_s + error.message); }

// Everything that is asked for, in order.
class Explainer
{
public:
    explicit Explainer(const Arguments &arguments) : m_arguments(arguments), m_known(kindsOf(arguments)) {}

    int run()
    {
        if (!m_known.errors.isEmpty()) return cannotRun(u"explain: "_s + m_known.errors.join(u"; "_s));
        QStringList kinds;
        for (const QString &word : m_arguments.paths()) {
            auto text = explainRule(word);
            if (!text) text = explainEdgeRule(word);
            if (!text && looksLikeRule(word)) return unknownRule(word);
            m_texts += text.value_or(QString());
            if (!text) kinds += word;
        }
        const bool asksCluster = m_arguments.has("context") || m_arguments.has("kubeconfig");
        const int status = kinds.isEmpty() ? 0 : asksCluster ? runConnected(kinds) : runAlone(kinds);
        if (status == 0) putData(m_texts.join(u'\n').toUtf8());
        return status;
    }

private:
    int runAlone(const QStringList &words)
    {
        for (qsizetype i = 0; i < words.size(); ++i) {
            auto explained = explainHere(words[i]);
            if (!explained && i > 0) {
                // kubectl's users write a dot between them.
                const QString joined = words[i - 1] + u'.' + words[i];
                if (explainHere(joined))
                    explained =
                        model::Error{model::Error::Code::NotFound,
                                     model::say("there is no kind “%1” (did you mean %2?)").arg(words[i], joined)};
            }
            if (const int status = add(explained, model::say("Its schema says"))) return status;
        }
        return 0;
    }

    int runConnected(const QStringList &words)
    {
        auto access = ClusterAccess::open(m_arguments);
        if (!access) return cannotRun(access.error().toString());
        const QString source = model::say("The cluster of context %1 says").arg(access->connection.context.name);
        int status = 0;
        ClusterExplainer explainer(*std::move(access), words, [&](const QString &, const auto &explained) {
            status = add(explained, source);
            return status == 0;
        });
        const auto error = explainer.run();
        return error ? cannotRun(error->toString()) : status;
    }

    model::Result<model::Explanation> explainHere(const QString &word) const
    {
        const auto asked = model::findKind(m_known.kinds, word);
        if (!asked) return asked.error();
        return model::explainField(*asked);
    }

    int add(const model::Result<model::Explanation> &explained, const QString &source)
    {
        if (!explained) return notExplained(explained.error());
        const QString text = m_arguments.has("recursive") ? treeText(*explained) : explanationText(*explained, source);
        // In the place of the word that asked for it.
        const qsizetype place = m_texts.indexOf(QString());
        if (place < 0)
            m_texts += text;
        else
            m_texts[place] = text;
        return 0;
    }

    const Arguments &m_arguments;
    const KindsOfFiles m_known;
    QStringList m_texts; // empty: not told yet
};

} // namespace

int runExplain(const Arguments &arguments)
{
    if (!arguments.paths().isEmpty()) return Explainer(arguments).run();
    putData(listRules().toUtf8());
    return 0;
}

} // namespace app
