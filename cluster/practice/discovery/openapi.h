// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/discovery/catalogue.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <map>

namespace practice {

// What the practice cluster takes, as OpenAPI: what kubectl reads to explain, to patch, and to see that fieldValidation
// and dryRun are understood. Made when it is asked for, and kept until the catalogue changes. One thread.
class OpenApi
{
public:
    // The openAPIV3Schema of a custom kind's version; null pointer when there is none.
    using CustomSchema = std::function<const model::Value *(const ApiKind &kind)>;

    // The catalogue must outlive this. A custom kind whose schema changes must be added to the catalogue again.
    explicit OpenApi(const Catalogue &catalogue, CustomSchema customSchema = {});

    struct Document
    {
        QByteArray body; // empty: there is no such document
        QByteArray tag;  // ETag, quotes included
    };
    // /openapi/v3: which documents there are, with addresses that change when they do.
    Document index();
    // /openapi/v3/PATH, with or without ?hash=: "api/v1", "apis/apps/v1".
    const Document &v3(const QString &path);
    // /openapi/v2 as JSON, and as the protobuf that kubectl and client-go ask for.
    const Document &v2();
    const Document &v2Protobuf();

private:
    void refresh();
    QByteArray hashOf(const QString &group, const QString &version) const;
    Document make(const QString &group, const QString &version) const;
    model::Value makeV2() const;

    const Catalogue &m_catalogue;
    CustomSchema m_customSchema;
    quint64 m_generation = 0;
    std::map<QString, Document> m_documents; // by path; "v2" and "v2 protobuf" for version 2
};

} // namespace practice
