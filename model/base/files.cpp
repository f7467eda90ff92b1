// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/files.h"

#include "model/base/say.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace model {

namespace {
Error failure(Error::Code code, const QString &path, const QString &message)
{
    return Error{code, message, Location{path}};
}

Error systemFailure(const QString &path, int error)
{
    const bool missing = error == ENOENT || error == ENOTDIR;
    return failure(missing ? Error::Code::NotFound : Error::Code::Io, path, qt_error_string(error));
}

QString kindWord(mode_t mode)
{
    if (S_ISDIR(mode)) return say("this is a folder, not a file");
    if (S_ISFIFO(mode)) return say("this is a pipe, not a file");
    if (S_ISSOCK(mode)) return say("this is a socket, not a file");
    return say("this is a device, not a file");
}

Error tooLarge(const QString &path, qint64 size, qsizetype maxBytes)
{
    const auto mebibytes = [](qint64 bytes) { return QString::number(double(bytes) / (1 << 20), 'f', 1); };
    return failure(Error::Code::TooLarge, path,
                   say("the file is larger than %1 MiB (%2 MiB)").arg(mebibytes(maxBytes), mebibytes(size)));
}

// Up to and including limit bytes; errno on failure.
int readAll(int descriptor, qsizetype limit, QByteArray &into)
{
    qsizetype used = 0;
    while (used < limit) {
        if (used == into.size()) into.resize(std::min(limit, std::max<qsizetype>(into.size() * 2, 65536)));
        const ssize_t got = ::read(descriptor, into.data() + used, size_t(into.size() - used));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno;
        if (got == 0) break;
        used += got;
    }
    into.truncate(used);
    return 0;
}

// A number of the process's own that the path stands for; -1: none.
int ownDescriptor(const QString &path)
{
    if (path == u"/dev/stdin") return STDIN_FILENO;
    for (const QStringView folder : {QStringView(u"/dev/fd/"), QStringView(u"/proc/self/fd/")}) {
        bool isNumber = false;
        const int number = path.startsWith(folder) ? QStringView(path).sliced(folder.size()).toInt(&isNumber) : -1;
        if (isNumber) return number;
    }
    return -1;
}

// A pipe, until it ends.
class PipeReader
{
public:
    explicit PipeReader(const QString &path) : m_path(path), m_own(ownDescriptor(path))
    {
        // Its own is not opened anew: that whoever wrote has gone would not be seen.
        m_descriptor = m_own >= 0 ? ::fcntl(m_own, F_DUPFD_CLOEXEC, 0)
                                  : ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        m_error = m_descriptor < 0 ? errno : 0;
    }
    PipeReader(const PipeReader &) = delete;
    PipeReader &operator=(const PipeReader &) = delete;
    ~PipeReader()
    {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }

    Result<QByteArray> read(qsizetype maxBytes)
    {
        constexpr int patienceMs = 5000, stepMs = 100;
        m_clock.start();
        while (m_error == 0 && !m_isAtEnd) {
            pollfd wait = {m_descriptor, POLLIN, 0};
            ::poll(&wait, 1, stepMs);
            // Reading from its own would block.
            if (wait.revents != 0 || m_own < 0) readSome(wait.revents != 0);
            if (m_bytes.size() > maxBytes) return tooLarge(m_path, m_bytes.size(), maxBytes);
            if (m_own < 0 && !m_hasWriter && m_clock.elapsed() > patienceMs)
                return failure(Error::Code::Io, m_path, say("this is a pipe, and nobody writes into it"));
        }
        if (m_error != 0) return systemFailure(m_path, m_error);
        return m_bytes;
    }

private:
    void readSome(bool isReady)
    {
        constexpr qsizetype pieceBytes = 65536;
        const qsizetype used = m_bytes.size();
        m_bytes.resize(used + pieceBytes);
        const ssize_t got = ::read(m_descriptor, m_bytes.data() + used, size_t(pieceBytes));
        const int error = got < 0 ? errno : 0;
        m_bytes.truncate(used + std::max<ssize_t>(got, 0));
        // Without a writer there is nothing to wait for at once, and an end only when one has been there.
        if (got > 0 || error == EAGAIN) m_hasWriter = true;
        if (got == 0) m_isAtEnd = isReady || m_hasWriter;
        if (error != 0 && error != EAGAIN && error != EINTR) m_error = error;
    }

    const QString m_path;
    const int m_own;
    int m_descriptor = -1, m_error = 0;
    bool m_hasWriter = false, m_isAtEnd = false;
    QByteArray m_bytes;
    QElapsedTimer m_clock;
};

} // namespace

Result<QByteArray> readFileOrPipeLimited(const QString &path, qsizetype maxBytes)
{
    struct stat status = {};
    const bool isPipe = ::stat(QFile::encodeName(path).constData(), &status) == 0 && S_ISFIFO(status.st_mode);
    return isPipe ? PipeReader(path).read(maxBytes) : readFileLimited(path, maxBytes);
}

Result<std::unique_ptr<QFile>> openFileLimited(const QString &path, qsizetype maxBytes)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    if (::stat(name.constData(), &status) != 0) return systemFailure(path, errno);
    if (!S_ISREG(status.st_mode)) return failure(Error::Code::Unsupported, path, kindWord(status.st_mode));
    if (status.st_size > maxBytes) return tooLarge(path, status.st_size, maxBytes);
    // Not blocking and looked at again: it may have become a pipe that nobody writes to.
    const int descriptor = ::open(name.constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0) return systemFailure(path, errno);
    auto file = std::make_unique<QFile>();
    if (!file->open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return failure(Error::Code::Io, path, file->errorString());
    }
    if (::fstat(descriptor, &status) != 0) return systemFailure(path, errno);
    if (!S_ISREG(status.st_mode)) return failure(Error::Code::Unsupported, path, kindWord(status.st_mode));
    return file;
}

Result<QByteArray> readFileLimited(const QString &path, qsizetype maxBytes)
{
    const auto file = openFileLimited(path, maxBytes);
    if (!file) return file.error();
    // One byte more than its size: a file of /proc says 0, and one that is being written grows.
    QByteArray bytes(std::min(qsizetype((*file)->size()), maxBytes) + 1, Qt::Uninitialized);
    if (const int error = readAll((*file)->handle(), maxBytes + 1, bytes)) return systemFailure(path, error);
    if (bytes.size() > maxBytes) return tooLarge(path, bytes.size(), maxBytes);
    return bytes;
}

} // namespace model
