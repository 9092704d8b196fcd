#include "core/policy/formatter_p.h"

#include <algorithm>
#include <array>

namespace countersign::policy {

namespace {

struct Symbol {
    std::string_view name;
    std::string_view text;
};

std::string_view symbolOf(std::string_view name) {
    static constexpr std::array<Symbol, 15> kSymbols{{{"equal", "=="},
                                                      {"neq", "!="},
                                                      {"lt", "<"},
                                                      {"lte", "<="},
                                                      {"gt", ">"},
                                                      {"gte", ">="},
                                                      {"plus", "+"},
                                                      {"minus", "-"},
                                                      {"mul", "*"},
                                                      {"div", "/"},
                                                      {"rem", "%"},
                                                      {"and", "&"},
                                                      {"or", "|"},
                                                      {"eq", "="},
                                                      {"assign", ":="}}};
    for (const auto& symbol : kSymbols) {
        if (symbol.name == name) {
            return symbol.text;
        }
    }
    return "in";
}

/// Spread over lines by its author: then it stays so.
bool spread(const Term& term) {
    return !term.items.empty() && term.items.front().at.row > term.at.row;
}

} // namespace

void Formatter::lines(const Body& body, std::uint32_t from) {
    auto previous = from;
    for (const auto& entry : body) {
        line();
        const auto& comments = m_module.comments;
        const auto row =
            m_nextComment < comments.size() ? std::min(comments[m_nextComment].at.row, entry.at.row) : entry.at.row;
        gapBefore(row, previous == from ? 0 : previous);
        commentsBefore(entry.at.row);
        literal(entry);
        commentsUpTo(entry.end.row);
        previous = entry.end.row;
    }
}

void Formatter::braced(const Body& body, std::uint32_t from, std::uint32_t to) {
    write("{");
    ++m_depth;
    lines(body, from);
    commentsUnder(to);
    --m_depth;
    line();
    write("}");
}

void Formatter::literal(const Literal& entry) {
    switch (entry.kind) {
    case LiteralKind::Some:
        write("some ");
        list(entry.terms, 0);
        break;
    case LiteralKind::SomeIn:
    case LiteralKind::Every:
        write(entry.kind == LiteralKind::Every ? "every " : "some ");
        for (std::size_t i = 0; i + 1 < entry.terms.size(); ++i) {
            write(i == 0 ? "" : ", ");
            term(entry.terms[i]);
        }
        write(" in ");
        term(entry.terms.back());
        if (entry.kind == LiteralKind::Every) {
            write(" ");
            const auto end = entry.with.empty() ? entry.end.row : entry.with.front().at.row;
            braced(entry.body, entry.at.row, end);
        }
        break;
    case LiteralKind::Expression:
        write(entry.negated ? "not " : "");
        term(entry.terms.front());
        break;
    }
    withs(entry);
}

void Formatter::withs(const Literal& entry) {
    auto row = entry.with.empty() || entry.terms.empty() ? entry.at.row : entry.terms.back().end.row;
    for (const auto& with : entry.with) {
        if (with.at.row > row) {
            ++m_depth;
            line();
            --m_depth;
        } else {
            write(" ");
        }
        row = with.value.end.row;
        write("with ");
        term(with.target);
        write(" as ");
        term(with.value);
    }
}

void Formatter::list(const std::vector<Term>& terms, std::size_t begin) {
    for (std::size_t i = begin; i < terms.size(); ++i) {
        write(i == begin ? "" : ", ");
        term(terms[i]);
    }
}

void Formatter::term(const Term& entry) {
    if (entry.grouped) {
        write("(");
        plainTerm(entry);
        write(")");
    } else {
        plainTerm(entry);
    }
}

void Formatter::plainTerm(const Term& entry) {
    switch (entry.kind) {
    case TermKind::Constant:
        constant(entry);
        return;
    case TermKind::Variable:
        write(entry.name());
        return;
    case TermKind::Reference:
        reference(entry);
        return;
    case TermKind::Array:
        collection(entry, '[', ']');
        return;
    case TermKind::Set:
        if (entry.items.empty()) {
            write("set()");
        } else {
            collection(entry, '{', '}');
        }
        return;
    case TermKind::Object:
        collection(entry, '{', '}');
        return;
    case TermKind::ArrayComprehension:
        comprehension(entry, '[', ']');
        return;
    case TermKind::SetComprehension:
    case TermKind::ObjectComprehension:
        comprehension(entry, '{', '}');
        return;
    case TermKind::Call:
        call(entry);
        return;
    case TermKind::Template:
        templateString(entry);
    }
}

void Formatter::constant(const Term& entry) {
    if (entry.raw) {
        write("`" + std::string(entry.value.asString()) + "`");
    } else if (entry.value.isString()) {
        appendJsonString(m_out, entry.value.asString());
    } else {
        write(entry.value.text());
    }
}

void Formatter::reference(const Term& entry) {
    term(entry.items.front());
    for (std::size_t i = 1; i < entry.items.size(); ++i) {
        const auto& key = entry.items[i];
        if (key.dotted) {
            write("." + std::string(key.value.asString()));
        } else {
            write("[");
            term(key);
            write("]");
        }
    }
}

void Formatter::call(const Term& entry) {
    if (entry.infix) {
        infix(entry);
        return;
    }
    term(entry.items.front());
    write("(");
    list(entry.items, 1);
    write(")");
}

void Formatter::infix(const Term& entry) {
    const auto& items = entry.items;
    term(items[1]);
    if (items.size() == 4) {
        write(", ");
        term(items[2]);
    }
    write(" ");
    write(symbolOf(items.front().name()));
    if (items.back().at.row > items[items.size() - 2].end.row && items[items.size() - 2].end.row != 0) {
        ++m_depth;
        line();
        --m_depth;
    } else {
        write(" ");
    }
    term(items.back());
}

void Formatter::item(const Term& entry, std::size_t number) {
    term(entry.items[number]);
    if (entry.kind == TermKind::Object) {
        write(": ");
        term(entry.items[number + 1]);
    }
}

void Formatter::collection(const Term& entry, char open, char close) {
    m_out.push_back(open);
    const std::size_t step = entry.kind == TermKind::Object ? 2 : 1;
    const bool many = spread(entry);
    m_depth += many ? 1 : 0;
    for (std::size_t i = 0; i < entry.items.size(); i += step) {
        if (many) {
            line();
            commentsBefore(entry.items[i].at.row);
            item(entry, i);
            write(",");
            const auto row = entry.items[i + step - 1].end.row;
            const bool last = i + step >= entry.items.size();
            if (last ? row < entry.end.row : row < entry.items[i + step].at.row) {
                commentsUpTo(row);
            }
        } else {
            write(i == 0 ? "" : ", ");
            item(entry, i);
        }
    }
    if (many) {
        --m_depth;
        line();
    }
    m_out.push_back(close);
}

void Formatter::comprehension(const Term& entry, char open, char close) {
    m_out.push_back(open);
    term(entry.items.front());
    if (entry.items.size() == 2) {
        write(": ");
        term(entry.items.back());
    }
    write(" |");
    if (entry.body.front().at.row > entry.items.back().at.row) {
        ++m_depth;
        lines(entry.body, entry.at.row);
        --m_depth;
        line();
    } else {
        for (std::size_t i = 0; i < entry.body.size(); ++i) {
            write(i == 0 ? " " : "; ");
            literal(entry.body[i]);
        }
    }
    m_out.push_back(close);
}

void Formatter::templateString(const Term& entry) {
    const char quote = entry.raw ? '`' : '"';
    m_out.push_back('$');
    m_out.push_back(quote);
    for (const auto& part : entry.items) {
        if (!part.isConstant() || !part.value.isString() || part.grouped) {
            write("{");
            term(part);
            write("}");
            continue;
        }
        std::string text;
        if (entry.raw) {
            text = part.value.asString();
        } else {
            appendJsonString(text, part.value.asString());
            text = text.substr(1, text.size() - 2);
        }
        for (const char c : text) {
            if (c == '{') {
                m_out.push_back('\\');
            }
            m_out.push_back(c);
        }
    }
    m_out.push_back(quote);
}

} // namespace countersign::policy
