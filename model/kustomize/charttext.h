// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/kustomize/sources.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

namespace model::kustomize {

// What `helm template` prints, document by document.
class ChartText
{
public:
    struct Document
    {
        QString file; // from the chart's folder, as far as it is there: "templates/web.yaml", "charts/db/crds/db.yaml"
        QByteArrayView text;
        int firstLine = 0; // of "# Source:", from 1; the text begins behind it
    };

    // The text must stay.
    ChartText(QString folder, QByteArrayView text) : m_folder(std::move(folder)), m_text(text) {}
    std::optional<Document> next();
    int sourceOf(const Document &document, Sources &sources);
    // Empty where there is none to be read. Each is read once; all together up to 64 MiB.
    QByteArrayView templateOf(const Document &document);
    // What helm calls "NAME/charts/db/templates/web.yaml", from the chart's folder: a chart below goes by its name or
    // alias there, its folder by any. What is not in the folder is said to be in Chart.yaml.
    QString fileOf(const QString &said);

private:
    QString onDisk(const QString &below);
    QString folderOfChart(const QString &parent, const QString &name);

    QString m_folder;
    QByteArrayView m_text;
    qsizetype m_at = 0, m_read = 0;
    int m_line = 1;
    QHash<QString, int> m_sources;
    QHash<QString, QByteArray> m_templates;
    QHash<QString, QString> m_charts; // folders of charts, by what helm calls them
};

} // namespace model::kustomize
