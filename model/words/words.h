// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

// What kinds and fields mean, in our words: resources/words.
namespace model {

struct Words
{
    QString text = {};    // sentences; empty: there are none
    bool isFixed = false; // the API server refuses to change the field
};

Words wordsOfKind(QByteArrayView group, QByteArrayView kind);
// typeName: SchemaNode::typeName() of the object that has the field. isRoot: that is a whole resource.
Words wordsOfField(QByteArrayView typeName, QByteArrayView field, bool isRoot);
// What a value of the type is, wherever it stands.
Words wordsOfType(QByteArrayView typeName);

// Up to its full stop.
QString firstSentence(const QString &text);

// A file of resources/words as it stands.
QByteArray readWordsFile(const QString &name);

// Every line's key as it stands, in the files' order, and twice what is there twice: "apps/Deployment",
// "PodSpec.containers", "Container".
std::vector<QByteArray> wordKeys();

} // namespace model
