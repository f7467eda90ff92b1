// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/parsertranscript.h"

using practice::HttpParser;

namespace {

QByteArray line(const HttpParser::Message &message)
{
    const practice::HttpRequest &request = message.request;
    QByteArray out = request.method + ' ' + request.path;
    if (!request.query.isEmpty()) out += '?' + request.query;
    if (message.isHttp10) out += " 1.0";
    if (!message.keepAlive) out += " close";
    out += " {";
    for (const auto &[name, value] : request.headers) out += (out.endsWith('{') ? "" : ", ") + name + ": " + value;
    if (!request.bodyError.isEmpty()) return out + "} broken: " + request.bodyError + '\n';
    return out + "} " + request.body + '\n';
}

} // namespace

QByteArray transcript(const std::vector<QByteArray> &pieces, HttpParser::Limits limits)
{
    HttpParser parser(limits);
    QByteArray out;
    for (const QByteArray &piece : pieces) {
        parser.feed(piece);
        for (bool again = true; again;) {
            switch (parser.next()) {
            case HttpParser::Step::NeedMore: again = false; break;
            case HttpParser::Step::WantsContinue: out += "continue\n"; break;
            case HttpParser::Step::Complete: {
                const HttpParser::Message message = parser.take();
                out += line(message);
                if (!message.request.bodyError.isEmpty()) return out; // the last one
                break;
            }
            case HttpParser::Step::Refused:
                return out + QByteArray::number(parser.refusal().status) + ' ' + parser.refusal().message + '\n';
            }
        }
    }
    return parser.isBetween() ? out : out + "more\n";
}
