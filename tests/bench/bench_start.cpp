// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// Row 6: the whole program, from exec to a painted window with the sample's graph and problems settled, off screen.
// What a screenshot adds (encoding the picture, two calm ticks of 30 ms) is in the figure.
namespace {

constexpr int rounds = 9;

struct Run
{
    double ms = 0;
    double rssMiB = 0;
};

Run start(const QStringList &arguments)
{
    QElapsedTimer timer;
    timer.start();
    const pid_t child = fork();
    if (child == 0) {
        std::vector<QByteArray> bytes;
        for (const QString &argument : arguments) bytes.push_back(argument.toLocal8Bit());
        std::vector<char *> argv;
        for (QByteArray &argument : bytes) argv.push_back(argument.data());
        argv.push_back(nullptr);
        execv(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) std::printf("row 6: the program failed (status %d)\n", status);
    return {double(timer.nsecsElapsed()) / 1e6, double(usage.ru_maxrss) / 1024};
}

void measure(const char *what, const QStringList &arguments)
{
    std::vector<double> ms, rss;
    for (int i = 0; i < rounds; ++i) {
        const Run run = start(arguments);
        ms.push_back(run.ms);
        rss.push_back(run.rssMiB);
    }
    std::ranges::sort(ms);
    std::ranges::sort(rss);
    std::printf(
        "row 6 %s: median %.0f ms (budget 400 ms), min %.0f, max %.0f; peak RSS median %.0f MiB (budget 90 MiB)\n",
        what, ms[rounds / 2], ms.front(), ms.back(), rss[rounds / 2]);
    std::fflush(stdout);
}

QByteArray contexts(int count)
{
    QByteArray text = "apiVersion: v1\nkind: Config\nclusters:\n";
    for (int i = 0; i < count; ++i)
        text += "- name: c" + QByteArray::number(i) + "\n  cluster: {server: \"https://127.0.0.1:1\"}\n";
    text += "users:\n- name: u\n  user: {token: none}\ncontexts:\n";
    for (int i = 0; i < count; ++i)
        text +=
            "- name: x" + QByteArray::number(i) + "\n  context: {cluster: c" + QByteArray::number(i) + ", user: u}\n";
    return text;
}

} // namespace

int main(int, char **argv)
{
    QTemporaryDir folder;
    const QString program = QString::fromLocal8Bit(argv[0]).section(u'/', 0, -2) + QStringLiteral("/kubewright");
    const QStringList window{program, QStringLiteral("--screenshot"), folder.filePath(QStringLiteral("window.png"))};
    measure("start to a settled window, sample of 35 resources", window);
    QFile config(folder.filePath(QStringLiteral("config")));
    if (!config.open(QIODevice::WriteOnly) || config.write(contexts(500)) < 0) return 1;
    config.close();
    measure("the same with 500 contexts", window + QStringList{QStringLiteral("--kubeconfig"), config.fileName()});
    return 0;
}
