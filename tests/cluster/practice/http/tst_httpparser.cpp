// SPDX-FileCopyrightText: 2026 The Kubewright authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/practice/http/parsertranscript.h"

#include <QElapsedTimer>
#include <QTest>

using practice::HttpParser;

namespace {

struct Row
{
    const char *name;
    QByteArray input;
    QByteArray outcome;
};

const QByteArray host = "Host: a\r\n";
const QByteArray post = "POST / HTTP/1.1\r\n" + host;
const QByteArray chunked = post + "Transfer-Encoding: chunked\r\n\r\n";
const QByteArray chunkedHead = "POST / {host: a, transfer-encoding: chunked} ";

QByteArray broken(const QByteArray &why)
{
    return "POST / close {host: a, transfer-encoding: chunked} broken: " + why + '\n';
}

QByteArray get(const QByteArray &fields) { return "GET / HTTP/1.1\r\n" + host + fields + "\r\n"; }

std::vector<Row> lineRows()
{
    return {
        {"plain", get(""), "GET / {host: a} \n"},
        {"nothing", "", ""},
        {"query", "GET /a%20b?x=1?y HTTP/1.1\r\n" + host + "\r\n", "GET /a%20b?x=1?y {host: a} \n"},
        {"bare LF, as Go", "GET / HTTP/1.1\nHost: a\n\n", "GET / {host: a} \n"},
        {"blank lines before", "\r\n\r\n" + get(""), "GET / {host: a} \n"},
        {"more blank lines before", "\r\n\r\n\r\n" + get(""), "400 \n"},
        {"no target", "GET HTTP/1.1\r\n\r\n", "400 \n"},
        {"empty target", "GET  HTTP/1.1\r\n\r\n", "400 \n"},
        {"two blanks", "GET /  HTTP/1.1\r\n\r\n", "400 \n"},
        {"blank in target", "GET /a b HTTP/1.1\r\n\r\n", "400 \n"},
        {"no version", "GET /\r\n\r\n", "400 \n"},
        {"bad version", "GET / HTTP/1.10\r\n\r\n", "400 \n"},
        {"lower version", "GET / http/1.1\r\n\r\n", "400 \n"},
        {"HTTP/3.0", "GET / HTTP/3.0\r\n\r\n", "505 unsupported protocol version\n"},
        {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "0 \n"},
        {"method is no token", "G@T / HTTP/1.1\r\n\r\n", "400 \n"},
        {"method is empty", " / HTTP/1.1\r\n\r\n", "400 \n"},
        {"control in target", "GET /\x01 HTTP/1.1\r\n\r\n", "400 \n"},
        {"NUL in target", QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 20), "400 \n"},
        {"bad escape", "GET /%zz HTTP/1.1\r\n\r\n", "400 \n"},
        {"cut escape", "GET /%a HTTP/1.1\r\n\r\n", "400 \n"},
        {"bad escape in the query is the handler's", "GET /?%zz HTTP/1.1\r\n" + host + "\r\n",
         "GET /?%zz {host: a} \n"},
        {"relative target", "GET a HTTP/1.1\r\n\r\n", "400 \n"},
        {"asterisk", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n", "OPTIONS * {host: a} \n"},
        {"absolute", "GET https://b:1/x?y HTTP/1.1\r\n" + host + "\r\n", "GET /x?y {host: b:1} \n"},
        {"absolute without path", "GET HTTP://b HTTP/1.1\r\n\r\n", "GET / {host: b} \n"},
        {"absolute with query alone", "GET http://b?x HTTP/1.1\r\n\r\n", "GET /?x {host: b} \n"},
        {"absolute without host", "GET http:///x HTTP/1.1\r\n\r\n", "400 \n"},
        {"other scheme", "GET ftp://b/ HTTP/1.1\r\n\r\n", "400 \n"},
        {"CONNECT", "CONNECT a:443 HTTP/1.1\r\n" + host + "\r\n", "400 \n"},
        {"TLS", "\x16\x03\x01\x02\n", "400 \n"},
        {"1.0", "GET / HTTP/1.0\r\n\r\n", "GET / 1.0 close {} \n"},
        {"1.0 kept", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "GET / 1.0 {connection: Keep-Alive} \n"},
        {"closed", get("Connection: x, Close\r\n"), "GET / close {host: a, connection: x, Close} \n"},
        {"pipeline", get("") + get("X: 1\r\n") + "GET", "GET / {host: a} \nGET / {host: a, x: 1} \nmore\n"},
        {"pipeline with body", post + "Content-Length: 3\r\n\r\nabc" + get(""),
         "POST / {host: a, content-length: 3} abc\nGET / {host: a} \n"},
    };
}

std::vector<Row> fieldRows()
{
    return {
        {"case and blanks", get("AcCept: \t x y \t\r\n"), "GET / {host: a, accept: x y} \n"},
        {"empty value", get("X:\r\n"), "GET / {host: a, x: } \n"},
        {"colon in value", get("X: a:b\r\n"), "GET / {host: a, x: a:b} \n"},
        {"Latin-1", get("X: \xe4\r\n"), "GET / {host: a, x: \xe4} \n"},
        {"folded", get("X: a \r\n  b\r\n\tc\r\nY: d\r\n"), "GET / {host: a, x: a b c, y: d} \n"},
        {"folded with colon", get("X: a\r\n b: c\r\n"), "GET / {host: a, x: a b: c} \n"},
        {"folded before its value", get("X:\r\n b\r\n"), "GET / {host: a, x: b} \n"},
        {"folded control", get("X: a\r\n b\x01\r\n"), "400 \n"},
        {"first line folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "400 \n"},
        {"blank before colon", get("X : a\r\n"), "400 invalid header name\n"},
        {"no name", get(": a\r\n"), "400 \n"},
        {"no colon", get("Xa\r\n"), "400 \n"},
        {"bare CR in value", get("X: a\rb\r\n"), "400 \n"},
        {"NUL in value", get(QByteArray("X: a\0b\r\n", 8)), "400 \n"},
        {"no host", "GET / HTTP/1.1\r\n\r\n", "400 missing required Host header\n"},
        {"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / {host: } \n"},
        {"two hosts", get("host: b\r\n"), "400 \n"},
        {"bad host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400 malformed Host header\n"},
        {"length twice", post + "Content-Length: 1\r\nContent-Length: 1\r\n\r\na",
         "POST / {host: a, content-length: 1, content-length: 1} a\n"},
        {"lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\na", "400 \n"},
        {"lengths by their text", post + "Content-Length: 1\r\nContent-Length: 01\r\n\r\na", "400 \n"},
        {"length folded", post + "Content-Length: 1\r\n 1\r\n\r\na", "400 \n"},
        {"length list", post + "Content-Length: 1, 1\r\n\r\na", "400 \n"},
        {"length +", post + "Content-Length: +1\r\n\r\na", "400 \n"},
        {"length -", post + "Content-Length: -1\r\n\r\na", "400 \n"},
        {"length hex", post + "Content-Length: 0x1\r\n\r\na", "400 \n"},
        {"length empty", post + "Content-Length:\r\n\r\na", "400 \n"},
        {"length huge", post + "Content-Length: 18446744073709551617\r\n\r\na", "400 \n"},
        {"length with zeros", post + "Content-Length: 0003\r\n\r\nabc", "POST / {host: a, content-length: 0003} abc\n"},
        {"length and chunked", post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + get(""),
         "POST / {host: a, content-length: 1, transfer-encoding: chunked} \nGET / {host: a} \n"},
        {"bad length and chunked", post + "Content-Length: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 \n"},
        {"chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400 \n"},
        {"encoding unknown", post + "Transfer-Encoding: gzip\r\n\r\n", "501 Unsupported transfer encoding\n"},
        {"encodings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n", "501 Unsupported transfer encoding\n"},
        {"encoding twice", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
         "501 Unsupported transfer encoding\n"},
        {"encoding with tab",
         post + "Transfer-Encoding: \x0b"
                "chunked\r\n\r\n",
         "400 \n"},
        {"expect", post + "Expect: 100-Continue\r\nContent-Length: 2\r\n\r\nab",
         "continue\nPOST / {host: a, expect: 100-Continue, content-length: 2} ab\n"},
        {"expect without body", get("Expect: 100-continue\r\n"), "GET / {host: a, expect: 100-continue} \n"},
        {"expect too much", post + "Expect: 100-continue\r\nContent-Length: 3145729\r\n\r\n",
         "413 Request entity too large: limit is 3145728\n"},
        {"expect in 1.0", "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
         "POST / 1.0 close {expect: 100-continue, content-length: 1} a\n"},
        {"expect other", post + "Expect: pizza\r\nContent-Length: 2\r\n\r\nab", "417 Expectation Failed\n"},
    };
}

std::vector<Row> bodyRows()
{
    return {
        {"cut off", post + "Content-Length: 4\r\n\r\nabc", "more\n"},
        {"chunks", chunked + "3\r\nabc\r\n00A\r\n0123456789\r\n0\r\n\r\n", chunkedHead + "abc0123456789\n"},
        {"no chunks", chunked + "0\r\n\r\n" + get(""), chunkedHead + "\nGET / {host: a} \n"},
        {"extensions", chunked + "3;x=\"y;z\"\r\nabc\r\n0 ; e\r\n\r\n", chunkedHead + "abc\n"},
        {"trailers", chunked + "1\r\na\r\n0\r\nX: y\r\nZ: \r\n\r\n", chunkedHead + "a\n"},
        {"bad trailer", chunked + "0\r\nX y\r\n\r\n", broken("malformed MIME header: missing colon: \"X y\"")},
        {"size with bare LF", chunked + "3\nabc\r\n0\r\n\r\n", broken("chunked line ends with bare LF")},
        {"extension hides a line", chunked + "2;\nxx\r\n0\r\n\r\n", broken("chunked line ends with bare LF")},
        {"data with bare LF", chunked + "3\r\nabc\n0\r\n\r\n", broken("malformed chunked encoding")},
        {"data too long", chunked + "3\r\nabcd\r\n0\r\n\r\n", broken("malformed chunked encoding")},
        {"no size", chunked + "\r\nabc\r\n0\r\n\r\n", broken("empty hex number for chunk length")},
        {"size no hex", chunked + "3g\r\nabc\r\n0\r\n\r\n", broken("invalid byte in chunk length")},
        {"size with 0x", chunked + "0x3\r\nabc\r\n0\r\n\r\n", broken("invalid byte in chunk length")},
        {"size negative", chunked + "-3\r\nabc\r\n0\r\n\r\n", broken("invalid byte in chunk length")},
        {"size too long", chunked + "00000000000000003\r\nabc\r\n", broken("http chunk length too large")},
        {"size overflows", chunked + "ffffffffffffffff\r\nabc\r\n", "413 Request entity too large: limit is 3145728\n"},
        {"sizes add up", chunked + "1\r\na\r\n300000\r\n", "413 Request entity too large: limit is 3145728\n"},
        {"length too large", post + "Content-Length: 3145729\r\n\r\n",
         "413 Request entity too large: limit is 3145728\n"},
        {"no coding is undone", post + "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\nab",
         "POST / {host: a, content-length: 2, content-encoding: gzip} ab\n"},
        {"nothing behind a broken body", chunked + "3g\r\nabc\r\n0\r\n\r\n" + get(""),
         broken("invalid byte in chunk length")},
    };
}

} // namespace

class TestHttpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("outcome");
        for (const auto &rows : {lineRows(), fieldRows(), bodyRows()})
            for (const Row &row : rows) QTest::newRow(row.name) << row.input << row.outcome;
    }
    // Whole, byte by byte, and cut in two at every place.
    void reads()
    {
        QFETCH(QByteArray, input);
        QTEST(transcript({input}), "outcome");
        std::vector<QByteArray> bytes;
        for (const char c : std::as_const(input)) bytes.emplace_back(1, c);
        QTEST(transcript(bytes), "outcome");
        for (qsizetype i = 1; i < input.size(); ++i) QTEST(transcript({input.first(i), input.sliced(i)}), "outcome");
    }

    void keepsLimits_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("outcome");
        const QByteArray rest = " HTTP/1.1\r\n" + host + "\r\n"; // 22 bytes
        const auto line = [&](qsizetype head) { return "GET /" + QByteArray(head - 27, 'a') + rest; };
        QTest::newRow("line that fits") << line(200) << "GET /" + QByteArray(173, 'a') + " {host: a} \n";
        QTest::newRow("head by one byte") << line(201) << QByteArray("431 Request Header Fields Too Large\n");
        QTest::newRow("line alone") << line(300) << QByteArray("431 Request Header Fields Too Large\n");
        QTest::newRow("line without end")
            << QByteArray(201, 'a') << QByteArray("431 Request Header Fields Too Large\n");
        QTest::newRow("line without end that may come") << QByteArray(200, 'a') << QByteArray("more\n");
        QTest::newRow("field without end")
            << "GET / HTTP/1.1\r\n" + QByteArray(200, 'a') << QByteArray("431 Request Header Fields Too Large\n");
        QTest::newRow("fields together") << get(QByteArray("a:\r\n").repeated(44))
                                         << QByteArray("431 Request Header Fields Too Large\n");
        const QByteArray trailers = chunked + "0\r\n" + QByteArray("a:\r\n").repeated(1023);
        QTest::newRow("trailers that fit") << trailers + "\r\n" << chunkedHead + "\n";
        QTest::newRow("trailers") << trailers + "b:\r\n\r\n"
                                  << broken("http: suspiciously long trailer after chunked body");
        QTest::newRow("body that fits") << post + "Content-Length: 9\r\n\r\n123456789"
                                        << QByteArray("POST / {host: a, content-length: 9} 123456789\n");
        QTest::newRow("body") << post + "Content-Length: 10\r\n\r\n"
                              << QByteArray("413 Request entity too large: limit is 9\n");
        QTest::newRow("chunks that fit") << chunked + "9\r\n123456789\r\n0\r\n\r\n" << chunkedHead + "123456789\n";
        QTest::newRow("chunks") << chunked + "8\r\n12345678\r\n2\r\n"
                                << QByteArray("413 Request entity too large: limit is 9\n");
        QTest::newRow("chunk line") << chunked + "1;" + QByteArray(4095, 'x') << broken("header line too long");
    }
    void keepsLimits()
    {
        QFETCH(QByteArray, input);
        const HttpParser::Limits limits{.headBytes = 200, .bodyBytes = 9};
        QTEST(transcript({input}, limits), "outcome");
        const qsizetype step = input.size() > 1000 ? 97 : 1;
        for (qsizetype i = 1; i < input.size(); i += step)
            QTEST(transcript({input.first(i), input.sliced(i)}, limits), "outcome");
    }

    // As net/http: 1 MiB, and what its reader reads ahead.
    void takesLargeHeads()
    {
        const HttpParser::Limits limits;
        const auto withField = [](qsizetype size) { return get("X: " + QByteArray(size, 'x') + "\r\n"); };
        const qsizetype rest = get("X: \r\n").size();
        const qsizetype most = 1024 * 1024 + 4096;
        QVERIFY(transcript({withField(most - rest)}).startsWith("GET / {host: a, x: xxx"));
        QCOMPARE(transcript({withField(most - rest + 1)}), QByteArray("431 Request Header Fields Too Large\n"));
        HttpParser parser(limits);
        parser.feed(get(QByteArray("X: a\r\n").repeated(100000)));
        QCOMPARE(parser.next(), HttpParser::Step::Complete);
        QCOMPARE(parser.take().request.headers.size(), std::size_t(100001));
    }

    // Chunks of one byte are a body; lines of nothing but extensions are an attack.
    void refusesChunksOfNothing()
    {
        QCOMPARE(transcript({chunked + QByteArray("1\r\na\r\n").repeated(50000) + "0\r\n\r\n"}),
                 chunkedHead + QByteArray(50000, 'a') + '\n');
        const QByteArray line = "1;" + QByteArray(1000, 'x') + "\r\na\r\n";
        QCOMPARE(transcript({chunked + line.repeated(20)}), broken("chunked encoding contains too much non-data"));
    }

    void takesTimeByTheByte()
    {
        QElapsedTimer timer;
        timer.start();
        HttpParser parser(HttpParser::Limits{});
        parser.feed(post + "Content-Length: 3145728\r\n\r\n");
        for (int i = 0; i < 3145728; ++i) {
            QCOMPARE(parser.next(), HttpParser::Step::NeedMore);
            parser.feed("x");
        }
        QCOMPARE(parser.next(), HttpParser::Step::Complete);
        QCOMPARE(parser.take().request.body.size(), 3145728);
        HttpParser head({.headBytes = 1 << 20});
        for (int i = 0; i < (1 << 20); ++i) {
            head.feed("x");
            QCOMPARE(head.next(), HttpParser::Step::NeedMore);
        }
        head.feed("x");
        QCOMPARE(head.next(), HttpParser::Step::Refused);
        HttpParser folds(HttpParser::Limits{});
        folds.feed("GET / HTTP/1.1\r\nX: a\r\n");
        for (int i = 0; i < 300000; ++i) {
            folds.feed(" b\n");
            QCOMPARE(folds.next(), HttpParser::Step::NeedMore);
        }
        QVERIFY2(timer.elapsed() < 20000, QByteArray::number(timer.elapsed()));
    }
};

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
