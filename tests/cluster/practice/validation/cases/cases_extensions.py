# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
SCHEMA = "spec.versions.0.schema.openAPIV3Schema"
OBJECT = {"type": "object", "properties": {"spec": {"type": "object", "properties": {"a": {"type": "string"}}}}}
GROUPS = [
    {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "plural": "customresourcedefinitions", "namespaced": False, "name": "widgets.recorded.example.org",
     "object": {"spec": {"group": "recorded.example.org", "scope": "Namespaced", "names": {"plural": "widgets", "kind": "Widget", "singular": "widget", "listKind": "WidgetList"},
                         "versions": [{"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": OBJECT}}]}},
     "create": [
         ("name", ("metadata.name", "other.example.org")), ("group", ("spec.group", "nodots"), ("metadata.name", "widgets.nodots")), ("scope", ("spec.scope", "Foo")),
         ("kind", ("spec.names.kind", "Wid_get")), ("plural", ("spec.names.plural", "Widgets"), ("metadata.name", "Widgets.recorded.example.org")), ("same kinds", ("spec.names.listKind", "Widget")), ("short", ("spec.names.shortNames", ["A b"])), ("category", ("spec.names.categories", ["A"])),
         ("version", ("spec.versions.0.name", "V_1"), ("status.storedVersions", ["V_1"])),
         ("no root type", (SCHEMA + ".type", DELETE)), ("root type", (SCHEMA + ".type", "string"), (SCHEMA + ".properties", DELETE)), ("no field type", (SCHEMA + ".properties.spec.type", DELETE)), ("no items", (SCHEMA + ".properties.spec", {"type": "array"})),
         ("item type", (SCHEMA + ".properties.spec", {"type": "array", "items": {}})), ("unique", (SCHEMA + ".properties.spec", {"type": "array", "items": {"type": "string"}, "uniqueItems": True})),
         ("type", (SCHEMA + ".properties.spec.properties.a.type", "text")), ("both properties", (SCHEMA + ".properties.spec.additionalProperties", {"type": "string"})),
         ("column", ("spec.versions.0.additionalPrinterColumns", [{"name": "", "type": "Foo", "jsonPath": "x", "format": "y"}])), ("column empty", ("spec.versions.0.additionalPrinterColumns", [{"name": "a", "type": "", "jsonPath": ""}])),
         ("scale", ("spec.versions.0.subresources", {"scale": {"specReplicasPath": ".x.y", "statusReplicasPath": "status", "labelSelectorPath": ".z"}})),
         ("conversion", ("spec.conversion", {"strategy": "Foo"})), ("conversion webhook", ("spec.conversion", {"strategy": "None", "webhook": {"clientConfig": {"url": "https://x"}, "conversionReviewVersions": ["v1"]}})),
         ("deprecation", ("spec.versions.0.deprecationWarning", "x")),
     ]},
] + [
    {"apiVersion": "admissionregistration.k8s.io/v1", "kind": kind, "plural": kind.lower() + "s", "namespaced": False, "name": "recorded-hooks",
     "object": {"webhooks": [{"name": "a.example.com", "clientConfig": {"url": "https://nowhere.example.com/x"}, "sideEffects": "None", "admissionReviewVersions": ["v1"], "failurePolicy": "Ignore",
                              "rules": [{"operations": ["CREATE"], "apiGroups": ["recorded.example.net"], "apiVersions": ["v1"], "resources": ["nothing"]}]}]},
     "create": [
         ("name", ("webhooks.0.name", "a")), ("no name", ("webhooks.0.name", "")), ("effects", ("webhooks.0.sideEffects", "Some")), ("no effects", ("webhooks.0.sideEffects", DELETE)),
         ("reviews", ("webhooks.0.admissionReviewVersions", [])), ("reviews unknown", ("webhooks.0.admissionReviewVersions", ["v9", "v9", "A"])), ("timeout", ("webhooks.0.timeoutSeconds", 31)),
         ("failure", ("webhooks.0.failurePolicy", "Foo")), ("match", ("webhooks.0.matchPolicy", "Foo")), ("selector", ("webhooks.0.objectSelector", {"matchLabels": {"a b": "c"}})),
         ("no client", ("webhooks.0.clientConfig", {})), ("url", ("webhooks.0.clientConfig.url", "http://u@x/y?q#f")), ("service", ("webhooks.0.clientConfig", {"service": {"name": "", "namespace": "b", "port": 70000, "path": "a//B"}})),
         ("operations", ("webhooks.0.rules.0.operations", ["*", "FOO"])), ("rule empty", ("webhooks.0.rules.0", {"operations": [], "apiGroups": [], "apiVersions": [], "resources": []})), ("rule stars", ("webhooks.0.rules.0.apiGroups", ["*", "a"]), ("webhooks.0.rules.0.apiVersions", ["*", ""])), ("scope", ("webhooks.0.rules.0.scope", "Foo")),
         ("twice", ("webhooks.1", {"name": "a.example.com", "clientConfig": {"url": "https://x"}, "sideEffects": "None", "admissionReviewVersions": ["v1"], "failurePolicy": "Fail", "matchPolicy": "Exact", "timeoutSeconds": 1, "namespaceSelector": {}, "objectSelector": {}})),
     ]}
    for kind in ("ValidatingWebhookConfiguration", "MutatingWebhookConfiguration")
] + [
    {"apiVersion": "apiregistration.k8s.io/v1", "kind": "APIService", "plural": "apiservices", "namespaced": False, "name": "v1.recorded.example.net",
     "object": {"spec": {"group": "recorded.example.net", "version": "v1", "groupPriorityMinimum": 100, "versionPriority": 10, "service": {"name": "a", "namespace": "b"}}},
     "create": [
         ("name", ("metadata.name", "v2.recorded.example.net")), ("group", ("spec.group", "A b"), ("metadata.name", "v1.A b")), ("version", ("spec.version", "V1"), ("metadata.name", "V1.recorded.example.net")),
         ("priorities", ("spec.groupPriorityMinimum", 0), ("spec.versionPriority", 1001)), ("service", ("spec.service", {"name": "", "namespace": "", "port": 70000})),
         ("local", ("spec.service", DELETE), ("spec.insecureSkipTLSVerify", True)), ("ca and insecure", ("spec.caBundle", "YQ=="), ("spec.insecureSkipTLSVerify", True)),
     ]},
]
