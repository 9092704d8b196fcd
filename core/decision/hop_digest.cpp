#include "core/decision/hop_digest.h"

#include "core/base/json.h"
#include "core/crypto/hash.h"

namespace countersign::decision {

namespace {

/// Writes members in canonical order; the caller names them in that order.
class Writer {
public:
    explicit Writer(std::string& out) : m_out(out) { m_out += '{'; }
    void text(std::string_view name, std::string_view value) {
        begin(name);
        json::appendString(m_out, value);
    }
    void integer(std::string_view name, std::uint64_t value) {
        begin(name);
        json::appendInteger(m_out, static_cast<std::int64_t>(value));
    }
    template <class List, class F>
    void list(std::string_view name, const List& values, F&& textOf) {
        begin(name);
        char separator = '[';
        for (const auto& value : values) {
            m_out += separator;
            json::appendString(m_out, textOf(value));
            separator = ',';
        }
        m_out += separator == '[' ? "[]" : "]";
    }
    void finish() { m_out += '}'; }

private:
    void begin(std::string_view name) {
        if (m_out.size() > 1) {
            m_out += ',';
        }
        m_out += '"';
        m_out += name;
        m_out += "\":";
    }
    std::string& m_out;
};

} // namespace

std::string hopBytes(const delegation::Delegation& hop) {
    std::string out;
    out.reserve(512);
    Writer writer(out);
    writer.list("allowed_targets", hop.allowedTargets, [](const auto& id) { return std::string_view(id.text()); });
    writer.list("audience", hop.audience, [](const auto& text) { return std::string_view(text); });
    writer.text("created", hop.created.text());
    writer.text("expires", hop.expires.text());
    writer.text("from", hop.from.text());
    writer.text("id", hop.id.text());
    writer.integer("max_depth", hop.maxDepth);
    if (hop.maxUses) {
        writer.text("max_uses", std::to_string(*hop.maxUses));
    }
    if (hop.parent) {
        writer.text("parent", hop.parent->text());
    }
    if (hop.purpose) {
        writer.text("purpose", hop.purpose->commitment.hex());
    }
    writer.list("resources", hop.resources.patterns(), [](const auto& pattern) { return pattern.text(); });
    writer.list("scopes", hop.scopes, [](const auto& scope) { return std::string_view(scope.text()); });
    writer.text("to", hop.to.text());
    writer.integer("v", 1);
    writer.finish();
    return out;
}

Digest hopDigest(const delegation::Delegation& hop) {
    return crypto::sha256(asBytes(hopBytes(hop)));
}

} // namespace countersign::decision
