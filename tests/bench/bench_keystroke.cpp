// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/design/graphpipeline.h"
#include "app/design/worker.h"
#include "model/document/document.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <cstdio>

// Row 7: a keystroke in a document of 1,000 resources in one file, until the graph has it (edit path: text, resources,
// edges, graph) and until its problems are there (the worker's part and the way back included).
namespace {

constexpr int resources = 1000, keystrokes = 21;

QByteArray manifest()
{
    QByteArray text;
    for (int i = 0; i < resources / 2; ++i) {
        const QByteArray name = "app-" + QByteArray::number(i);
        text += "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: " + name +
                "\nspec:\n  selector:\n    app: " + name + "\n  ports:\n  - port: 80\n    targetPort: 8080\n";
        text += "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " + name +
                "\n  labels:\n    app: " + name +
                "\nspec:\n  replicas: 2\n  selector:\n    matchLabels:\n      app: " + name +
                "\n  template:\n    metadata:\n      labels:\n        app: " + name +
                "\n    spec:\n      containers:\n      - name: web\n        image: registry.example/web:1.0.0\n        "
                "ports:\n        - containerPort: 8080\n"
                "        env:\n        - name: NEXT\n          value: app-" +
                QByteArray::number((i + 1) % (resources / 2)) + ":80\n";
    }
    return text;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void print(const char *what, const std::vector<double> &ms, double budget)
{
    const auto [least, most] = std::ranges::minmax(ms);
    std::printf("row 7 %s: median %.1f ms (budget %.0f ms), min %.1f, max %.1f\n", what, median(ms), budget, least,
                most);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    model::Document document;
    app::Worker worker;
    app::GraphPipeline pipeline(&document, &worker);
    const QString file = QStringLiteral("thousand.yaml");
    const auto settle = [&] {
        QEventLoop loop;
        QObject::connect(&pipeline, &app::GraphPipeline::settled, &loop, &QEventLoop::quit);
        if (!pipeline.isSettled()) loop.exec();
    };
    document.load(file, manifest());
    settle();
    const qsizetype at = document.text(file).indexOf("image: registry", document.text(file).size() / 2) + 7;
    std::vector<double> edit, problems;
    for (int i = 0; i < keystrokes; ++i) {
        QElapsedTimer timer;
        timer.start();
        document.perform({QStringLiteral("type"), model::Origin::Text}, {{model::TextChange{file, at, {}, "x"}}});
        edit.push_back(double(timer.nsecsElapsed()) / 1e6);
        settle();
        problems.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    print("keystroke to graph, 1,000 resources", edit, 16);
    print("keystroke to problems, 1,000 resources", problems, 100);
    return 0;
}
