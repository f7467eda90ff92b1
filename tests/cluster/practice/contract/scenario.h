// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/cluster/practice/contract/transcript.h"
#include "tests/support/apiclient.h"

#include <QMap>
#include <QStringList>

namespace contract {

// One scenario of the contract: steps that are sent to a server, and what came back, as lines. Its file is a YAML
// document:
//   name: what it shows
//   steps:
//   - do: POST /api/v1/namespaces/$ns/configmaps     # $ns: a namespace that the runner made for it
//     body: {…}                                      # JSON is sent; a text is sent as it is
//     type: application/yaml                         # Content-Type; application/json by default
//     accept: application/json
//     save: {rv: metadata.resourceVersion}           # $rv from then on; the path is of map keys and list indexes
//     show: [code, reason]                           # parts of the answer that count: code, warnings, contentType, or
//     a path
//                                                    # of the body; everything by default
//   - raw: "GET / HTTP/1.1\r\nHost: a\r\n$auth\r\n"   # these very bytes; $auth is what the head needs, $pad is long
//     pad: 70000                                     # so long
//   - watch: /api/v1/namespaces/$ns/pods?watch=1     # opened, and read by the next step that names it
//     as: w
//   - events: w
//     count: 3
//     show: [type, object.metadata.name]
//   - ends: w
//   - until: GET /apis/example.com/v1/things         # asked again until it answers with this code, for what a server
//     code: 200                                      # does in its own time; leaves no line
//     is: {path: value}                              # and, if said, until the body has these
//   - compact: true                                  # the store forgets its past
//   - apart: why                                     # from here to the end the two may differ, for this reason
struct Scenario
{
    QString id; // the file's name, and its number in a file of several
    QString name;
    model::ValueList steps;
    QString file = {}; // its name without .yaml

    // How many of its steps leave a line that is compared.
    int comparedSteps() const;

    static QList<Scenario> readFolder(const QString &folder, QString *error);
};

// What a scenario may ask of the server's keeper.
class Keeper
{
public:
    virtual ~Keeper() = default;
    virtual void compact() = 0;
};

// Runs one, and answers its transcript: a line for each thing that came back.
QStringList run(const Scenario &scenario, ApiClient &client, Keeper &keeper);

} // namespace contract
