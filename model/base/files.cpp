// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/base/files.h"

#include "model/base/say.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
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

} // namespace

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
