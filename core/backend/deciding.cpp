#include "core/backend/deciding_p.h"

#include "core/approval/review.h"

namespace countersign::backend {

Result<command::DecideApproval> signDecision(const command::ApprovalView& shown, const StoreId& store,
                                             const Identity& identity, approval::Verdict verdict,
                                             const std::string& reason, Timestamp at) {
    const auto document = approval::reviewDocument(shown.request, store, shown.arguments, shown.askedReason);
    if (document != shown.review) {
        return fail(Code::ReviewStale, "what was shown is not what would be signed; fetch the request again");
    }
    const auto payload =
        approval::decisionPayload(shown.request, store, identity.id, identity.key.publicKey().thumbprint(), at,
                                  approval::reviewDigest(document), verdict, reason);
    command::DecideApproval decision{
        .approval = shown.request.id, .payload = json::canonical(payload), .signature = {}};
    decision.signature = identity.key.sign(crypto::Domain::Approval, asBytes(decision.payload));
    return decision;
}

std::unexpected<Error> nothingUnlocked() {
    return fail(Code::AuthenticationRequired, "no operator key is unlocked; unlock one to ask or to order something");
}

} // namespace countersign::backend
