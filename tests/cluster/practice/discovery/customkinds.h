// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cluster/practice/kinds/apikind.h"

#include <QString>

// The two custom resources that discovery.json has, beside the built-in ones.
inline std::vector<practice::ApiKind> customKinds()
{
    practice::ApiKind widget;
    widget.group = QStringLiteral("store.example.com");
    widget.kind = QStringLiteral("Widget");
    widget.plural = QStringLiteral("widgets");
    widget.singular = QStringLiteral("widget");
    widget.shortNames = QStringList{QStringLiteral("wd"), QStringLiteral("wdg")};
    widget.categories = QStringList{QStringLiteral("all"), QStringLiteral("things")};
    widget.storedVersion = QStringLiteral("v1");
    practice::ApiKind alpha = widget;
    alpha.version = QStringLiteral("v1alpha1");
    alpha.hasStatus = alpha.hasScale = true;
    practice::ApiKind stable = widget;
    stable.version = QStringLiteral("v1");
    stable.hasStatus = true;
    practice::ApiKind beta = widget;
    beta.version = QStringLiteral("v1beta1");
    practice::ApiKind gadget;
    gadget.group = QStringLiteral("astore.example.com");
    gadget.version = gadget.storedVersion = QStringLiteral("v2");
    gadget.kind = QStringLiteral("Gadget");
    gadget.plural = QStringLiteral("gadgets");
    gadget.singular = QStringLiteral("gadget");
    gadget.namespaced = false;
    return {alpha, stable, beta, gadget};
}
