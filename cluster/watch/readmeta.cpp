// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every object has: metadata.
#include "cluster/watch/json.h"

namespace cluster {

namespace {

// resourceVersions are opaque; today they are decimal numbers. Any other text is told apart by its hash.
quint64 versionOf(const QByteArray &text)
{
    if (text.isEmpty()) return 0;
    bool isNumber = false;
    const quint64 number = text.toULongLong(&isNumber);
    return isNumber ? number : quint64(qHash(text, 1)) | 1;
}

void readOwners(JsonWalk &walk, JsonValue value, OwnerRef &owner)
{
    walk.elements(value, [&](JsonValue element) {
        OwnerRef one;
        bool controller = false;
        walk.fields(element, [&](QByteArrayView key, JsonValue v) {
            if (key == "kind")
                one.kind = walk.atom(v);
            else if (key == "name")
                one.name = walk.atom(v);
            else if (key == "uid")
                one.uid = walk.uid(v);
            else if (key == "controller")
                controller = walk.boolean(v);
        });
        if (controller) owner = one;
    });
}

void readLabels(JsonWalk &walk, JsonValue value, MetaExtras &extras)
{
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        const QByteArray text = walk.text(v);
        if (key == "kubernetes.io/service-name") extras.serviceName = Atom(JsonWalk::cut(text));
        if (extras.labels.size() + key.size() + text.size() + 2 > JsonWalk::maxTextBytes) return;
        if (!extras.labels.isEmpty()) extras.labels += ',';
        extras.labels += key.toByteArray() + '=' + text;
    });
}

} // namespace

void readMeta(JsonWalk &walk, JsonValue value, RowMeta &meta, MetaExtras &extras)
{
    walk.fields(value, [&](QByteArrayView key, JsonValue v) {
        if (key == "name")
            meta.name.name = walk.atom(v);
        else if (key == "namespace")
            meta.name.ns = walk.atom(v);
        else if (key == "uid")
            meta.uid = walk.uid(v);
        else if (key == "resourceVersion")
            meta.version = versionOf(extras.resourceVersion = walk.text(v));
        else if (key == "generation")
            extras.generation = walk.integer(v);
        else if (key == "creationTimestamp")
            meta.createdMs = walk.timeMs(v);
        else if (key == "deletionTimestamp")
            meta.deletedMs = walk.timeMs(v);
        else if (key == "ownerReferences")
            readOwners(walk, v, meta.owner);
        else if (key == "labels")
            readLabels(walk, v, extras);
        else if (key == "annotations")
            walk.fields(v, [&](QByteArrayView name, JsonValue text) {
                if (name == "deployment.kubernetes.io/revision") extras.revision = walk.atom(text);
            });
    });
}

} // namespace cluster
