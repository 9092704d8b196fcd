#pragma once

#include <QByteArray>

#include <string>

/// The bytes of the cases in tests/data/http and tests/data/http-json, as their READMEs say.
namespace peer {

inline int hexDigit(char c) {
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

inline std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out.push_back(text[i]);
            continue;
        }
        switch (text.at(++i)) {
        case 'r':
            out.push_back('\r');
            break;
        case 'n':
            out.push_back('\n');
            break;
        case 't':
            out.push_back('\t');
            break;
        case 'x':
            out.push_back(static_cast<char>(hexDigit(text.at(i + 1)) * 16 + hexDigit(text.at(i + 2))));
            i += 2;
            break;
        default:
            out.push_back(text[i]);
        }
    }
    return out;
}

inline std::string bytesOf(const QByteArray& line, std::uint16_t port) {
    const std::string text = line.toStdString();
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.compare(i, 2, "{{") == 0 || text.compare(i, 2, "}}") == 0) {
            out.push_back(text[i++]);
        } else if (text.compare(i, 6, "{port}") == 0) {
            out += std::to_string(port);
            i += 5;
        } else if (text[i] == '{') {
            const std::size_t end = text.find('}', i);
            const std::size_t star = text.rfind('*', end);
            const std::string part = text.substr(i + 1, star - i - 1);
            for (int count = std::stoi(text.substr(star + 1)); count > 0; --count) {
                out += part;
            }
            i = end;
        } else {
            out.push_back(text[i]);
        }
    }
    return unescaped(out);
}

} // namespace peer
