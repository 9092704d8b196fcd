#include "app/cli/verify_text.h"

#include <array>
#include <cstdio>

namespace countersign::cli {

namespace {

std::string secondsText(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f s", seconds);
    return text.data();
}

} // namespace

void printVerification(const Output& output, const command::VerifyReport& report) {
    output.line("records  " + std::to_string(report.size));
    output.line("root     " + report.root.hex());
    Table table({"PART", "CHECKED", "TIME"});
    for (const auto& part : report.parts) {
        table.row({part.name, std::to_string(part.checked), secondsText(part.seconds)});
    }
    table.print(output);
    for (const auto& finding : report.findings) {
        output.line("WRONG  " + finding.part + (finding.seq ? " " + std::to_string(*finding.seq) : std::string()) +
                    "  " + finding.code + ": " + finding.detail);
    }
    output.line(report.findings.empty()
                    ? "nothing wrong found"
                    : std::to_string(report.findings.size()) + " findings: do not trust this store");
    for (const auto& sentence : report.blind) {
        output.line("not seen: " + sentence);
    }
}

} // namespace countersign::cli
