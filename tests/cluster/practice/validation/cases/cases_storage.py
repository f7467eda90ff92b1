# SPDX-FileCopyrightText: 2026 The Kubewright authors
# SPDX-License-Identifier: GPL-3.0-or-later
STORAGE = "storage.k8s.io/v1"
AFFINITY = {"required": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "a", "operator": "In", "values": ["b"]}]}]}}
TERM = "spec.nodeAffinity.required.nodeSelectorTerms.0"

def source(name, value):
    return (name, ("spec.hostPath", DELETE), ("spec." + name, value))

GROUPS = [
    {"apiVersion": "v1", "kind": "PersistentVolume", "plural": "persistentvolumes", "namespaced": False, "name": "recorded-volume",
     "object": {"spec": {"capacity": {"storage": "1Gi"}, "accessModes": ["ReadWriteOnce"], "hostPath": {"path": "/x"}, "nodeAffinity": AFFINITY, "storageClassName": "s"}},
     "create": [
         ("no modes", ("spec.accessModes", [])), ("mode", ("spec.accessModes", ["Foo"])), ("once pod", ("spec.accessModes", ["ReadWriteOncePod", "ReadWriteOnce"])),
         ("no capacity", ("spec.capacity", {})), ("capacity zero", ("spec.capacity.storage", "0")), ("capacity negative", ("spec.capacity.storage", "-1")),
         ("reclaim", ("spec.persistentVolumeReclaimPolicy", "Foo")), ("recycle root", ("spec.persistentVolumeReclaimPolicy", "Recycle"), ("spec.hostPath.path", "/a/../")),
         ("no source", ("spec.hostPath", DELETE)), ("two sources", ("spec.nfs", {"server": "a", "path": "/b"})),
         ("mode block", ("spec.volumeMode", "Foo")), ("class", ("spec.storageClassName", "A b")),
         ("affinity empty", ("spec.nodeAffinity", {})), ("affinity no terms", ("spec.nodeAffinity.required.nodeSelectorTerms", [])),
         ("affinity value", (TERM + ".matchExpressions.0.values", ["a b"])), ("affinity operator", (TERM + ".matchExpressions.0.operator", "Foo")), ("affinity gt", (TERM + ".matchExpressions.0", {"key": "a", "operator": "Gt"})),
         ("affinity field", (TERM + ".matchFields", [{"key": "x", "operator": "Exists"}, {"key": "metadata.name", "operator": "In", "values": ["A b"]}, {"key": "metadata.name", "operator": "In"}])),
         ("path", ("spec.hostPath.path", "/a/../b")), ("path empty", ("spec.hostPath.path", "")),
         ("mount options", ("metadata.annotations", {"volume.beta.kubernetes.io/mount-options": "x"})),
         source("nfs", {"server": "", "path": "a"}), source("local", {"path": "a/../b"}), source("local", {"path": ""}),
         ("local no affinity", ("spec.hostPath", DELETE), ("spec.local", {"path": "/x"}), ("spec.nodeAffinity", DELETE)),
         source("csi", {"driver": "", "volumeHandle": ""}), source("csi", {"driver": "a_b", "volumeHandle": "x", "nodePublishSecretRef": {"name": "", "namespace": "A"}}),
         source("cephfs", {"monitors": []}), source("rbd", {"monitors": [], "image": ""}), source("glusterfs", {"endpoints": "", "path": "", "endpointsNamespace": ""}),
         source("flexVolume", {"driver": "", "options": {"kubernetes.io/x": "y"}}), source("azureFile", {"secretName": "", "shareName": "", "secretNamespace": ""}),
         source("cinder", {"volumeID": "", "secretRef": {}}), source("vsphereVolume", {"volumePath": ""}), source("awsElasticBlockStore", {"volumeID": "", "partition": 256}),
         source("gcePersistentDisk", {"pdName": "", "partition": -1}), source("storageos", {"volumeName": "A", "volumeNamespace": "B"}), source("scaleIO", {"gateway": "", "system": "", "secretRef": {}, "volumeName": ""}),
         ("two odd sources", ("spec.cephfs", {"monitors": ["a"]}), ("spec.gcePersistentDisk", {"pdName": "x"})),
     ],
     "update": [("mode", ("spec.volumeMode", "Block")), ("modes", ("spec.accessModes", [])), ("attributes", ("spec.capacity.storage", "0"))],
     "status": [("label", ("metadata.labels", {"a": "b c"}))]},
    {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "plural": "persistentvolumeclaims",
     "object": {"spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}, "storageClassName": "s", "volumeName": "v"}},
     "create": [
         ("no modes", ("spec.accessModes", [])), ("mode", ("spec.accessModes", ["Foo"])), ("once pod", ("spec.accessModes", ["ReadWriteOncePod", "ReadWriteOnce"])),
         ("no size", ("spec.resources", {})), ("zero", ("spec.resources.requests.storage", "0")), ("negative", ("spec.resources.requests.storage", "-1Gi")),
         ("class", ("spec.storageClassName", "A b")), ("volume mode", ("spec.volumeMode", "Foo")), ("selector", ("spec.selector", {"matchExpressions": [{"key": "a", "operator": "In"}]})),
         ("source", ("spec.dataSource", {"kind": "Foo", "name": "x"}), ("spec.dataSourceRef", {"kind": "Foo", "name": "x"})), ("source group", ("spec.dataSourceRef", {"apiGroup": "A b", "kind": "Foo", "name": "x"}), ("spec.dataSource", {"apiGroup": "A b", "kind": "Foo", "name": "x"})),
         ("source empty", ("spec.dataSource", {"kind": "", "name": ""}), ("spec.dataSourceRef", {"kind": "", "name": ""})),
         ("sources differ", ("spec.dataSource", {"kind": "PersistentVolumeClaim", "name": "x"}), ("spec.dataSourceRef", {"kind": "PersistentVolumeClaim", "name": "y"})),
     ],
     "update": [("size up", ("spec.resources.requests.storage", "3Gi")), ("size down", ("spec.resources.requests.storage", "1Gi")), ("class", ("spec.storageClassName", "t")), ("mode", ("spec.volumeMode", "Block")), ("volume", ("spec.volumeName", "w")), ("modes", ("spec.accessModes", ["ReadOnlyMany"])), ("selector", ("spec.selector", {"matchLabels": {"a": "b"}})), ("attributes", ("metadata.annotations", {"volume.beta.kubernetes.io/storage-class": "x"}))],
     "status": [("capacity", ("status.capacity", {"storage": "-1"})), ("resize", ("status.allocatedResourceStatuses", {"storage": "Foo"})), ("allocated", ("status.allocatedResources", {"storage": "-1"})), ("allocated cpu", ("status.allocatedResources", {"cpu": "1"}))]},
    {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "plural": "persistentvolumeclaims", "name": "bound", "first": [("status", {"phase": "Bound", "capacity": {"storage": "2Gi"}})],
     "object": {"spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}, "storageClassName": "s", "volumeName": "v"}},
     "update": [("ok size", ("metadata.labels", {"a": "b"})), ("size down", ("spec.resources.requests.storage", "1Gi")), ("class", ("spec.storageClassName", "t"), ("spec.resources.requests.storage", "1Gi"))]},
    {"apiVersion": STORAGE, "kind": "StorageClass", "plural": "storageclasses", "namespaced": False, "name": "recorded-storage", "object": {"provisioner": "example.com/x", "parameters": {"a": "b"}},
     "create": [
         ("no provisioner", ("provisioner", "")), ("provisioner", ("provisioner", "a b")), ("parameters", ("parameters", {"": "x"})), ("parameters many", ("parameters", {"k%d" % i: "" for i in range(513)})), ("parameters large", ("parameters", {"a": "x" * 262145})),
         ("reclaim", ("reclaimPolicy", "Recycle")), ("binding", ("volumeBindingMode", "Foo")), ("topology", ("allowedTopologies", [{"matchLabelExpressions": [{"key": "a b", "values": []}, {"key": "c", "values": ["d", "d"]}, {"key": "c", "values": ["d"]}]}])),
         ("topologies", ("allowedTopologies", [{"matchLabelExpressions": [{"key": "a", "values": ["b"]}]}, {"matchLabelExpressions": [{"key": "a", "values": ["b"]}]}])),
     ],
     "update": [("parameters", ("parameters.a", "c")), ("provisioner", ("provisioner", "example.com/y")), ("reclaim", ("reclaimPolicy", "Retain")), ("binding", ("volumeBindingMode", "WaitForFirstConsumer"))]},
    {"apiVersion": STORAGE, "kind": "VolumeAttachment", "plural": "volumeattachments", "namespaced": False, "name": "recorded-attachment", "object": {"spec": {"attacher": "example.com", "nodeName": "n", "source": {"persistentVolumeName": "p"}}},
     "create": [
         ("attacher", ("spec.attacher", "")), ("attacher bad", ("spec.attacher", "a b")), ("node", ("spec.nodeName", "A b")), ("no source", ("spec.source", {})), ("volume empty", ("spec.source.persistentVolumeName", "")), ("volume", ("spec.source.persistentVolumeName", "A b")),
         ("inline", ("spec.source", {"inlineVolumeSpec": {"accessModes": [], "hostPath": {"path": "/x"}, "capacity": {"storage": "1"}, "storageClassName": "x"}})),
         ("both", ("spec.source.inlineVolumeSpec", {"accessModes": ["ReadWriteOnce"], "csi": {"driver": "a", "volumeHandle": "b"}})),
     ],
     "status": [("error", ("status.attachError", {"message": "x" * 1025}))]},
    {"apiVersion": STORAGE, "kind": "CSIDriver", "plural": "csidrivers", "namespaced": False, "name": "recorded.example.com", "object": {"spec": {}},
     "create": [
         ("policy", ("spec.fsGroupPolicy", "Foo")), ("modes", ("spec.volumeLifecycleModes", ["Foo"])), ("tokens", ("spec.requiresRepublish", True), ("spec.tokenRequests", [{"audience": "a", "expirationSeconds": 1}, {"audience": "a"}, {"audience": "b", "expirationSeconds": 4294967297}])),
     ],
     "update": [("attach", ("spec.attachRequired", False)), ("modes", ("spec.volumeLifecycleModes", ["Ephemeral"]))]},
    {"apiVersion": STORAGE, "kind": "CSINode", "plural": "csinodes", "namespaced": False, "name": "recorded-csinode", "object": {"spec": {"drivers": [{"name": "a.b", "nodeID": "x", "topologyKeys": ["k"]}]}},
     "create": [("name", ("spec.drivers.0.name", "A b")), ("no id", ("spec.drivers.0.nodeID", "")), ("long id", ("spec.drivers.0.nodeID", "x" * 257)), ("keys", ("spec.drivers.0.topologyKeys", ["a b", "c", "c", ""])), ("twice", ("spec.drivers.1", {"name": "a.b", "nodeID": "y"})), ("count", ("spec.drivers.0.allocatable", {"count": -1}))]},
    {"apiVersion": STORAGE, "kind": "CSIStorageCapacity", "plural": "csistoragecapacities", "object": {"storageClassName": "s", "capacity": "1Gi", "nodeTopology": {"matchLabels": {"a": "b"}}},
     "create": [("class", ("storageClassName", "A b")), ("capacity", ("capacity", "-1")), ("topology", ("nodeTopology", {"matchLabels": {"a b": "c"}}))],
     "update": [("class", ("storageClassName", "t")), ("topology", ("nodeTopology", {"matchLabels": {"a": "c"}}))]},
]
