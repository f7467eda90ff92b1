// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/parsefiles.h"
#include "tests/model/document/ondisk.h"

// A document with one file, typed in once: "a: 1" on disk, "a: 2" in the document.
struct Typed
{
    explicit Typed(const QString &path) : file(path)
    {
        put(file, "a: 1\n");
        files.open(model::parsed(model::readFiles({file}).files));
        type("1", "2");
    }
    void type(const QByteArray &before, const QByteArray &after)
    {
        const qsizetype offset = document.text(file).indexOf(before);
        document.perform({QStringLiteral("Typing"), model::Origin::Text},
                         {{model::TextChange{file, offset, before, after}}});
    }
    // Nothing is lost: the text is there, and known to be unsaved.
    bool keepsTheText() const { return document.text(file) == "a: 2\n" && document.isModified(file); }

    QString file;
    model::Document document;
    model::DocumentFiles files{document};
};
