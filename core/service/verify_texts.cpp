#include "core/service/maintenance.h"
#include "core/service/record_data_p.h"
#include "core/service/verify_judge_p.h"

namespace countersign::service {

namespace {

constexpr std::uint64_t kStep = 4096;
/// Beyond this much damage the number of findings says enough.
constexpr std::size_t kMaximumFindings = 100;

} // namespace

Result<void> verifyTexts(store::ReadStore& store, const Progress& progress, command::VerifyReport& report) {
    auto& part = report.parts.emplace_back("texts and arguments", 0, 0);
    std::uint64_t wrong = 0;
    Stopwatch time;
    Result<void> read;
    CHECK(time.run([&] {
        return store.forEachRecord(0, UINT64_MAX, [&](std::uint64_t seq, std::string_view record) {
            if (progress && seq % kStep == 0) {
                progress("texts", seq, report.size);
            }
            const auto values = store.values(seq);
            if (!values) {
                read = std::unexpected(values.error());
                return false;
            }
            if (!*values) {
                return true;
            }
            ++part.checked;
            const auto checked = Values::check(**values, record);
            if (!checked && ++wrong <= kMaximumFindings) {
                report.findings.push_back({seq, "text", "text_changed", checked.error().detail});
            }
            return true;
        });
    }));
    CHECK(read);
    part.seconds = time.seconds();
    if (wrong > kMaximumFindings) {
        report.findings.push_back({std::nullopt, "text", "more_findings",
                                   std::to_string(wrong - kMaximumFindings) + " further findings are not listed"});
    }
    std::erase(report.blind, kTextsNotSeen);
    report.blind.emplace_back("which texts and arguments were erased: one that was looks like one that never was");
    return {};
}

} // namespace countersign::service
