// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/yaml/yamltree.h"

namespace model {

// Whether kubectl refuses the document because of what its aliases make of it ("document contains excessive aliasing"),
// and if so the alias, as written outside of every other, at which it gives up; else an invalid reference. Of documents
// of up to limits::aliasesFreeNodes nodes, aliases written out, 99 % may come from aliases; of
// limits::aliasesScarceNodes or more 10 %; in between in proportion (sigs.k8s.io/yaml goyaml.v2 decode.go,
// allowedAliasRatio). Costs at most a few million steps, whatever the document.
YamlRef excessiveAlias(const YamlDocument &document);

} // namespace model
