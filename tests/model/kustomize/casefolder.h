// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/base/problem.h"
#include "model/document/checker.h"
#include "model/kustomize/rendering.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

// Files of one test function in a folder of its own, which begin() makes.
class CaseFolder
{
public:
    void begin()
    {
        m_root = m_folder.path() + QStringLiteral("/%1").arg(++m_case);
        QVERIFY(QDir().mkpath(m_root));
    }
    const QString &root() const { return m_root; }
    void write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_root + u'/' + name;
        QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    // What the checker finds in the rendering of one of the folders, but for practice, where it comes from; or what the
    // rendering itself says.
    QByteArray checked(const QString &folder) const
    {
        const auto rendering = model::Rendering::kustomize(m_root + u'/' + folder);
        model::Problems problems = rendering->problems();
        const auto set = model::ResourceSet::build({{rendering->file(), model::YamlStream::parse(rendering->text())}});
        for (model::Problem problem : model::Checker().check(*set)) {
            if (problem.layer == model::Layer::Practice) continue;
            rendering->relocate(problem);
            problems.push_back(std::move(problem));
        }
        model::sortProblems(problems);
        return print(std::move(problems));
    }
    // A line each, their files without the folder.
    QByteArray print(model::Problems problems) const
    {
        QByteArray out;
        for (model::Problem &problem : problems) {
            problem.file = problem.file.mid(m_root.size() + 1);
            out += model::toText(problem).toUtf8() + '\n';
        }
        return out;
    }

private:
    QTemporaryDir m_folder;
    int m_case = 0;
    QString m_root;
};
