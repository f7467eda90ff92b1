// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/design/worker.h"
#include "model/document/document.h"
#include "model/document/files.h"
#include "model/document/placememory.h"

#include <QTimer>

#include <optional>

namespace app {

// Keeps where the user puts cards: a moment after each move, and when it ends. GUI thread.
class PlaceKeeper : public QObject
{
    Q_OBJECT

public:
    PlaceKeeper(model::Document *document, const model::DocumentFiles *files, Worker *worker,
                const model::PlaceMemory &memory);
    ~PlaceKeeper() override; // writes what is not written yet

    const model::PlaceMemory &memory() const { return m_memory; }

Q_SIGNALS:
    void failed(const model::Error &error); // once, until it works again

private:
    // What is to be written: values only.
    struct Kept
    {
        std::shared_ptr<const model::ResourceSet> resources;
        QStringList files;
        QHash<model::ResourceKey, QPointF> pins;
    };
    void onChanged(const model::ChangeSet &changes, model::Origin origin);
    void schedule();
    void write();
    void tell(const model::Result<void> &written);

    model::Document *m_document;
    const model::DocumentFiles *m_files;
    Worker *m_worker;
    model::PlaceMemory m_memory;
    std::optional<Kept> m_waiting, m_inWork; // for the timer, and in the worker: the last that went there
    int m_writes = 0;
    QTimer m_timer;
    bool m_failing = false;
};

} // namespace app
