#pragma once

#include "core/approval/approval_request.h"
#include "core/delegation/delegation.h"

#include <QWidget>

#include <map>

namespace countersign::ui {

/// The chain of responsibility as breadcrumbs: who, what they lend, to whom, down to the agent that asks. Wraps to as
/// many lines as it takes; nothing is left out.
class ChainView final : public QWidget {
    Q_OBJECT
public:
    explicit ChainView(QWidget* parent = nullptr);
    /// `agentKey` is the key of the last link.
    void setChain(const approval::Chain& chain, const crypto::Thumbprint& agentKey);
    /// What is known by now about agents further up and about the hops.
    void setKey(const std::string& agent, const crypto::Thumbprint& key);
    void setHop(const delegation::Delegation& hop);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void arrange();
    void addHop(const approval::ChainLink& link);
    void addPrincipal(const approval::ChainLink& link, const crypto::Thumbprint& key);

    approval::Chain m_chain;
    std::map<std::string, crypto::Thumbprint> m_keys;
    std::map<std::string, delegation::Delegation> m_hops;
    QList<QWidget*> m_parts;
};

} // namespace countersign::ui
