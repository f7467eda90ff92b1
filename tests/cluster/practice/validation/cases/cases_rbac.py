# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
RBAC = "rbac.authorization.k8s.io/v1"
GROUP = "rbac.authorization.k8s.io"
RULE = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}
SUBJECT = {"kind": "User", "name": "me", "apiGroup": GROUP}
SUBJECTS = [
    ("subject kind", ("subjects.0.kind", "Foo")), ("subject group", ("subjects.0.apiGroup", "x")), ("subject no name", ("subjects.0.name", "")),
    ("account", ("subjects.0", {"kind": "ServiceAccount", "name": "A b", "apiGroup": "x"})),
]
GROUPS = [
    {"apiVersion": RBAC, "kind": "Role", "plural": "roles", "object": {"rules": [RULE]},
     "create": [
         ("name", ("metadata.name", "a%b")), ("no verbs", ("rules.0.verbs", [])), ("no groups", ("rules.0.apiGroups", [])), ("no resources", ("rules.0.resources", [])), ("urls", ("rules.0", {"verbs": ["get"], "nonResourceURLs": ["/x"]})),
         ("urls and all", ("rules.0.nonResourceURLs", ["/x"])), ("empty", ("rules.0", {"verbs": []})),
     ],
     "update": [("no verbs", ("rules.0.verbs", [])), ("label", ("metadata.labels", {"a": "b c"}))]},
    {"apiVersion": RBAC, "kind": "ClusterRole", "plural": "clusterroles", "namespaced": False, "name": "recorded:role", "object": {"rules": [RULE]},
     "create": [("no verbs", ("rules.0.verbs", [])), ("both", ("rules.0.nonResourceURLs", ["/x"])), ("aggregation", ("aggregationRule", {"clusterRoleSelectors": []})), ("selector", ("aggregationRule", {"clusterRoleSelectors": [{"matchExpressions": [{"key": "a", "operator": "In"}]}]}))],
     "update": [("no verbs", ("rules.0.verbs", []))]},
    {"apiVersion": RBAC, "kind": "RoleBinding", "plural": "rolebindings", "object": {"roleRef": {"apiGroup": GROUP, "kind": "Role", "name": "x"}, "subjects": [SUBJECT]},
     "create": [("ref group", ("roleRef.apiGroup", "x")), ("ref kind", ("roleRef.kind", "Foo")), ("ref name", ("roleRef.name", "a/b")), ("ref no name", ("roleRef.name", "")), *SUBJECTS],
     "update": [("ref", ("roleRef.name", "y")), ("ref kind", ("roleRef.kind", "Foo")), ("subject", ("subjects.0.name", ""))]},
    {"apiVersion": RBAC, "kind": "ClusterRoleBinding", "plural": "clusterrolebindings", "namespaced": False, "name": "recorded:binding", "object": {"roleRef": {"apiGroup": GROUP, "kind": "ClusterRole", "name": "x"}, "subjects": [SUBJECT]},
     "create": [("ref kind", ("roleRef.kind", "Role")), ("ref no name", ("roleRef.name", "")), *SUBJECTS],
     "update": [("ref", ("roleRef.name", "y"))]},
]
