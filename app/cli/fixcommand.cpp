// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fixcommand.h"

#include "app/cli/arguments.h"
#include "app/cli/edgerules.h"
#include "app/cli/inputs.h"
#include "app/cli/report.h"
#include "app/cli/schemas.h"
#include "app/cli/talk.h"
#include "cluster/practice/offline/offlinecheck.h"
#include "model/base/say.h"
#include "model/diff/linediff.h"
#include "model/document/checker.h"
#include "model/document/replacefile.h"
#include "model/document/safefixes.h"
#include "model/rules/catalogue.h"
#include "model/schema/validate.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace app {

using namespace Qt::StringLiterals;

namespace {

// Where a problem is, in a file that something rendered is made of: line, rule, and the name of the field.
using Place = std::tuple<int, QString, QString>;

Place placeOf(const model::Problem &problem)
{
    model::FieldPath path = problem.field;
    while (!path.isEmpty() && !std::holds_alternative<QString>(path.last())) path = path.parent();
    return {problem.line, problem.rule, path.isEmpty() ? QString() : std::get<QString>(path.last())};
}

// Patches and replacements point at versions, fields and items: where one may do so, only values are mended, and keys
// that are there twice, with which nothing is rendered.
bool keepsNames(const model::Problem &problem)
{
    return problem.rule == u"schema-enum" || problem.rule == u"schema-wrong-type" || problem.rule.startsWith(u"yaml-");
}

// As patch -p0 takes it: from the working directory where the file is below it, without "./".
QString patchName(const QString &path)
{
    const QString whole = QFileInfo(path).canonicalFilePath(); // patch follows no links
    const QString here = QDir::currentPath() + (QDir::currentPath().endsWith(u'/') ? QString() : u"/"_s);
    return whole.startsWith(here) ? whole.mid(here.size()) : QDir::cleanPath(path);
}

// A file that may be mended: its text as it was read, and, where it is a part of something rendered, what is found
// there.
struct FixFile
{
    QByteArray text;
    bool isPart = false;
    std::set<Place> found = {};
};

class FixRun
{
public:
    explicit FixRun(const Arguments &arguments) : m_arguments(arguments) {}

    // False: it can't run, and has said why.
    bool prepare()
    {
        if (!loadEdgeRules()) return false;
        Schemas schemas = readSchemas(m_arguments);
        for (const model::Error &error : schemas.errors) complain(error.toString());
        if (!schemas.errors.empty()) return false;
        m_kinds = schemas.kinds;
        if (!m_arguments.has("rules")) return true;
        auto read = model::RuleSettingsSearch::ofFile(m_arguments.value("rules"));
        if (!read) return cannotRun(read.error().toString()) == 0;
        m_rules = *std::move(read);
        return true;
    }

    int run(int (*validate)(const Arguments &))
    {
        m_isStdin = m_arguments.paths().contains(u"-"_s);
        m_isDry = m_arguments.has("dry-run");
        Inputs inputs = readInputs(m_arguments.paths());
        // What could not be rendered before has problems that are seen only then.
        constexpr int mostPasses = 100;
        int pass = 1;
        while (mend(inputs) && !m_isStdin && !m_isDry && !inputs.renderings.empty() && pass < mostPasses) {
            inputs = readInputs(m_arguments.paths());
            ++pass;
        }
        tell();
        if (pass == mostPasses) say(model::say("there may be more to be fixed, run it again"));
        if (m_isStdin || m_isDry) {
            const int status = statusOfRest(inputs);
            return inputs.report() && m_couldAll ? status : 2;
        }
        const int status = validate(m_arguments);
        return m_couldAll ? status : 2;
    }

private:
    // False: there was nothing to do.
    bool mend(const Inputs &inputs)
    {
        m_files.clear();
        m_stopped.clear();
        collect(inputs);
        model::Checker checker(m_kinds);
        checker.setApiCheck(practice::offlineCheck());
        checker.setRules(m_rules);
        checker.setIgnored(m_arguments.values("ignore"));
        const int before = m_fixed;
        for (const auto &one : m_files) {
            const QString &path = one.first;
            const FixFile &file = one.second;
            if (m_closed.contains(path)) continue;
            const model::SafelyFixed fixed =
                model::applySafeFixes(path, file.text, m_kinds, checker,
                                      [&](const model::Problem &problem) { return isWanted(file, problem); });
            if (!fixed.fixed.empty() || (m_isStdin && !m_isDry)) take(path, file, fixed);
            if (fixed.isStopped) m_stopped.insert(path, int(fixed.fixed.size()));
        }
        return m_fixed > before;
    }

    void collect(const Inputs &inputs)
    {
        std::vector<std::shared_ptr<const model::ResourceSet>> worlds{inputs.resources};
        worlds.insert(worlds.end(), inputs.apart.begin(), inputs.apart.end());
        for (const auto &world : worlds) {
            for (const model::SourceFile &file : world->files())
                if (!inputs.isRendered(file.path)) m_files.insert({file.path, {file.stream.text()}});
            for (const model::Resource &resource : world->resources()) m_kinds.add(model::customKinds(resource));
        }
        if (inputs.renderings.empty()) return;
        model::Checker checker(m_kinds);
        checker.setApiCheck(practice::offlineCheck());
        checker.setRules(m_rules);
        checker.setIgnored(m_arguments.values("ignore"));
        for (const auto &world : worlds) {
            model::Problems problems = checker.check(*world);
            inputs.relocate(problems);
            for (const model::Problem &problem : problems) addPart(inputs, problem);
        }
        for (const model::Problem &problem : inputs.problems) addPart(inputs, problem);
    }

    // A file that something rendered is made of. Line 0: the place in it is not known.
    void addPart(const Inputs &inputs, const model::Problem &problem)
    {
        if (problem.line <= 0) return;
        const QString path = firstNameOf(problem.file);
        auto known = m_files.find(path);
        if (known == m_files.end()) {
            if (m_unreadable.contains(path)) return;
            const model::ReadFiles read =
                QFileInfo(path).isFile() ? model::readFiles({path}, model::Folders::Flat) : model::ReadFiles();
            if (read.files.empty()) {
                m_unreadable.insert(path);
                return;
            }
            known = m_files.insert({path, {read.files.front().text, true}}).first;
        }
        if (inputs.isRendered(problem.file)) return; // the kustomization itself: no resource
        known->second.found.insert(placeOf(problem));
    }

    // Folders may be reached by several ways.
    QString firstNameOf(const QString &file)
    {
        const QString canonical = QFileInfo(file).canonicalFilePath();
        if (canonical.isEmpty()) return file;
        const auto named = m_names.constFind(canonical);
        return named == m_names.cend() ? *m_names.insert(canonical, file) : *named;
    }

    bool isWanted(const FixFile &file, const model::Problem &problem) const
    {
        const bool isMeant = !file.isPart || (keepsNames(problem) && file.found.contains(placeOf(problem)));
        return isMeant && !isIgnored(problem);
    }

    bool isIgnored(const model::Problem &problem) const
    {
        return std::ranges::any_of(m_arguments.values("ignore"), [&problem](const QString &pattern) {
            return model::matchesRule(pattern, problem.rule);
        });
    }

    void take(const QString &path, const FixFile &file, const model::SafelyFixed &fixed)
    {
        const QByteArray &before = file.text;
        model::Result<void> written;
        if (m_isDry && QFileInfo::exists(path)) // standard input is no file
            written = mayWrite(path);
        else if (!m_isDry && !m_isStdin)
            written = write(path, before, fixed.text);
        if (!written) {
            complain(written.error().toString());
            m_couldAll = false;
            m_closed.insert(path);
            return;
        }
        if (m_isDry)
            putData(model::unifiedDiff(patchName(path), before, fixed.text));
        else if (m_isStdin)
            putData(fixed.text);
        m_fixedTexts.insert(path, fixed.text);
        if (file.isPart)
            for (const model::Problem &problem : fixed.fixed) m_fixedParts.insert({path, placeOf(problem)});
        m_fixed += int(fixed.fixed.size());
        if (!fixed.fixed.empty()) m_fixedFiles.insert(path);
    }

    static model::Result<void> mayWrite(const QString &path)
    {
        using model::Error;
        constexpr auto writers = QFileDevice::WriteOwner | QFileDevice::WriteGroup | QFileDevice::WriteOther;
        // A rename would not mind.
        if (const QFileInfo info(path); !info.isWritable() || !(info.permissions() & writers))
            return Error{Error::Code::Io, model::say("the file is read-only, and was not fixed"),
                         model::Location{path}};
        return {};
    }

    static model::Result<void> write(const QString &path, const QByteArray &before, const QByteArray &after)
    {
        using model::Error;
        if (const auto may = mayWrite(path); !may) return may;
        QFile file(path);
        const bool isThere = file.open(QIODevice::ReadOnly);
        const QByteArray now = isThere ? file.readAll() : QByteArray();
        if (isThere && now == after) return {}; // by its other name: a hard link
        if (!isThere || now != before)
            return Error{Error::Code::Conflict, model::say("another program changed the file; it was not fixed"),
                         model::Location{path}};
        return model::replaceFile(path, after);
    }

    void tell() const
    {
        const QString problems = m_fixed == 1 ? model::say("1 problem") : model::say("%1 problems").arg(m_fixed);
        const QString files =
            m_fixedFiles.size() == 1 ? model::say("1 file") : model::say("%1 files").arg(m_fixedFiles.size());
        say((m_isDry ? model::say("would fix %1 in %2") : model::say("fixed %1 in %2")).arg(problems, files));
        for (auto one = m_stopped.cbegin(); one != m_stopped.cend(); ++one)
            say(one.value() > 0 ? model::say("%1: stopped after %2 fixes; there may be more, run it again")
                                      .arg(one.key())
                                      .arg(one.value())
                                : model::say("%1: stopped before anything was fixed: it is too much").arg(one.key()));
    }

    // As it would be with the fixed texts on disk. What is left of standard input is told where it does not mix with
    // the text.
    int statusOfRest(const Inputs &inputs)
    {
        const auto worst = m_arguments.has("strict") ? model::Severity::Warning : model::Severity::Error;
        model::Problems problems = inputs.problems;
        const auto add = [&](const model::ResourceSet &world) {
            std::vector<model::SourceFile> files = world.files();
            for (model::SourceFile &file : files)
                if (const auto text = m_fixedTexts.constFind(file.path); text != m_fixedTexts.cend())
                    file.stream = model::YamlStream::parse(*text);
            model::Checker checker(m_kinds);
            checker.setApiCheck(practice::offlineCheck());
            checker.setRules(m_rules);
            checker.setIgnored(m_arguments.values("ignore"));
            model::Problems found = checker.check(*model::ResourceSet::build(std::move(files)));
            inputs.relocate(found);
            problems.insert(problems.end(), found.begin(), found.end());
        };
        add(*inputs.resources);
        for (const auto &world : inputs.apart) add(*world);
        bool isBad = false;
        for (const model::Problem &problem : problems) {
            if (isIgnored(problem) || m_fixedParts.contains({firstNameOf(problem.file), placeOf(problem)})) continue;
            if (!m_isDry) say(problemLine(problem));
            isBad |= problem.severity <= worst;
        }
        return isBad ? 1 : 0;
    }

    const Arguments &m_arguments;
    model::KindSet m_kinds;
    model::RuleSettingsSearch m_rules;
    std::map<QString, FixFile> m_files;   // in the order of their names
    QSet<QString> m_unreadable, m_closed; // can't be read; can't be written
    QHash<QString, QString> m_names;      // of parts, by their canonical ones
    QHash<QString, QByteArray> m_fixedTexts;
    std::set<std::pair<QString, Place>> m_fixedParts; // of what is rendered
    QMap<QString, int> m_stopped;                     // fixes of files in which there may be more
    bool m_isStdin = false, m_isDry = false, m_couldAll = true;
    int m_fixed = 0;
    QSet<QString> m_fixedFiles;
};

} // namespace

int runFix(const Arguments &arguments, int (*validate)(const Arguments &))
{
    if (!arguments.has("fix")) return cannotRun(model::say("--dry-run is only for --fix"));
    const bool isStdin = arguments.paths().contains(u"-"_s), isDry = arguments.has("dry-run");
    if (isStdin && !isDry && arguments.paths().size() > 1)
        return cannotRun(model::say("--fix prints the fixed standard input; give - alone"));
    if ((isStdin || isDry) && arguments.has("output"))
        return cannotRun(isDry ? model::say("--fix --dry-run prints a difference; leave out --output")
                               : model::say("--fix prints the fixed standard input; leave out --output"));
    for (const QString &path : arguments.paths())
        if (const QFileInfo info(path); path != u"-" && info.exists() && !info.isFile() && !info.isDir())
            return cannotRun(model::say("--fix: %1 is no file; - is standard input").arg(path));
    FixRun run(arguments);
    if (!run.prepare()) return 2;
    return run.run(validate);
}

} // namespace app
