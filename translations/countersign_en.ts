<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>countersign::ui::Access</name>
    <message numerus="yes">
        <source>At most %n time(s) in %1.</source>
        <translation>
            <numerusform>At most %n time in %1.</numerusform>
            <numerusform>At most %n times in %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further line(s) speak of it.</source>
        <translation>
            <numerusform>%n further line speaks of it.</numerusform>
            <numerusform>%n further lines speak of it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessInspector</name>
    <message numerus="yes">
        <source>%n further line(s).</source>
        <translation>
            <numerusform>%n further line.</numerusform>
            <numerusform>%n further lines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hop(s)</source>
        <translation>
            <numerusform>%n hop</numerusform>
            <numerusform>%n hops</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessVerbs</name>
    <message numerus="yes">
        <source>%n delegation(s) end</source>
        <translation>
            <numerusform>%n delegation end</numerusform>
            <numerusform>%n delegations end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) end</source>
        <translation>
            <numerusform>%n session end</numerusform>
            <numerusform>%n sessions end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting request(s) can no longer be approved</source>
        <translation>
            <numerusform>%n waiting request can no longer be approved</numerusform>
            <numerusform>%n waiting requests can no longer be approved</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActsForTab</name>
    <message numerus="yes">
        <source>until %1, to be passed on %n time(s)</source>
        <translation>
            <numerusform>until %1, to be passed on %n time</numerusform>
            <numerusform>until %1, to be passed on %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentVerbs</name>
    <message numerus="yes">
        <source>Suspend %n agent(s)</source>
        <translation>
            <numerusform>Suspend %n agent</numerusform>
            <numerusform>Suspend %n agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resume %n agent(s)</source>
        <translation>
            <numerusform>Resume %n agent</numerusform>
            <numerusform>Resume %n agents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentsPage</name>
    <message numerus="yes">
        <source>%n agent(s) ask to be registered.</source>
        <translation>
            <numerusform>%n agent asks to be registered.</numerusform>
            <numerusform>%n agents ask to be registered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalDelegate</name>
    <message numerus="yes">
        <source>%n alike</source>
        <translation>
            <numerusform>%n alike</numerusform>
            <numerusform>%n alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>group of %n, same action and resource</source>
        <translation>
            <numerusform>group of %n, same action and resource</numerusform>
            <numerusform>group of %n, same action and resource</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalNotices</name>
    <message numerus="yes">
        <source>%n request(s) ask for approval</source>
        <translation>
            <numerusform>%n request asks for approval</numerusform>
            <numerusform>%n requests ask for approval</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Countersign: %n approval(s) wait</source>
        <translation>
            <numerusform>Countersign: %n approval waits</numerusform>
            <numerusform>Countersign: %n approvals wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ArgumentText</name>
    <message numerus="yes">
        <source>object of %n</source>
        <translation>
            <numerusform>object of %n</numerusform>
            <numerusform>object of %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>list of %n</source>
        <translation>
            <numerusform>list of %n</numerusform>
            <numerusform>list of %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditPage</name>
    <message numerus="yes">
        <source>Paused · %n new</source>
        <translation>
            <numerusform>Paused · %n new</numerusform>
            <numerusform>Paused · %n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::BatchCard</name>
    <message numerus="yes">
        <source>%1 on %2 · %n alike</source>
        <translation>
            <numerusform>%1 on %2 · %n alike</numerusform>
            <numerusform>%1 on %2 · %n alike</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at once, each signed by itself · needs %1</source>
        <translation>
            <numerusform>%n at once, each signed by itself · needs %1</numerusform>
            <numerusform>%n at once, each signed by itself · needs %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These are the first %1 that you selected. The other %n come after them.</source>
        <translation>
            <numerusform>These are the first %1 that you selected. The other one comes after them.</numerusform>
            <numerusform>These are the first %1 that you selected. The other %n come after them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::BulkSheet</name>
    <message numerus="yes">
        <source>%n order(s) done</source>
        <translation>
            <numerusform>%n order done</numerusform>
            <numerusform>%n orders done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) were not done.</source>
        <translation>
            <numerusform>%n order was not done.</numerusform>
            <numerusform>%n orders were not done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ChainView</name>
    <message numerus="yes">
        <source>%1, uses: at most %n</source>
        <translation>
            <numerusform>%1, uses: at most %n</numerusform>
            <numerusform>%1, uses: at most %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionBar</name>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>Approve %n</numerusform>
            <numerusform>Approve %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deny %n</source>
        <translation>
            <numerusform>Deny %n</numerusform>
            <numerusform>Deny %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionDesk</name>
    <message numerus="yes">
        <source>Fetching all %n…</source>
        <translation>
            <numerusform>Fetching all %n…</numerusform>
            <numerusform>Fetching all %n…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You approved %n alike of %1.</source>
        <translation>
            <numerusform>You approved %n alike of %1.</numerusform>
            <numerusform>You approved %n alike of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You denied %n alike of %1.</source>
        <translation>
            <numerusform>You denied %n alike of %1.</numerusform>
            <numerusform>You denied %n alike of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not decided: %n. %1</source>
        <translation>
            <numerusform>Not decided: %n. %1</numerusform>
            <numerusform>Not decided: %n. %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::DiffCard</name>
    <message numerus="yes">
        <source>and %n further line(s)</source>
        <translation>
            <numerusform>and %n further line</numerusform>
            <numerusform>and %n further lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further agent(s)</source>
        <translation>
            <numerusform>and %n further agent</numerusform>
            <numerusform>and %n further agents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::DraftSheet</name>
    <message numerus="yes">
        <source>Something changes for %n agent(s), listed below the form.</source>
        <translation>
            <numerusform>Something changes for %n agent, listed below the form.</numerusform>
            <numerusform>Something changes for %n agents, listed below the form.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::Effects</name>
    <message numerus="yes">
        <source>%1 gains %n further permission(s).</source>
        <translation>
            <numerusform>%1 gains %n further permission.</numerusform>
            <numerusform>%1 gains %n further permissions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 loses %n further permission(s).</source>
        <translation>
            <numerusform>%1 loses %n further permission.</numerusform>
            <numerusform>%1 loses %n further permissions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>held for %n approval(s) of %1</source>
        <translation>
            <numerusform>held for %n approval of %1</numerusform>
            <numerusform>held for %n approvals of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something changes for %n further agent(s).</source>
        <translation>
            <numerusform>Something changes for %n further agent.</numerusform>
            <numerusform>Something changes for %n further agents.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) end.</source>
        <translation>
            <numerusform>%n session ends.</numerusform>
            <numerusform>%n sessions end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting request(s) can no longer be approved.</source>
        <translation>
            <numerusform>%n waiting request can no longer be approved.</numerusform>
            <numerusform>%n waiting requests can no longer be approved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approved request(s) can no longer run.</source>
        <translation>
            <numerusform>%n approved request can no longer run.</numerusform>
            <numerusform>%n approved requests can no longer run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n delegation(s) end.</source>
        <translation>
            <numerusform>%n delegation ends.</numerusform>
            <numerusform>%n delegations end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further session(s), request(s) or delegation(s) end.</source>
        <translation>
            <numerusform>%n further session, request or delegation ends.</numerusform>
            <numerusform>%n further sessions, requests or delegations end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ExportFlow</name>
    <message numerus="yes">
        <source>%n record(s) match, and those that came since; all of them are written, newest first.</source>
        <translation>
            <numerusform>%n record matches, and those that came since; all of them are written, newest first.</numerusform>
            <numerusform>%n records match, and those that came since; all of them are written, newest first.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::HostileText</name>
    <message numerus="yes">
        <source>%n change(s) of direction</source>
        <translation>
            <numerusform>%n change of direction</numerusform>
            <numerusform>%n changes of direction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look-alike(s) of another letter</source>
        <translation>
            <numerusform>%n look-alike of another letter</numerusform>
            <numerusform>%n look-alikes of another letter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invisible character(s)</source>
        <translation>
            <numerusform>%n invisible character</numerusform>
            <numerusform>%n invisible characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) are not what they seem: %1.</source>
        <translation>
            <numerusform>%n character is not what it seems: %1.</numerusform>
            <numerusform>%n characters are not what they seem: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ImportSheet</name>
    <message numerus="yes">
        <source>%n agent(s) are registered. Each may act once it has proven that it holds its key.</source>
        <translation>
            <numerusform>%n agent is registered. Each may act once it has proven that it holds its key.</numerusform>
            <numerusform>%n agents are registered. Each may act once it has proven that it holds its key.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were not registered.</source>
        <translation>
            <numerusform>%n row was not registered.</numerusform>
            <numerusform>%n rows were not registered.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixModel</name>
    <message numerus="yes">
        <source>group of %n</source>
        <translation>
            <numerusform>group of %n</numerusform>
            <numerusform>group of %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::MayDoTab</name>
    <message numerus="yes">
        <source>%n line(s); a denial outweighs what is allowed.</source>
        <translation>
            <numerusform>%n line; a denial outweighs what is allowed.</numerusform>
            <numerusform>%n lines; a denial outweighs what is allowed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::OverviewPage</name>
    <message numerus="yes">
        <source>of %n decision(s)</source>
        <translation>
            <numerusform>of %n decision</numerusform>
            <numerusform>of %n decisions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of critical risk</source>
        <translation>
            <numerusform>%n of critical risk</numerusform>
            <numerusform>%n of critical risk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them asked by itself</source>
        <translation>
            <numerusform>%n of them asked by itself</numerusform>
            <numerusform>%n of them asked by itself</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n in all</source>
        <translation>
            <numerusform>of %n in all</numerusform>
            <numerusform>of %n in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReasonCards</name>
    <message numerus="yes">
        <source>%1 approved %n of these</source>
        <translation>
            <numerusform>%1 approved %n of these</numerusform>
            <numerusform>%1 approved %n of these</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Needs %n of %1.</source>
        <translation>
            <numerusform>Needs %n of %1.</numerusform>
            <numerusform>Needs %n of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hands that the right passes through: %n</source>
        <translation>
            <numerusform>Hands that the right passes through: %n</numerusform>
            <numerusform>Hands that the right passes through: %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n: %1.</source>
        <translation>
            <numerusform>The last %n: %1.</numerusform>
            <numerusform>The last %n: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ResourceField</name>
    <message numerus="yes">
        <source>Matches so far: %1 and %n other(s).</source>
        <translation>
            <numerusform>Matches so far: %1 and %n other.</numerusform>
            <numerusform>Matches so far: %1 and %n others.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScopeTree</name>
    <message numerus="yes">
        <source>%1, risk %2, %n grant(s) and rule(s) use it</source>
        <translation>
            <numerusform>%1, risk %2, %n grant or rule uses it</numerusform>
            <numerusform>%1, risk %2, %n grants and rules use it</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::StatusBar</name>
    <message numerus="yes">
        <source>%n approval(s) wait</source>
        <translation>
            <numerusform>%n approval waits</numerusform>
            <numerusform>%n approvals wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::StoryView</name>
    <message numerus="yes">
        <source>%n argument(s) were erased; what they were can no longer be told.</source>
        <translation>
            <numerusform>%n argument was erased; what it was can no longer be told.</numerusform>
            <numerusform>%n arguments were erased; what they were can no longer be told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaf %1, %n hash(es) up to the signed root.</source>
        <translation>
            <numerusform>Leaf %1, %n hash up to the signed root.</numerusform>
            <numerusform>Leaf %1, %n hashes up to the signed root.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This is record %1 of the %2 under root %3, which the ledger&apos;s key signed. %n hash(es) lead there; they were checked on this computer.</source>
        <translation>
            <numerusform>This is record %1 of the %2 under root %3, which the ledger&apos;s key signed. %n hash leads there; it was checked on this computer.</numerusform>
            <numerusform>This is record %1 of the %2 under root %3, which the ledger&apos;s key signed. %n hashes lead there; they were checked on this computer.</numerusform>
        </translation>
    </message>
</context>
</TS>
