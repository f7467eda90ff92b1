// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/document/templates.h"

#include "model/base/say.h"
#include "model/document/compile.h"

#include <QFile>
#include <QRegularExpression>

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are not found without it.
static void initTemplateResources()
{
    Q_INIT_RESOURCE(templates);
    Q_INIT_RESOURCE(samples);
}

namespace model {

namespace {
constexpr char placeholder[] = "NAME";

struct Entry
{
    const char *id, *title, *description, *name;
};
// Title and description are also the first line of each file.
constexpr Entry entries[] = {
    {"webapp", QT_TRANSLATE_NOOP("Templates", "Web app"),
     QT_TRANSLATE_NOOP("Templates", "a Deployment behind a Service, reachable from outside through an Ingress"), "web"},
    {"worker", QT_TRANSLATE_NOOP("Templates", "Worker"),
     QT_TRANSLATE_NOOP("Templates", "a Deployment that takes its work from elsewhere and serves no port"), "worker"},
    {"job", QT_TRANSLATE_NOOP("Templates", "Job"),
     QT_TRANSLATE_NOOP("Templates", "runs to its end once, is tried again when it fails, and cleans up after itself"),
     "job"},
    {"configapp", QT_TRANSLATE_NOOP("Templates", "Config and app"),
     QT_TRANSLATE_NOOP("Templates", "a ConfigMap that a Deployment reads as environment and as files"), "app"},
    {"statefulapp", QT_TRANSLATE_NOOP("Templates", "Stateful app"),
     QT_TRANSLATE_NOOP(
         "Templates",
         "a StatefulSet whose pods keep their name and their disk, and the headless Service that names them"),
     "store"},
};

QByteArray resource(const QString &path)
{
    initTemplateResources();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::vector<Template> templates()
{
    std::vector<Template> all;
    for (const Entry &entry : entries)
        all.push_back(
            {QString::fromLatin1(entry.id), say(entry.title), say(entry.description), QString::fromLatin1(entry.name)});
    return all;
}

Result<QByteArray> instantiate(const QString &templateId, const QString &name)
{
    const bool known = std::any_of(std::begin(entries), std::end(entries), [&templateId](const Entry &entry) {
        return templateId == QLatin1StringView(entry.id);
    });
    if (!known) return Error{Error::Code::NotFound, say("there is no template %1").arg(templateId)};
    static const QRegularExpression label(
        QRegularExpression::anchoredPattern(QStringLiteral("[a-z]([-a-z0-9]*[a-z0-9])?")));
    if (name.size() > maxTemplateName || !label.match(name).hasMatch())
        return Error{
            Error::Code::Invalid,
            say("a name has lower-case letters, digits and '-', begins with a letter, does not end with '-' and "
                "has at most %1 characters")
                .arg(maxTemplateName)};
    return resource(QStringLiteral(":/templates/%1.yaml").arg(templateId)).replace(placeholder, name.toLatin1());
}

Result<ChangeSet> addTemplate(const ResourceSet &resources, const QString &file, const QString &templateId,
                              const QString &name)
{
    const Result<QByteArray> yaml = instantiate(templateId, name);
    if (!yaml) return yaml.error();
    return appendYaml(resources, file, *yaml);
}

QByteArray sampleText() { return resource(QStringLiteral(":/samples/online-boutique.yaml")); }

} // namespace model
