// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/model/schema/brokencases.h"

namespace {

struct Manifest
{
    const char *name;
    const char *text;
};

constexpr Manifest manifests[] = {
    {"deployment", R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      terminationGracePeriodSeconds: 30
      containers:
      - name: server
        image: nginx:1.27
        imagePullPolicy: Always
        args: [--verbose]
        ports:
        - containerPort: 8080
          name: http
        env:
        - name: PORT
          value: "8080"
        readinessProbe:
          httpGet:
            port: http
        resources:
          limits:
            cpu: 100m
            memory: 64Mi
        securityContext:
          runAsNonRoot: true
)"},
    {"service", R"(apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/note: text
spec:
  type: ClusterIP
  selector:
    app: web
  ports:
  - port: 80
    targetPort: http
)"},
    {"configmap", R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  level: debug
binaryData:
  blob: aGVsbG8=
)"},
    {"secret", R"(apiVersion: v1
kind: Secret
metadata:
  name: login
type: Opaque
data:
  password: aGVsbG8=
stringData:
  user: admin
)"},
    {"ingress", R"(apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
  - host: example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: web
            port:
              number: 80
)"},
    {"claim", R"(apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 1Gi
)"},
    {"autoscaler", R"(apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  maxReplicas: 5
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
)"},
    {"cronjob", R"(apiVersion: batch/v1
kind: CronJob
metadata:
  name: nightly
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: job
            image: busybox
)"},
    {"job", R"(apiVersion: batch/v1
kind: Job
metadata:
  name: once
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: job
        image: busybox
)"},
    {"statefulset", R"(apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
      - name: db
        image: postgres:17
        volumeMounts:
        - name: data
          mountPath: /data
  volumeClaimTemplates:
  - metadata:
      name: data
    spec:
      accessModes: [ReadWriteOnce]
      resources:
        requests:
          storage: 1Gi
)"},
    {"binding", R"(apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
subjects:
- kind: ServiceAccount
  name: web
  namespace: default
)"},
    {"lease", R"(apiVersion: coordination.k8s.io/v1
kind: Lease
metadata:
  name: leader
spec:
  holderIdentity: me
  acquireTime: "2026-01-31T23:59:00.000000Z"
)"},
};

} // namespace

QByteArray goodManifest(const char *name)
{
    for (const Manifest &manifest : manifests)
        if (qstrcmp(manifest.name, name) == 0) return manifest.text;
    qFatal("no manifest %s", name);
}
