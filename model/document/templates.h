// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/result.h"
#include "model/document/changeset.h"
#include "model/resource/resourceset.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace model {

// A workload to begin with: good practice that a Kubernetes 1.33 server accepts as it is.
struct Template
{
    QString id;          // "webapp"; never translated
    QString title;       // "Web app", translated
    QString description; // one line, translated
    QString name;        // to suggest: "web"
};
std::vector<Template> templates();

// At most what leaves room for the suffixes that controllers append: a StatefulSet's revision label is NAME-HASH, of at
// most 63 characters.
constexpr int maxTemplateName = 52;

// The template's YAML with its resources named so. Errors: NotFound (no such template), Invalid (no name that a Service
// can have: RFC 1035, and not longer than maxTemplateName).
Result<QByteArray> instantiate(const QString &templateId, const QString &name);

// What adds it to a file of the document, which may be new. Errors also: Invalid when a resource of that key is there
// already (with its place), Unsupported for a JSON file.
Result<ChangeSet> addTemplate(const ResourceSet &resources, const QString &file, const QString &templateId,
                              const QString &name);

// The application that opens when nothing is given: Google's Online Boutique (Apache-2.0), 35 resources.
QByteArray sampleText();
constexpr char16_t sampleName[] = u"online-boutique.yaml";

} // namespace model
