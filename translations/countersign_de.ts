<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>countersign::ui::AccessPage</name>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActionRegistry</name>
    <message>
        <source>Select something first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This store can only be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs one of the roles: %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::AddOperatorSheet</name>
    <message>
        <source>owner: adds operators, changes the store&apos;s settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admin: registers agents, gives permissions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>policy author: writes policies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approver: decides what is held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auditor: reads everything, changes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also the person&apos;s user id. It stays in the ledger for good: no mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their public key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made on their own computer: nobody else has the private half.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An id begins with a letter or digit and goes on with letters, digits, dots, dashes, underscores and @.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 becomes an operator: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders signed with the key %1 count as theirs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add user %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add operator %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is an operator.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentsPage</name>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::AppearanceCard</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalsPage</name>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditPage</name>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::CommandPalette</name>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page, a command, an agent, or any id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::ErrorText</name>
    <message>
        <source>The request was not understood. Please check what was entered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something that was entered is not valid. Please correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not well-formed JSON. Please correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name stands twice in the JSON. Please keep one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too large. Please make it shorter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number cannot be kept exactly. Please write it as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is not valid UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not take this kind of content.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The server does not offer this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is locked. Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session is not known to the store. Unlock the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session has ended. Unlock the key again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The challenge is not known. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The challenge has expired. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The challenge was used already. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature does not fit. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a sound Ed25519 public key. Paste the public half of the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is not known to the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key is no longer valid, or not yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such agent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent is not active yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent is suspended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent was revoked for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The owner of the agent is disabled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such user. Add the user first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The user is disabled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This key belongs to no operator of the store. Ask an owner to add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This operator is disabled. Ask an owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your roles do not allow this. Ask an owner of the store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This belongs to another store. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The order was made too long ago, or this computer’s clock is wrong. Check the clock and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This order was given already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not there, or no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is one with this name already. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible in the present state. Refresh and look again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was sent is not what was committed to. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same key was used for a different request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scope is not granted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scope is denied by a rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scope is granted, but not for this resource.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A condition of the grant is not met.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The budget of the grant is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many requests in a short time. Wait a little.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such delegation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delegation was revoked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delegation has expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delegation is used up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chain of delegations is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A delegation cannot give more than its giver has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The delegation was made for somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy denies it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy could not be evaluated, which denies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It needs approval first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is eligible to approve this. Add approvers, or ask others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A hold needs at least one approver.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not decide this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was decided already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request has changed since it was shown. Look again before you decide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It still waits for approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was denied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has lapsed: nobody decided in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent has withdrawn it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not what was approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The approval was given to somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The approval was not used in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The approval was used already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An approver is no longer active.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The policy has changed since it was approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The permissions have changed since it was approved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The agent has too many requests waiting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store’s clock is suspect: only changes that take rights away are accepted until an owner accepts the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store cannot be read. Check that the file is there and whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a Countersign store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store was made by a newer version. Please update Countersign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program owns the store and does not answer. Wait for it to end, or end it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store can only be read: nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Make room and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was replaced while it was open. Open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The passphrase does not fit this key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not a key file that opens this store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The verification failed. Do not trust what the store says before you know why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store did not answer in time. It is not known whether the change was made: refresh and look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cancelled. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The store cannot be reached. Check the connection and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside. Nothing is known to have been changed; refresh and look.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstStart</name>
    <message>
        <source>Opened before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which agents may do what, and who countersigns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A store holds your agents, their permissions, the approvals and the ledger of everything that was decided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file on this computer, with a key that is yours alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file that is there already. You can also drop it onto this window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To a store that a server keeps, by its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Format</name>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::HostileText</name>
    <message numerus="yes">
        <source>%n change(s) of direction</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look-alike(s) of another letter</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invisible character(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) are not what they seem: %1.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyField</name>
    <message>
        <source>Paste a public key, or drop its file: base64, JWK, PEM, OpenSSH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Public key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ed25519, the public half only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyGlyph</name>
    <message>
        <source>No key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::LockingCard</name>
    <message>
        <source>Locking and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after 2 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after 5 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after 15 minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after an hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the key when nobody is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single keys act: J and K move, A approves, D denies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notify when something waits for approval (never with its arguments)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::MainWindow</name>
    <message>
        <source>Countersign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify the whole ledger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock or unlock the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – Countersign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To see what is new and to decide, your key is needed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::NewStoreSheet</name>
    <message>
        <source>A new store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores (*.countersign)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase, once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trust domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name under which your agents act. It stays for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your id as the first operator, with all roles. It stays in the ledger for good: no mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made new, sealed with your passphrase. If the file is there, it is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A trust domain is made of lower-case letters, digits, dots, dashes and underscores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An id begins with a letter or digit and goes on with letters, digits, dots, dashes and underscores.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::OpenStoreSheet</name>
    <message>
        <source>Open a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stores (*.countersign);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>https, or http on this computer only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your operator id in that store.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sealed private key of an operator. It stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::OperatorsCard</name>
    <message>
        <source>owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>policy author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operators and roles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an operator…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only an owner can add operators.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operator alone does not separate duties: add another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>disabled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disable operator %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 can no longer give orders or decide (now: %2).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sessions of %1 end at once; what %1 approved and was not used lapses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::OrderSheet</name>
    <message>
        <source>Do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be undone. It waits ten seconds before it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Pages</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::PassphraseField</name>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::PathField</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::PlainLabel</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::PlainTextView</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all, as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Rail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::RotateOperatorSheet</name>
    <message>
        <source>Another key for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new public key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old key no longer signs, its sessions end at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was signed with the old key before stays valid in the ledger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old key of %1 is retired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has another key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::ServeCard</name>
    <message>
        <source>Agents on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serve agents on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any free one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address for agents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agents and their proxies reach this store at that address while the console runs. Nothing outside this computer can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This console does not own the store: whoever owns it decides whom it serves.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Session</name>
    <message>
        <source>Not done: %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not undone: %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This action is of critical risk: give your passphrase again to approve it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deciding signs with your key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All %1 records verify.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Sheet</name>
    <message>
        <source>Your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key files (*.key);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::ShortcutsSheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::StatusBar</name>
    <message>
        <source>connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verifying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>verified %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERIFICATION FAILED at record %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>VERIFICATION FAILED: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ledger %1 records · root %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::StoreMenu</name>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New store…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Amber</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Toast</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 happens in ten seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop · %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::TopBar</name>
    <message>
        <source>local file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>local file, owned by another program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>policy author</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>approver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>auditor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No store open ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key unlocked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key unlocked · %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::UnlockDialog</name>
    <message>
        <source>Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock your key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console does not know where this key is kept. Open the store again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>countersign::ui::Workspace</name>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection was lost %1. It is tried again; what you see may be old. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key is locked. What you see stays as it is until you unlock it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer’s clock jumped. Only changes that take rights away are accepted until an owner accepts the clock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Nothing can be decided until there is room again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This store can only be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To see what is new and to decide, your key is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the clock: it is %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on the ledger goes by this computer’s clock again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clock is accepted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The control desk for AI agents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A store file, or a URL.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your key file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where its passphrase stands.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who you are; only a URL needs it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
