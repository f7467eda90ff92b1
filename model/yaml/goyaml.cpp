// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/yaml/goyaml.h"

#include <yaml.h>

namespace model {

using namespace Qt::StringLiterals;

namespace {

// sigs.k8s.io/yaml goyaml.v2/decode.go: the problem's line, else the context's; both count from 0, and only the
// scanner's are put right.
QString words(const yaml_parser_t &parser)
{
    size_t line = parser.problem_mark.line;
    if (line > 0 && parser.error == YAML_SCANNER_ERROR) ++line;
    if (line == 0) line = parser.context_mark.line;
    const QString where = line > 0 ? u"line %1: "_s.arg(line) : QString();
    return u"yaml: "_s + where +
           QString::fromUtf8(parser.problem ? parser.problem : "unknown problem parsing YAML content");
}

} // namespace

QString goYamlError(const QByteArray &text)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return u"yaml: not enough memory"_s;
    const char *data = text.isEmpty() ? "" : text.constData(); // never null: libyaml would abort
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char *>(data), size_t(text.size()));
    QString error;
    for (bool goesOn = true; goesOn;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            error = words(parser);
            break;
        }
        goesOn = event.type != YAML_DOCUMENT_END_EVENT && event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return error;
}

} // namespace model
