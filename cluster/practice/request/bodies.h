// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/base/apistatus.h"
#include "cluster/practice/http/httpmessage.h"
#include "cluster/practice/kinds/apikind.h"
#include "cluster/practice/request/negotiation.h"
#include "cluster/practice/request/queryoptions.h"
#include "model/base/value.h"

#include <QByteArray>
#include <QStringList>

namespace practice {

// A request's body as data, before anything is believed of it.
struct RawBody
{
    model::Value value; // null for an empty body
    std::vector<QString> duplicates = {};
    bool isTyped = false; // it came as protobuf: in normal form already
};

// The body in the form that Content-Type names. what is the kind for messages ("ConfigMap"). Error 400.
Answer<RawBody> readBody(const QByteArray &body, MediaType type, const QString &what);

// What strict validation refuses, and else warns of: `unknown field "spec.foo"`, `duplicate field "spec.bar"`.
struct StrictProblems
{
    std::vector<QString> unknown;
    std::vector<QString> duplicates;
    bool isEmpty() const { return unknown.empty() && duplicates.empty(); }
    QString toString() const; // "strict decoding error: …"
};
// Strict: an error 400; Warn: a line in warnings for each; Ignore: nothing.
Answer<bool> judge(const StrictProblems &problems, FieldValidation validation, const ApiKind &kind,
                   QStringList &warnings);

// The body's object in normal form, with apiVersion and kind. The body may leave them out; another kind or version than
// the endpoint's is refused. Error 400 with the words of apiserver's decoder.
Answer<model::Value> readObject(RawBody body, const ApiKind &kind, FieldValidation validation, QStringList &warnings);
// A request's object, from its bytes: what Content-Type names, read and judged. Errors 400 and 415.
Answer<model::Value> readObject(const HttpRequest &request, const ApiKind &kind, FieldValidation validation,
                                QStringList &warnings);
// Why what a JSON or merge patch made of such an object is no longer one, as the decoder says it; null when it is one.
// What is missing is taken for right.
std::optional<QString> changedKind(const model::Value &object, const ApiKind &kind);
// An object without looking at apiVersion and kind, and without judging: for what a patch made.
Answer<model::Value> toNormalForm(model::Value value, const ApiKind &kind, StrictProblems &problems);

// A built-in value that is no stored kind: "DeleteOptions", "Eviction", "Binding", "Scale".
Answer<model::Value> readOptionsBody(const HttpRequest &request, const ApiKind &kind);

// An object, a list or a Status, as bytes. Protobuf where the type is built in, else JSON.
QByteArray writeBody(const model::Value &value, const OutputFormat &format);

} // namespace practice
