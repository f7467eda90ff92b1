// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/relations/infer.h"
#include "model/relations/referenceproblems.h"
#include "model/resource/resourceset.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

// Edges and reference problems of 10,000 resources: 5,000 Services, each of which selects one of 5,000 Deployments that
// have everything that leads somewhere. "again": what an edit elsewhere costs, when all documents are known.
namespace {

constexpr int pairs = 5000, rounds = 7;
constexpr double budget = 100; // ms, of finding the edges again

QByteArray manifest()
{
    QByteArray text;
    for (int i = 0; i < pairs; ++i) {
        const QByteArray n = QByteArray::number(i), ns = QByteArray::number(i % 50), tier = QByteArray::number(i % 7);
        text += "---\napiVersion: v1\nkind: Service\nmetadata: {name: s" + n + ", namespace: n" + ns +
                "}\nspec: {selector: {app: a" + n + ", tier: t" + tier + "}, ports: [{port: 80, targetPort: http}]}\n";
        text += "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d" + n + ", namespace: n" + ns +
                "}\nspec:\n  selector: {matchLabels: {app: a" + n + ", tier: t" + tier +
                "}}\n  template:\n    metadata: {labels: {app: a" + n + ", tier: t" + tier +
                ", version: v1}}\n    spec:\n      serviceAccountName: default\n      priorityClassName: p\n"
                "      imagePullSecrets: [{name: k}]\n      containers:\n"
                "      - {name: c, image: i, ports: [{name: http, containerPort: 80}], env: [{name: A, value: "
                "\"http://s" +
                n + ":80/\"}]}\n";
    }
    return text;
}

void print(const char *what, std::vector<double> ms)
{
    std::ranges::sort(ms);
    std::printf("10,000 resources, %s: median %.1f ms of CPU, min %.1f, max %.1f (budget of finding again %.0f ms)\n",
                what, ms[ms.size() / 2], ms.front(), ms.back(), budget);
}

} // namespace

int main()
{
    const auto set = model::ResourceSet::build({{QStringLiteral("a.yaml"), model::YamlStream::parse(manifest())}});
    std::vector<double> first, again, problems;
    for (int round = 0; round < rounds; ++round) {
        std::clock_t begin = std::clock(); // of the processor: the same on a busy machine
        model::EdgeInferrer inferrer;
        const auto take = [&begin](std::vector<double> &into) {
            into.push_back(double(std::clock() - begin) * 1e3 / CLOCKS_PER_SEC);
            begin = std::clock();
        };
        inferrer.infer(*set);
        take(first);
        const model::Edges edges = inferrer.infer(*set);
        take(again);
        referenceProblems(*set, edges);
        take(problems);
    }
    print("edges, the first time", first);
    print("edges, again", again);
    print("problems of references", problems);
    return 0;
}
