// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cluster/practice/run/practicecluster.h"

#include "cluster/practice/api/apiserver.h"
#include "cluster/practice/api/clustergate.h"
#include "cluster/practice/api/customkinds.h"
#include "cluster/practice/api/definitions.h"
#include "cluster/practice/api/systemwriter.h"
#include "cluster/practice/discovery/openapi.h"
#include "cluster/practice/http/httpserver.h"
#include "cluster/practice/kinds/seed.h"
#include "cluster/practice/life/furnishing.h"
#include "cluster/practice/life/lifeapi.h"
#include "cluster/practice/run/kubeconfigtext.h"
#include "cluster/practice/run/machines.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QRandomGenerator>
#include <QThread>

#include <array>
#include <map>
#include <random>

namespace practice {

using model::Error;
using model::Result;

namespace {

constexpr int graceMs = 2000;                 // for requests that are being answered when the cluster stops
constexpr qint64 saveEveryMs = 30 * 1000;     // when something was written
constexpr qint64 compactEveryMs = 300 * 1000; // apiserver --etcd-compaction-interval

QByteArray newToken()
{
    // From the system's own source, whatever the seed.
    std::array<quint32, 8> words = {};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

// The same for all ways to a file, links followed.
QString oneNameOf(const QString &path)
{
    const QFileInfo file(path);
    if (file.exists()) return file.canonicalFilePath();
    const QString folder = file.absoluteDir().canonicalPath();
    return folder.isEmpty() ? file.absoluteFilePath() : folder + u'/' + file.fileName();
}

// As mktemp makes it: room for a state, but none yet.
bool isEmptyFile(const QFileInfo &file) { return file.isFile() && file.size() == 0; }

Error heldByAnother(const QString &path, const QLockFile &lock)
{
    qint64 process = 0;
    QString host, program;
    const QString who = lock.getLockInfo(&process, &host, &program)
                            ? QCoreApplication::translate("Practice", "process %1, %2, on %3")
                                  .arg(QString::number(process), program, host)
                            : QCoreApplication::translate("Practice", "another process");
    return {Error::Code::Conflict,
            QCoreApplication::translate("Practice", "a practice cluster has this state already: %1").arg(who),
            model::Location{path}};
}

} // namespace

namespace {

// Writes a snapshot on a thread of its own, so that the server goes on. Destroying it waits for that.
class StateSaver
{
public:
    StateSaver(Store::Snapshot snapshot, const QString &path)
        : m_snapshot(std::move(snapshot)), m_thread(QThread::create([this, path] { m_result = m_snapshot.save(path); }))
    {
        m_thread->start();
    }
    ~StateSaver() { m_thread->wait(); }

    bool isRunning() const { return !m_thread->isFinished(); }
    qint64 revision() const { return m_snapshot.revision(); }
    // Waits for it.
    Result<void> result() const
    {
        m_thread->wait();
        return m_result;
    }

private:
    Store::Snapshot m_snapshot;
    Result<void> m_result = {};
    std::unique_ptr<QThread> m_thread;
};

// What lives in a cluster, and what can be done to it.
struct Life
{
    SimClock &clock;
    Components components;
    Faults faults;
    LifeApi api{clock, components, faults};
    std::map<quint64, std::unique_ptr<QObject>> late = {}; // requests that are held back
    quint64 lastLate = 0;

    Life(ApiCore &core, SimClock &theClock, Watches &watches, const Components::Options &options)
        : clock(theClock), components(core, theClock, options), faults(core, components, watches)
    {
    }
};

// The kubelets come after the API server that asks them.
class Logs final : public LogSource
{
public:
    explicit Logs(const std::unique_ptr<Life> &life) : m_life(life) {}

    Answer<std::unique_ptr<QObject>> read(const QString &space, const QString &pod, const LogOptions &options,
                                          std::function<void(const QByteArray &)> write,
                                          std::function<void()> end) const override
    {
        return m_life->components.kubelets().read(space, pod, options, std::move(write), std::move(end));
    }

private:
    const std::unique_ptr<Life> &m_life;
};

} // namespace

struct PracticeCluster::Parts
{
    Options options;
    model::RealClock realClock;
    const model::Clock &clock; // of the outside
    SimClock inside{clock};
    std::mt19937_64 random;
    QByteArray token = newToken();
    TlsIdentity identity = {};
    Catalogue catalogue;
    CustomKinds customKinds{catalogue};
    OpenApi openApi{catalogue, [this](const ApiKind &kind) { return customKinds.schemaAt(kind); }};
    Store store;
    Registry registry{store, catalogue, customKinds};
    ClusterGate gate{registry, catalogue, {.cidr = options.serviceCidr}};
    ApiCore core;
    std::unique_ptr<Life> life = {}; // null: an API server alone
    Logs logs{life};
    ApiServer server;
    Definitions definitions{core};
    HttpServer http;
    quint16 port = 0;
    qint64 savedRevision = 0;
    std::unique_ptr<QObject> saving = {};
    std::unique_ptr<QLockFile> lock = {};   // on the state file
    std::unique_ptr<StateSaver> saver = {}; // while a save is under way
    std::unique_ptr<QObject> compacting = {};

    explicit Parts(const Options &given)
        : options(given),
          clock(given.clock ? *given.clock : realClock),
          random(given.seed ? given.seed : QRandomGenerator::system()->generate64()),
          store([this](const Record &record) { return Registry::describe(catalogue, record); }),
          core{registry, catalogue, options.isLiving ? inside : clock, [this] { return random(); }, gate, customKinds,
               openApi,  clock},
          server(core, {.token = token,
                        .logs = options.isLiving ? &logs : nullptr,
                        .fault = [this](const HttpRequest &) { return life ? life->faults.refusal() : std::nullopt; },
                        .other = [this](const auto &exchange) { return life && life->api.handle(exchange); }}),
          http([this](HttpRequest request,
                      std::shared_ptr<HttpReply> reply) { receive(std::move(request), std::move(reply)); },
               ApiServer::errorBody, clock)
    {
        customKinds.onGoing([this](const ApiKind &kind) { server.watches().endKind(kind); });
    }

    void live();
    void receive(HttpRequest request, std::shared_ptr<HttpReply> reply);

    Result<void> holdStateFile();
    Result<void> fill();
    bool isStopped() const { return options.isStopped && options.isStopped(); }
    void armSaving();
    void saveAside();
    void armCompacting();
    Result<void> save();
};

void PracticeCluster::Parts::live()
{
    inside.setSpeed(options.speed);
    gate.giveAccounts([this] { return core.nameSuffix(); });
    life = std::make_unique<Life>(core, inside, server.watches(),
                                  Components::Options{.nodes = options.nodes,
                                                      .durations = options.durations,
                                                      .authority = QString::fromLatin1(identity.authority)});
    life->components.start();
}

void PracticeCluster::Parts::receive(HttpRequest request, std::shared_ptr<HttpReply> reply)
{
    const qint64 delayMs = life ? life->faults.delayMs() : 0;
    if (delayMs == 0) return server.handle(std::move(request), std::move(reply));
    const quint64 number = ++life->lastLate;
    life->late[number] = clock.after(delayMs, [this, number, request = std::move(request), reply = std::move(reply)] {
        server.handle(request, reply);
        life->late.erase(number);
    });
}

// Nobody else's while this lives, and one that can be written: what is noticed at the end alone is noticed too late.
Result<void> PracticeCluster::Parts::holdStateFile()
{
    if (options.stateFile.isEmpty()) return {};
    const QString file = oneNameOf(options.stateFile);
    lock = std::make_unique<QLockFile>(file + QStringLiteral(".lock"));
    lock->setStaleLockTime(0); // however long it has been held; that of a process that is gone is none
    if (!lock->tryLock(0)) {
        if (lock->error() == QLockFile::LockFailedError) return heldByAnother(options.stateFile, *lock);
        if (auto saved = Store::trySaving(options.stateFile); !saved) return saved; // it says why
        return Error{Error::Code::Io, QCoreApplication::translate("Practice", "cannot be locked"),
                     model::Location{options.stateFile}};
    }
    return Store::trySaving(options.stateFile);
}

// A fresh cluster's objects, or those of the state file.
Result<void> PracticeCluster::Parts::fill()
{
    if (const QFileInfo file(options.stateFile); !options.stateFile.isEmpty() && file.exists() && !isEmptyFile(file)) {
        if (auto loaded = store.load(options.stateFile, options.isStopped); !loaded) return loaded;
        savedRevision = store.revision();
        definitions.readAll();
        gate.readAll();
        return {};
    }
    SystemWriter writer(core, QStringLiteral("kube-apiserver"));
    const SeedInfo seed{
        .serviceIp = gate.allocators().serviceIp(1), .serviceCidr = gate.allocators().cidr(), .time = core.now()};
    std::vector<model::Value> objects = seedObjects(seed);
    for (int number = 1; !options.isLiving && number <= options.nodes; ++number) objects.push_back(machine(number));
    if (options.isLiving)
        for (model::Value &object : defaultClasses()) objects.push_back(std::move(object));
    for (model::Value &object : objects) {
        if (isStopped()) break;
        if (!writer.serves(object)) continue;
        if (auto refusal = writer.create(std::move(object))) return Error{Error::Code::Invalid, refusal->message};
    }
    return {};
}

Result<void> PracticeCluster::Parts::save()
{
    saver.reset(); // two at once would write to one file
    if (options.stateFile.isEmpty() || savedRevision == store.revision()) return {};
    if (auto saved = store.save(options.stateFile); !saved) return saved;
    savedRevision = store.revision();
    return {};
}

void PracticeCluster::Parts::armSaving()
{
    if (options.stateFile.isEmpty()) return;
    saving = clock.after(saveEveryMs, [this] {
        saveAside();
        armSaving();
    });
}

// Looks after the last save, and begins another one when there is something to save.
void PracticeCluster::Parts::saveAside()
{
    if (saver && saver->isRunning()) return; // it takes longer than the interval
    if (saver) {
        if (const auto saved = saver->result(); saved)
            savedRevision = saver->revision();
        else
            qWarning("%s", qPrintable(saved.error().toString()));
        saver.reset();
    }
    if (savedRevision != store.revision()) saver = std::make_unique<StateSaver>(store.snapshot(), options.stateFile);
}

void PracticeCluster::Parts::armCompacting()
{
    // What was there one interval ago stays readable, as with an apiserver.
    compacting = clock.after(compactEveryMs, [this, revision = store.revision()] {
        if (revision > store.compactedRevision())
            if (auto done = store.compact(revision); !done) qWarning("%s", qPrintable(done.error().toString()));
        armCompacting();
    });
}

PracticeCluster::PracticeCluster() = default;

PracticeCluster::~PracticeCluster() = default;

Result<std::unique_ptr<PracticeCluster>> PracticeCluster::start(const Options &options)
{
    std::unique_ptr<PracticeCluster> cluster(new PracticeCluster);
    cluster->d = std::make_unique<Parts>(options);
    Parts &d = *cluster->d;
    if (auto held = d.holdStateFile(); !held) return held.error();
    auto identity = TlsIdentity::make(d.clock.wallMs());
    if (!identity) return identity.error();
    d.identity = std::move(*identity);
    if (auto filled = d.fill(); !filled) return filled.error();
    if (d.isStopped()) return Error{Error::Code::Cancelled, QCoreApplication::translate("Practice", "stopped")};
    auto port = d.http.listen(options.port, d.identity);
    if (!port) return port.error();
    d.port = *port;
    if (options.isLiving) d.live();
    d.armSaving();
    d.armCompacting();
    connect(&d.http, &HttpServer::closed, cluster.get(), [raw = cluster.get()] {
        const auto saved = raw->d->save();
        raw->d->lock.reset();
        Q_EMIT raw->stopped(saved ? QString() : saved.error().toString());
    });
    return cluster;
}

quint16 PracticeCluster::port() const { return d->port; }

QByteArray PracticeCluster::kubeconfig() const { return kubeconfigText(d->port, d->identity.authority, d->token); }

qint64 PracticeCluster::revision() const { return d->store.revision(); }

void PracticeCluster::compact()
{
    if (d->store.revision() > d->store.compactedRevision())
        if (auto done = d->store.compact(d->store.revision()); !done)
            qWarning("%s", qPrintable(done.error().toString()));
}

void PracticeCluster::endWatches() { d->server.watches().endAll(); }

void PracticeCluster::stop()
{
    d->saving.reset();
    d->compacting.reset();
    d->server.watches().endAll();
    d->http.close(graceMs);
}

} // namespace practice
