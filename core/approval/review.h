#pragma once

#include "core/approval/approval_request.h"

namespace countersign::approval {

/// What the approver is shown, as one canonical document that the engine serves and computes again when the decision
/// arrives; its SHA-256 is what `review` in the signed payload says. History and countdowns are not in it. `arguments`
/// and `askedReason` are the plaintexts (already checked against their commitments).
[[nodiscard]] json::Value reviewDocument(const ApprovalRequest& request, const StoreId& store,
                                         const json::Object& arguments, const std::optional<std::string>& askedReason);
[[nodiscard]] Digest reviewDigest(const json::Value& document);

/// The object that is signed.
[[nodiscard]] json::Value decisionPayload(const ApprovalRequest& request, const StoreId& store,
                                          const identity::OperatorId& by, const crypto::Thumbprint& key, Timestamp at,
                                          const Digest& review, Verdict verdict, std::string_view reason);

/// Parses a payload, checks that every member is what the request and store say, that the review digest is `review`,
/// and that the signature verifies with `key`. ReviewStale, ApprovalMismatch, StoreMismatch, SignatureInvalid,
/// InvalidRequest.
[[nodiscard]] Result<SignedDecision> openDecision(std::string_view payload, const crypto::Signature& signature,
                                                  const crypto::PublicKey& key, const ApprovalRequest& request,
                                                  const StoreId& store, const Digest& review);

/// `{quorum, from, origin, reason}` of each hold, in order.
[[nodiscard]] json::Value holdsJson(const std::vector<HoldRequirement>& holds);

} // namespace countersign::approval
