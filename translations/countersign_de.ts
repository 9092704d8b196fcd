<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>DraftSheet</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Access</name>
    <message>
        <source>allow</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>A</source>
        <comment>allow</comment>
        <translation>E</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>H</source>
        <comment>hold</comment>
        <translation>A</translation>
    </message>
    <message>
        <source>deny</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>D</source>
        <comment>deny</comment>
        <translation>V</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>L</source>
        <comment>low</comment>
        <translation>N</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>M</source>
        <comment>medium</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>H</source>
        <comment>high</comment>
        <translation>H</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>C</source>
        <comment>critical</comment>
        <translation>K</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>ended above</source>
        <translation>darüber beendet</translation>
    </message>
    <message>
        <source>live</source>
        <translation>gültig</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>role %1</source>
        <translation>Rolle %1</translation>
    </message>
    <message>
        <source>Not before %1.</source>
        <translation>Nicht vor %1.</translation>
    </message>
    <message>
        <source>Not after %1.</source>
        <translation>Nicht nach %1.</translation>
    </message>
    <message>
        <source>Only on %1.</source>
        <translation>Nur am %1.</translation>
    </message>
    <message>
        <source>Only from %1 to %2 (UTC).</source>
        <translation>Nur von %1 bis %2 (UTC).</translation>
    </message>
    <message>
        <source>Only in %1.</source>
        <translation>Nur in %1.</translation>
    </message>
    <message>
        <source>Only from %1.</source>
        <translation>Nur aus %1.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n time(s) in %1.</source>
        <translation>
            <numerusform>Höchstens einmal in %1.</numerusform>
            <numerusform>Höchstens %n-mal in %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 uses in all.</source>
        <translation>Insgesamt %1 Nutzungen.</translation>
    </message>
    <message>
        <source>by grant %1</source>
        <translation>durch Zuteilung %1</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>%1, through %2</source>
        <translation>%1, über %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1; under conditions</source>
        <translation>%1; unter Bedingungen</translation>
    </message>
    <message>
        <source>%1 may not do %2: no grant and no role gives it.</source>
        <translation>%1 darf %2 nicht: Keine Zuteilung und keine Rolle gibt es.</translation>
    </message>
    <message>
        <source>%1 may not do %2 on %3: denied %4.</source>
        <translation>%1 darf %2 nicht auf %3: verboten %4.</translation>
    </message>
    <message>
        <source>%1 may do %2 on %3 once it is approved (%4): %5.</source>
        <translation>%1 darf %2 auf %3, sobald es freigegeben ist (%4): %5.</translation>
    </message>
    <message>
        <source>%1 may do %2 on %3: %4.</source>
        <translation>%1 darf %2 auf %3: %4.</translation>
    </message>
    <message>
        <source>Not on every resource.</source>
        <translation>Nicht auf jeder Ressource.</translation>
    </message>
    <message numerus="yes">
        <source>%n further line(s) speak of it.</source>
        <translation>
            <numerusform>%n weitere Zeile spricht davon.</numerusform>
            <numerusform>%n weitere Zeilen sprechen davon.</numerusform>
        </translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessActions</name>
    <message>
        <source>New grant…</source>
        <translation>Neue Zuteilung …</translation>
    </message>
    <message>
        <source>New role…</source>
        <translation>Neue Rolle …</translation>
    </message>
    <message>
        <source>New delegation…</source>
        <translation>Neue Delegation …</translation>
    </message>
    <message>
        <source>Add a scope…</source>
        <translation>Scope hinzufügen …</translation>
    </message>
    <message>
        <source>Map an action…</source>
        <translation>Aktion zuordnen …</translation>
    </message>
    <message>
        <source>Change the scope…</source>
        <translation>Scope ändern …</translation>
    </message>
    <message>
        <source>Another like it…</source>
        <translation>Noch eine solche …</translation>
    </message>
    <message>
        <source>Revoke the grant…</source>
        <translation>Zuteilung widerrufen …</translation>
    </message>
    <message>
        <source>Change the role…</source>
        <translation>Rolle ändern …</translation>
    </message>
    <message>
        <source>Give the role…</source>
        <translation>Rolle geben …</translation>
    </message>
    <message>
        <source>Revoke the delegation…</source>
        <translation>Delegation widerrufen …</translation>
    </message>
    <message>
        <source>Select a grant.</source>
        <translation>Wählen Sie eine Zuteilung aus.</translation>
    </message>
    <message>
        <source>It is revoked already.</source>
        <translation>Er ist schon widerrufen.</translation>
    </message>
    <message>
        <source>Select a role.</source>
        <translation>Wählen Sie eine Rolle aus.</translation>
    </message>
    <message>
        <source>Select a delegation.</source>
        <translation>Wählen Sie eine Delegation aus.</translation>
    </message>
    <message>
        <source>Select a scope.</source>
        <translation>Wählen Sie einen Scope aus.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessInspector</name>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>Open the grant</source>
        <translation>Zuteilung öffnen</translation>
    </message>
    <message>
        <source>Open the role</source>
        <translation>Rolle öffnen</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Had by</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>for as long as it is not taken away</source>
        <translation>solange sie nicht weggenommen wird</translation>
    </message>
    <message>
        <source>Take the role away…</source>
        <translation>Rolle wegnehmen …</translation>
    </message>
    <message>
        <source>Nobody has this role.</source>
        <translation>Niemand hat diese Rolle.</translation>
    </message>
    <message>
        <source>By what right</source>
        <translation>Mit welchem Recht</translation>
    </message>
    <message numerus="yes">
        <source>%n further line(s).</source>
        <translation>
            <numerusform>%n weitere Zeile.</numerusform>
            <numerusform>%n weitere Zeilen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Delegation</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>may not be lent on</source>
        <translation>darf nicht weiterverliehen werden</translation>
    </message>
    <message numerus="yes">
        <source>%n hop(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>Keine.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Inherits</source>
        <translation>Erbt</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>None of its own.</source>
        <translation>Keine eigenen.</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>Uses</source>
        <translation>Nutzungen</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>Lent on</source>
        <translation>Weiterverliehen</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>This hop lends on what that one lent.</source>
        <translation>Dieser Schritt verleiht weiter, was jener verlieh.</translation>
    </message>
    <message>
        <source>Open the hop above</source>
        <translation>Schritt darüber öffnen</translation>
    </message>
    <message>
        <source>Open the agent</source>
        <translation>Agenten öffnen</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>Not in the catalogue: it counts as high.</source>
        <translation>Nicht im Katalog: Er gilt als hoch.</translation>
    </message>
    <message>
        <source>Without a description.</source>
        <translation>Ohne Beschreibung.</translation>
    </message>
    <message>
        <source>Actions that need it</source>
        <translation>Aktionen, die ihn brauchen</translation>
    </message>
    <message>
        <source>%1, by its name.</source>
        <translation>%1, nach seinem Namen.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Zuteilungen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessPage</name>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>Views of access</source>
        <translation>Ansichten des Zugriffs</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>Matrix</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Zuteilungen</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Delegations</source>
        <translation>Delegationen</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter who may do what</source>
        <translation>Filtern, wer was darf</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>used by · risk</source>
        <translation>benutzt von · Risiko</translation>
    </message>
    <message>
        <source>No grants yet</source>
        <translation>Noch keine Zuteilungen</translation>
    </message>
    <message>
        <source>A grant lets an agent, a group or a role do something, on some resources, under conditions.</source>
        <translation>Eine Zuteilung erlaubt einem Agenten, einer Gruppe oder einer Rolle etwas, auf bestimmten Ressourcen, unter Bedingungen.</translation>
    </message>
    <message>
        <source>No roles yet</source>
        <translation>Noch keine Rollen</translation>
    </message>
    <message>
        <source>A role is a named set of what is allowed and denied; agents and groups are given it.</source>
        <translation>Eine Rolle ist eine benannte Menge von Erlaubtem und Verbotenem; Agenten und Gruppen bekommen sie.</translation>
    </message>
    <message>
        <source>No delegations yet</source>
        <translation>Noch keine Delegationen</translation>
    </message>
    <message>
        <source>A user lends an agent a part of what it may do, for a while.</source>
        <translation>Ein Benutzer verleiht einem Agenten für eine Weile einen Teil dessen, was er darf.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a cell, a line or a scope to see by what right.</source>
        <translation>Wählen Sie eine Zelle, eine Zeile oder einen Scope, um zu sehen, mit welchem Recht.</translation>
    </message>
    <message>
        <source>Filter by id, scope or state</source>
        <translation>Nach Id, Scope oder Zustand filtern</translation>
    </message>
    <message>
        <source>%1 grants are listed, %2 are not. What agents may do is asked of the store all the same.</source>
        <translation>%1 Zuteilungen sind aufgeführt, %2 nicht. Was Agenten dürfen, wird trotzdem bei der Ablage erfragt.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessTables</name>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Says</source>
        <translation>Sagt</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Grant</source>
        <translation>Zuteilung</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>May do</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Inherits</source>
        <translation>Erbt</translation>
    </message>
    <message>
        <source>Had by</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Grants</source>
        <translation>Zuteilungen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Most uses</source>
        <translation>Höchstens benutzt</translation>
    </message>
    <message>
        <source>Delegation</source>
        <translation>Delegation</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AccessVerbs</name>
    <message>
        <source>Not done: %1. %2</source>
        <translation>Nicht ausgeführt: %1. %2</translation>
    </message>
    <message>
        <source>No agent loses anything by it.</source>
        <translation>Kein Agent verliert dadurch etwas.</translation>
    </message>
    <message>
        <source>What would change could not be found out. %1</source>
        <translation>Was sich ändern würde, ließ sich nicht ermitteln. %1</translation>
    </message>
    <message>
        <source>Revoke the grant of %1 to %2</source>
        <translation>Zuteilung von %1 an %2 widerrufen</translation>
    </message>
    <message>
        <source>The grant of %1 to %2 is revoked</source>
        <translation>Die Zuteilung von %1 an %2 ist widerrufen</translation>
    </message>
    <message>
        <source>It cannot be taken back: what was used of its budget would begin anew.</source>
        <translation>Das lässt sich nicht zurücknehmen: Was vom Budget verbraucht ist, begänne von vorn.</translation>
    </message>
    <message>
        <source>Undo makes a new grant with the same terms; it revives no request.</source>
        <translation>Rückgängig legt eine neue Zuteilung mit denselben Bedingungen an; eine Anfrage belebt es nicht.</translation>
    </message>
    <message>
        <source>Take the role %1 away from %2</source>
        <translation>Rolle %1 von %2 wegnehmen</translation>
    </message>
    <message>
        <source>%1 no longer has the role %2</source>
        <translation>%1 hat die Rolle %2 nicht mehr</translation>
    </message>
    <message>
        <source>Undo gives it back; it revives no request.</source>
        <translation>Rückgängig gibt sie zurück; eine Anfrage belebt es nicht.</translation>
    </message>
    <message>
        <source>Revoke what %1 lends %2</source>
        <translation>Widerrufen, was %1 an %2 verleiht</translation>
    </message>
    <message>
        <source>%1 lends %2 nothing by this any more</source>
        <translation>%1 verleiht %2 hiermit nichts mehr</translation>
    </message>
    <message>
        <source>It cannot be taken back: a new delegation would be needed.</source>
        <translation>Das lässt sich nicht zurücknehmen: Eine neue Delegation wäre nötig.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n delegation(s) end</source>
        <translation>
            <numerusform>%n Delegation endet</numerusform>
            <numerusform>%n Delegationen enden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 → %2 (%3)</source>
        <translation>%1 → %2 (%3)</translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) end</source>
        <translation>
            <numerusform>%n Sitzung endet</numerusform>
            <numerusform>%n Sitzungen enden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting request(s) can no longer be approved</source>
        <translation>
            <numerusform>%n wartende Anfrage kann nicht mehr genehmigt werden</numerusform>
            <numerusform>%n wartende Anfragen können nicht mehr genehmigt werden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActionRegistry</name>
    <message>
        <source>Select something first.</source>
        <translation>Wählen Sie zuerst etwas aus.</translation>
    </message>
    <message>
        <source>This store can only be read.</source>
        <translation>Diese Ablage kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>This needs one of the roles: %1.</source>
        <translation>Dafür ist eine dieser Rollen nötig: %1.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActionSheet</name>
    <message>
        <source>Map an action</source>
        <translation>Aktion zuordnen</translation>
    </message>
    <message>
        <source>Map it</source>
        <translation>Zuordnen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>pr.create</source>
        <translation>pr.create</translation>
    </message>
    <message>
        <source>Scope that it needs</source>
        <translation>Scope, den sie braucht</translation>
    </message>
    <message>
        <source>pr:write:draft</source>
        <translation>pr:write:draft</translation>
    </message>
    <message>
        <source>As agents name it. Who asks never chooses the scope.</source>
        <translation>Wie Agenten sie nennen. Wer fragt, wählt nie den Scope.</translation>
    </message>
    <message>
        <source>Needs</source>
        <translation>Braucht</translation>
    </message>
    <message>
        <source>Name the action.</source>
        <translation>Nennen Sie die Aktion.</translation>
    </message>
    <message>
        <source>Name the scope that it needs.</source>
        <translation>Nennen Sie den Scope, den sie braucht.</translation>
    </message>
    <message>
        <source>%1 needs %2</source>
        <translation>%1 braucht %2</translation>
    </message>
    <message>
        <source>Map: %1</source>
        <translation>Zuordnen: %1</translation>
    </message>
    <message>
        <source>Until now it needs %1.</source>
        <translation>Bisher braucht sie %1.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActivityTab</name>
    <message>
        <source>allow</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>deny</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>zurückgewiesen</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>Fehlschlag</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>ausgestellt</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>an order</source>
        <translation>eine Anordnung</translation>
    </message>
    <message>
        <source>proof of its key</source>
        <translation>Nachweis seines Schlüssels</translation>
    </message>
    <message>
        <source>a session</source>
        <translation>eine Sitzung</translation>
    </message>
    <message>
        <source>record %1 · %2</source>
        <translation>Eintrag %1 · %2</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>Show all in Audit</source>
        <translation>Alles im Audit zeigen</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>It has done nothing yet.</source>
        <translation>Er hat noch nichts getan.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ActsForTab</name>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>live</source>
        <translation>gültig</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>lends %1 on %2</source>
        <translation>verleiht %1 auf %2</translation>
    </message>
    <message>
        <source>until %1, not to be passed on</source>
        <translation>bis %1, nicht weiterzugeben</translation>
    </message>
    <message numerus="yes">
        <source>until %1, to be passed on %n time(s)</source>
        <translation>
            <numerusform>bis %1, einmal weiterzugeben</numerusform>
            <numerusform>bis %1, %n-mal weiterzugeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Acts for</source>
        <translation>Handelt für</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>Nobody lends it anything: it acts for itself alone.</source>
        <translation>Niemand verleiht ihm etwas: Er handelt nur für sich selbst.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AddOperatorSheet</name>
    <message>
        <source>owner: adds operators, changes the store&apos;s settings</source>
        <translation>Eigentümer: fügt Operatoren hinzu, ändert die Einstellungen der Ablage</translation>
    </message>
    <message>
        <source>admin: registers agents, gives permissions</source>
        <translation>Administrator: registriert Agenten, erteilt Berechtigungen</translation>
    </message>
    <message>
        <source>policy author: writes policies</source>
        <translation>Regelautor: schreibt Richtlinien</translation>
    </message>
    <message>
        <source>approver: decides what is held</source>
        <translation>Freigeber: entscheidet über Angehaltenes</translation>
    </message>
    <message>
        <source>auditor: reads everything, changes nothing</source>
        <translation>Prüfer: liest alles, ändert nichts</translation>
    </message>
    <message>
        <source>Add an operator</source>
        <translation>Operator hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Also the person&apos;s user id. It stays in the ledger for good: no mail address.</source>
        <translation>Zugleich die Benutzerkennung der Person. Sie bleibt für immer im Hauptbuch: keine Mailadresse.</translation>
    </message>
    <message>
        <source>Their public key</source>
        <translation>Öffentlicher Schlüssel der Person</translation>
    </message>
    <message>
        <source>Made on their own computer: nobody else has the private half.</source>
        <translation>Auf ihrem eigenen Rechner erzeugt: Niemand sonst hat die private Hälfte.</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>An id begins with a letter or digit and goes on with letters, digits, dots, dashes, underscores and @.</source>
        <translation>Eine Kennung beginnt mit einem Buchstaben oder einer Ziffer; danach sind Buchstaben, Ziffern, Punkte, Binde- und Unterstriche und @ erlaubt.</translation>
    </message>
    <message>
        <source>%1 becomes an operator: %2.</source>
        <translation>%1 wird Operator: %2.</translation>
    </message>
    <message>
        <source>Orders signed with the key %1 count as theirs.</source>
        <translation>Mit dem Schlüssel %1 unterschriebene Anordnungen gelten als ihre.</translation>
    </message>
    <message>
        <source>Add user %1</source>
        <translation>Benutzer %1 hinzufügen</translation>
    </message>
    <message>
        <source>%1 is a user.</source>
        <translation>%1 ist jetzt Benutzer.</translation>
    </message>
    <message>
        <source>Add operator %1</source>
        <translation>Operator %1 hinzufügen</translation>
    </message>
    <message>
        <source>%1 is an operator.</source>
        <translation>%1 ist jetzt Operator.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentInspector</name>
    <message>
        <source>No agent selected</source>
        <translation>Kein Agent ausgewählt</translation>
    </message>
    <message>
        <source>Choose one to see its keys, its rights and what it did.</source>
        <translation>Wählen Sie einen aus, um seine Schlüssel, seine Rechte und sein Tun zu sehen.</translation>
    </message>
    <message>
        <source>Facts about the agent</source>
        <translation>Angaben zum Agenten</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>May do</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Acts for</source>
        <translation>Handelt für</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentRow</name>
    <message>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>active</source>
        <translation>aktiv</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>ends soon</source>
        <translation>endet bald</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>außer Dienst</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentVerbs</name>
    <message>
        <source>Not done: %1. %2</source>
        <translation>Nicht ausgeführt: %1. %2</translation>
    </message>
    <message>
        <source>What would change could not be found out. %1</source>
        <translation>Was sich ändern würde, ließ sich nicht ermitteln. %1</translation>
    </message>
    <message>
        <source>Undo resumes, and revives nothing: what ends here stays ended.</source>
        <translation>Rückgängig lässt wieder zu, belebt aber nichts: Was hier endet, bleibt beendet.</translation>
    </message>
    <message numerus="yes">
        <source>Suspend %n agent(s)</source>
        <translation>
            <numerusform>%n Agenten stilllegen</numerusform>
            <numerusform>%n Agenten stilllegen</numerusform>
        </translation>
    </message>
    <message>
        <source>Suspend them</source>
        <translation>Stilllegen</translation>
    </message>
    <message>
        <source>Resuming them later revives nothing: what ends here stays ended.</source>
        <translation>Sie später wieder zuzulassen belebt nichts: Was hier endet, bleibt beendet.</translation>
    </message>
    <message>
        <source>Suspend %1</source>
        <translation>%1 stilllegen</translation>
    </message>
    <message>
        <source>%1 is suspended. Resuming revives no session and no request.</source>
        <translation>%1 ist stillgelegt. Wieder zuzulassen belebt keine Sitzung und keine Anfrage.</translation>
    </message>
    <message>
        <source>Sessions, requests and approvals from before the suspension stay ended.</source>
        <translation>Sitzungen, Anfragen und Freigaben aus der Zeit vor der Stilllegung bleiben beendet.</translation>
    </message>
    <message numerus="yes">
        <source>Resume %n agent(s)</source>
        <translation>
            <numerusform>%n Agenten wieder zulassen</numerusform>
            <numerusform>%n Agenten wieder zulassen</numerusform>
        </translation>
    </message>
    <message>
        <source>Resume them</source>
        <translation>Wieder zulassen</translation>
    </message>
    <message>
        <source>Resume %1</source>
        <translation>%1 wieder zulassen</translation>
    </message>
    <message>
        <source>%1 may act again</source>
        <translation>%1 darf wieder handeln</translation>
    </message>
    <message>
        <source>Revoke %1 for good</source>
        <translation>%1 endgültig widerrufen</translation>
    </message>
    <message>
        <source>%1 is revoked</source>
        <translation>%1 ist widerrufen</translation>
    </message>
    <message>
        <source>The agent never acts again. Its id and its keys cannot be used by another.</source>
        <translation>Der Agent handelt nie wieder. Seine Kennung und seine Schlüssel kann kein anderer verwenden.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentsModel</name>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Key since</source>
        <translation>Schlüssel seit</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Denied 24 h</source>
        <translation>Verweigert 24 h</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentsPage</name>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Accept an agent</source>
        <translation>Agenten annehmen</translation>
    </message>
    <message>
        <source>Register an agent…</source>
        <translation>Agenten registrieren …</translation>
    </message>
    <message>
        <source>Register an agent</source>
        <translation>Agenten registrieren</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Import agents</source>
        <translation>Agenten importieren</translation>
    </message>
    <message>
        <source>Filter the agents</source>
        <translation>Agenten filtern</translation>
    </message>
    <message>
        <source>Suspend now</source>
        <translation>Jetzt stilllegen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Wieder zulassen</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen …</translation>
    </message>
    <message>
        <source>Another key…</source>
        <translation>Anderer Schlüssel …</translation>
    </message>
    <message>
        <source>Filter by id, state, owner, environment, group or tag</source>
        <translation>Nach Kennung, Zustand, Verantwortlichem, Umgebung, Gruppe oder Merkmal filtern</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Suspend selected…</source>
        <translation>Auswahl stilllegen …</translation>
    </message>
    <message>
        <source>Resume selected…</source>
        <translation>Auswahl wieder zulassen …</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>No agents yet</source>
        <translation>Noch keine Agenten</translation>
    </message>
    <message>
        <source>An agent acts in this store once its key is registered.</source>
        <translation>Ein Agent handelt in dieser Ablage, sobald sein Schlüssel registriert ist.</translation>
    </message>
    <message>
        <source>Register the first agent…</source>
        <translation>Den ersten Agenten registrieren …</translation>
    </message>
    <message>
        <source>No agent fits the filter</source>
        <translation>Kein Agent passt zum Filter</translation>
    </message>
    <message>
        <source>Every word must occur in the id, state, owner, environment, a group or a tag.</source>
        <translation>Jedes Wort muss in Kennung, Zustand, Verantwortlichem, Umgebung, einer Gruppe oder einem Merkmal vorkommen.</translation>
    </message>
    <message>
        <source>Show all agents</source>
        <translation>Alle Agenten zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) ask to be registered.</source>
        <translation>
            <numerusform>%n Agent bittet um Registrierung.</numerusform>
            <numerusform>%n Agenten bitten um Registrierung.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at them…</source>
        <translation>Ansehen …</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n ausgewählt</numerusform>
            <numerusform>%n ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Only an active agent can be suspended.</source>
        <translation>Nur ein aktiver Agent kann stillgelegt werden.</translation>
    </message>
    <message>
        <source>Only a suspended agent can be resumed.</source>
        <translation>Nur ein stillgelegter Agent kann wieder zugelassen werden.</translation>
    </message>
    <message>
        <source>Agents are revoked one at a time.</source>
        <translation>Agenten werden einzeln widerrufen.</translation>
    </message>
    <message>
        <source>It is revoked already.</source>
        <translation>Er ist schon widerrufen.</translation>
    </message>
    <message>
        <source>Select one agent.</source>
        <translation>Wählen Sie einen Agenten aus.</translation>
    </message>
    <message>
        <source>A revoked agent gets no other key.</source>
        <translation>Ein widerrufener Agent bekommt keinen anderen Schlüssel.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AgentsTable</name>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AppearanceCard</name>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Another language is used from the next start on.</source>
        <translation>Eine andere Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalCard</name>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>verfallen</translation>
    </message>
    <message>
        <source>Who, for whom</source>
        <translation>Wer, für wen</translation>
    </message>
    <message>
        <source>%1 risk</source>
        <translation>Risiko %1</translation>
    </message>
    <message>
        <source>The agent says: “%1”</source>
        <translation>Der Agent sagt: „%1“</translation>
    </message>
    <message>
        <source>The agent gave no reason.</source>
        <translation>Der Agent hat keinen Grund genannt.</translation>
    </message>
    <message>
        <source>Approved in full, %1 may run exactly this, once, until %2 at the latest.</source>
        <translation>Vollständig freigegeben, darf %1 genau dies einmal ausführen, spätestens bis %2.</translation>
    </message>
    <message>
        <source>%1 · needs %2 · asked %3</source>
        <translation>%1 · braucht %2 · gefragt %3</translation>
    </message>
    <message>
        <source>lapses in %1</source>
        <translation>verfällt in %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalDelegate</name>
    <message>
        <source>no resource</source>
        <translation>keine Ressource</translation>
    </message>
    <message numerus="yes">
        <source>%n alike</source>
        <translation>
            <numerusform>%n gleichartige</numerusform>
            <numerusform>%n gleichartige</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2 selected</source>
        <translation>%1 von %2 ausgewählt</translation>
    </message>
    <message numerus="yes">
        <source>group of %n, same action and resource</source>
        <translation>
            <numerusform>Gruppe von %n, gleiche Aktion und Ressource</numerusform>
            <numerusform>Gruppe von %n, gleiche Aktion und Ressource</numerusform>
        </translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>unrated</source>
        <translation>unbewertet</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalListModel</name>
    <message>
        <source>%1 of %2, risk %3</source>
        <translation>%1 von %2, Risiko %3</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalNotices</name>
    <message>
        <source>%1 asks for approval</source>
        <translation>%1 bittet um Freigabe</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) ask for approval</source>
        <translation>
            <numerusform>%n Anfrage bittet um Freigabe</numerusform>
            <numerusform>%n Anfragen bitten um Freigabe</numerusform>
        </translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>In %1</translation>
    </message>
    <message>
        <source>Countersign: nothing waits</source>
        <translation>Countersign: nichts wartet</translation>
    </message>
    <message numerus="yes">
        <source>Countersign: %n approval(s) wait</source>
        <translation>
            <numerusform>Countersign: %n Freigabe wartet</numerusform>
            <numerusform>Countersign: %n Freigaben warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ApprovalsPage</name>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>Lapses first</source>
        <translation>Verfällt zuerst</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Waiting requests</source>
        <translation>Wartende Anfragen</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>When an agent asks for something that needs a person, it appears here by itself.</source>
        <translation>Fragt ein Agent nach etwas, das einen Menschen braucht, erscheint es hier von selbst.</translation>
    </message>
    <message>
        <source>Your key is locked</source>
        <translation>Ihr Schlüssel ist gesperrt</translation>
    </message>
    <message>
        <source>Unlock it to see what waits and to decide.</source>
        <translation>Entsperren Sie ihn, um Wartendes zu sehen und zu entscheiden.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unlock to see what waits.</source>
        <translation>Entsperren, um Wartendes zu sehen.</translation>
    </message>
    <message>
        <source>Next request</source>
        <translation>Nächste Anfrage</translation>
    </message>
    <message>
        <source>Previous request</source>
        <translation>Vorige Anfrage</translation>
    </message>
    <message>
        <source>Select this request or group</source>
        <translation>Diese Anfrage oder Gruppe auswählen</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>Nichts auswählen</translation>
    </message>
    <message>
        <source>Open or close the group</source>
        <translation>Gruppe auf- oder zuklappen</translation>
    </message>
    <message>
        <source>There is nothing to decide.</source>
        <translation>Es gibt nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>Approve what is shown</source>
        <translation>Gezeigtes freigeben</translation>
    </message>
    <message>
        <source>Deny what is shown</source>
        <translation>Gezeigtes ablehnen</translation>
    </message>
    <message>
        <source>%1 wait</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 of %2 selected</source>
        <translation>%1 von %2 ausgewählt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ArgumentText</name>
    <message numerus="yes">
        <source>object of %n</source>
        <translation>
            <numerusform>Objekt mit %n</numerusform>
            <numerusform>Objekt mit %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>list of %n</source>
        <translation>
            <numerusform>Liste mit %n</numerusform>
            <numerusform>Liste mit %n</numerusform>
        </translation>
    </message>
    <message>
        <source>SQL</source>
        <translation>SQL</translation>
    </message>
    <message>
        <source>Shell</source>
        <translation>Shell</translation>
    </message>
    <message>
        <source>HTTP request</source>
        <translation>HTTP-Anfrage</translation>
    </message>
    <message>
        <source>Diff</source>
        <translation>Diff</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ArgumentsCard</name>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>No arguments · SHA-256 %1</source>
        <translation>Keine Argumente · SHA-256 %1</translation>
    </message>
    <message>
        <source>Exactly these arguments · SHA-256 %1</source>
        <translation>Genau diese Argumente · SHA-256 %1</translation>
    </message>
    <message>
        <source>%1 more characters are not shown yet. Only what you have seen can be approved.</source>
        <translation>%1 weitere Zeichen sind noch nicht gezeigt. Nur was Sie gesehen haben, kann freigegeben werden.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AssignSheet</name>
    <message>
        <source>Give the role %1</source>
        <translation>Rolle %1 geben</translation>
    </message>
    <message>
        <source>Give it</source>
        <translation>Geben</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>To whom</source>
        <translation>Wem</translation>
    </message>
    <message>
        <source>agent:agent-triage or group:…</source>
        <translation>agent:agent-triage oder group:…</translation>
    </message>
    <message>
        <source>Say to whom.</source>
        <translation>Sagen Sie, wem.</translation>
    </message>
    <message>
        <source>Give %1 the role %2</source>
        <translation>%1 die Rolle %2 geben</translation>
    </message>
    <message>
        <source>%1 has the role %2</source>
        <translation>%1 hat die Rolle %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditModel</name>
    <message>
        <source>Record</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Ressource</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Live tail</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>No record matches</source>
        <translation>Kein Eintrag passt</translation>
    </message>
    <message>
        <source>Change the filter, or remove it to see every record.</source>
        <translation>Ändern Sie den Filter oder entfernen Sie ihn, um jeden Eintrag zu sehen.</translation>
    </message>
    <message>
        <source>Show every record</source>
        <translation>Jeden Eintrag zeigen</translation>
    </message>
    <message>
        <source>Filter the records</source>
        <translation>Einträge filtern</translation>
    </message>
    <message>
        <source>Export the records</source>
        <translation>Einträge exportieren</translation>
    </message>
    <message>
        <source>Pause or resume the live tail</source>
        <translation>Live-Anzeige anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Verify the record</source>
        <translation>Eintrag prüfen</translation>
    </message>
    <message>
        <source>not applied</source>
        <translation>nicht angewandt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>valid · %1 ms</source>
        <translation>gültig · %1 ms</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Paused · %n new</source>
        <translation>
            <numerusform>Angehalten · %n neuer</numerusform>
            <numerusform>Angehalten · %n neue</numerusform>
        </translation>
    </message>
    <message>
        <source>Pause the live tail</source>
        <translation>Live-Anzeige anhalten</translation>
    </message>
    <message>
        <source>Resume the live tail</source>
        <translation>Live-Anzeige fortsetzen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditTable</name>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Only with this value</source>
        <translation>Nur mit diesem Wert</translation>
    </message>
    <message>
        <source>Without this value</source>
        <translation>Ohne diesen Wert</translation>
    </message>
</context>
<context>
    <name>countersign::ui::AuditWords</name>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>zurückgewiesen</translation>
    </message>
    <message>
        <source>issued</source>
        <translation>ausgestellt</translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>widerrufen</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>deny</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>success</source>
        <translation>Erfolg</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>Fehlschlag</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>allow, failed</source>
        <translation>erlaubt, fehlgeschlagen</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Redemption of an approval</source>
        <translation>Einlösung einer Freigabe</translation>
    </message>
    <message>
        <source>Report of what happened</source>
        <translation>Bericht, was geschah</translation>
    </message>
    <message>
        <source>Reading of the ledger</source>
        <translation>Lesen des Hauptbuchs</translation>
    </message>
    <message>
        <source>The engine itself</source>
        <translation>Die Maschine selbst</translation>
    </message>
</context>
<context>
    <name>countersign::ui::BatchCard</name>
    <message>
        <source>The same in all of them</source>
        <translation>In allen gleich</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>Was sich unterscheidet</translation>
    </message>
    <message>
        <source>Who, for whom</source>
        <translation>Wer, für wen</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %2 · %n alike</source>
        <translation>
            <numerusform>%1 auf %2 · %n gleichartige</numerusform>
            <numerusform>%1 auf %2 · %n gleichartige</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at once, each signed by itself · needs %1</source>
        <translation>
            <numerusform>%n auf einmal, jede einzeln unterschrieben · braucht %1</numerusform>
            <numerusform>%n auf einmal, jede einzeln unterschrieben · braucht %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>These are the first %1 that you selected. The other %n come after them.</source>
        <translation>
            <numerusform>Das sind die ersten %1 der ausgewählten. Die andere kommt danach.</numerusform>
            <numerusform>Das sind die ersten %1 der ausgewählten. Die anderen %n kommen danach.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::BulkRun</name>
    <message>
        <source>Many changes are signed with your key.</source>
        <translation>Viele Änderungen werden mit Ihrem Schlüssel unterschrieben.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::BulkSheet</name>
    <message>
        <source>Asking what would change…</source>
        <translation>Es wird gefragt, was sich ändern würde …</translation>
    </message>
    <message>
        <source>%1 of %2 can be ordered.</source>
        <translation>%1 von %2 können angeordnet werden.</translation>
    </message>
    <message>
        <source>None of these can be ordered.</source>
        <translation>Nichts davon kann angeordnet werden.</translation>
    </message>
    <message>
        <source>Nothing else changes.</source>
        <translation>Sonst ändert sich nichts.</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Erledigt.</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 erledigt</translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) done</source>
        <translation>
            <numerusform>%n Anordnung ausgeführt</numerusform>
            <numerusform>%n Anordnungen ausgeführt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) were not done.</source>
        <translation>
            <numerusform>%n Anordnung wurde nicht ausgeführt.</numerusform>
            <numerusform>%n Anordnungen wurden nicht ausgeführt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::ChainView</name>
    <message>
        <source>lends %1 until %2, depth %3</source>
        <translation>verleiht %1 bis %2, Tiefe %3</translation>
    </message>
    <message numerus="yes">
        <source>%1, uses: at most %n</source>
        <translation>
            <numerusform>%1, Nutzungen: höchstens %n</numerusform>
            <numerusform>%1, Nutzungen: höchstens %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>stands behind</source>
        <translation>steht dahinter</translation>
    </message>
    <message>
        <source>lends by %1</source>
        <translation>verleiht durch %1</translation>
    </message>
    <message>
        <source>Chain of responsibility: %1</source>
        <translation>Kette der Verantwortung: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CodeView</name>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message>
        <source>Copy as shown</source>
        <translation>Kopieren wie gezeigt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::CommandPalette</name>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder einen Befehl ausführen</translation>
    </message>
    <message>
        <source>A page, a command, an agent, or any id</source>
        <translation>Eine Seite, ein Befehl, ein Agent oder eine Kennung</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Gefundenes</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Gehe zu %1</translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation>Strg+%1</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Record %1</source>
        <translation>Eintrag %1</translation>
    </message>
    <message>
        <source>audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ConditionsField</name>
    <message>
        <source>Add conditions</source>
        <translation>Bedingungen hinzufügen</translation>
    </message>
    <message>
        <source>Environments</source>
        <translation>Umgebungen</translation>
    </message>
    <message>
        <source>production</source>
        <translation>production</translation>
    </message>
    <message>
        <source>Networks</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>10.0.0.0/8</source>
        <translation>10.0.0.0/8</translation>
    </message>
    <message>
        <source>Only on these days (none: every day)</source>
        <translation>Nur an diesen Tagen (keiner: jeden Tag)</translation>
    </message>
    <message>
        <source>Only in these environments</source>
        <translation>Nur in diesen Umgebungen</translation>
    </message>
    <message>
        <source>Only from these networks</source>
        <translation>Nur aus diesen Netzen</translation>
    </message>
    <message>
        <source>At most so often</source>
        <translation>Höchstens so oft</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>Uses in all</source>
        <translation>Nutzungen insgesamt</translation>
    </message>
    <message>
        <source>Fold the conditions away</source>
        <translation>Bedingungen zuklappen</translation>
    </message>
    <message>
        <source>Hours, network, rate, budget…</source>
        <translation>Zeiten, Netz, Rate, Budget …</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>Nur von</translation>
    </message>
    <message>
        <source>From, in UTC</source>
        <translation>Von, in UTC</translation>
    </message>
    <message>
        <source>To, in UTC</source>
        <translation>Bis, in UTC</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>as often as it likes</source>
        <translation>beliebig oft</translation>
    </message>
    <message>
        <source>Uses in a while</source>
        <translation>Nutzungen in einer Zeit</translation>
    </message>
    <message>
        <source>In which while</source>
        <translation>In welcher Zeit</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>einer Minute</translation>
    </message>
    <message>
        <source>an hour</source>
        <translation>einer Stunde</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>einem Tag</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionBar</name>
    <message>
        <source>Deny</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>You sign with</source>
        <translation>Sie unterschreiben mit</translation>
    </message>
    <message>
        <source>Your key</source>
        <translation>Ihr Schlüssel</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>As agreed</source>
        <translation>Wie vereinbart</translation>
    </message>
    <message>
        <source>Checked the arguments</source>
        <translation>Argumente geprüft</translation>
    </message>
    <message>
        <source>Not expected from this agent</source>
        <translation>Von diesem Agenten nicht erwartet</translation>
    </message>
    <message>
        <source>Wrong arguments</source>
        <translation>Falsche Argumente</translation>
    </message>
    <message>
        <source>Too risky now</source>
        <translation>Jetzt zu riskant</translation>
    </message>
    <message>
        <source>Ask me first</source>
        <translation>Fragt mich zuerst</translation>
    </message>
    <message>
        <source>Reason (optional, signed and recorded)</source>
        <translation>Grund (freiwillig, wird unterschrieben und festgehalten)</translation>
    </message>
    <message numerus="yes">
        <source>Approve %n</source>
        <translation>
            <numerusform>%n freigeben</numerusform>
            <numerusform>%n freigeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Deny %n</source>
        <translation>
            <numerusform>%n ablehnen</numerusform>
            <numerusform>%n ablehnen</numerusform>
        </translation>
    </message>
    <message>
        <source>This was shown or changed just now. Look at it, then approve.</source>
        <translation>Dies wurde eben erst gezeigt oder geändert. Sehen Sie es an, dann geben Sie frei.</translation>
    </message>
    <message>
        <source>Signing your decision…</source>
        <translation>Ihre Entscheidung wird unterschrieben …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionDesk</name>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message numerus="yes">
        <source>Fetching all %n…</source>
        <translation>
            <numerusform>Alle %n werden geholt …</numerusform>
            <numerusform>Alle %n werden geholt …</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken: %1 approved it.</source>
        <translation>Vergeben: %1 hat freigegeben.</translation>
    </message>
    <message>
        <source>Taken: %1 denied it.</source>
        <translation>Vergeben: %1 hat abgelehnt.</translation>
    </message>
    <message>
        <source>It is decided already.</source>
        <translation>Es ist schon entschieden.</translation>
    </message>
    <message>
        <source>It lapsed: nobody decided in time, or the agent may no longer act.</source>
        <translation>Es ist verfallen: Niemand hat rechtzeitig entschieden, oder der Agent darf nicht mehr handeln.</translation>
    </message>
    <message>
        <source>The agent has withdrawn it.</source>
        <translation>Der Agent hat es zurückgezogen.</translation>
    </message>
    <message>
        <source>It was approved, and the agent has used the approval.</source>
        <translation>Es wurde freigegeben, und der Agent hat die Freigabe genutzt.</translation>
    </message>
    <message>
        <source>It lapsed: nobody decided in time.</source>
        <translation>Es ist verfallen: Niemand hat rechtzeitig entschieden.</translation>
    </message>
    <message>
        <source>You cannot decide this: %1</source>
        <translation>Sie können dies nicht entscheiden: %1</translation>
    </message>
    <message>
        <source>These arguments are too long to be approved together: open each by itself.</source>
        <translation>Diese Argumente sind zu lang, um zusammen freigegeben zu werden: Öffnen Sie jede einzeln.</translation>
    </message>
    <message>
        <source>Not all of the arguments are shown: show all of them to approve.</source>
        <translation>Nicht alle Argumente sind gezeigt: Zeigen Sie alle, um freizugeben.</translation>
    </message>
    <message>
        <source>There is nothing to decide.</source>
        <translation>Es gibt nichts zu entscheiden.</translation>
    </message>
    <message>
        <source>Signing…</source>
        <translation>Wird unterschrieben …</translation>
    </message>
    <message>
        <source>Signing %1 of %2…</source>
        <translation>%1 von %2 wird unterschrieben …</translation>
    </message>
    <message>
        <source>You approved %1 of %2.</source>
        <translation>Sie haben %1 von %2 freigegeben.</translation>
    </message>
    <message>
        <source>You denied %1 of %2.</source>
        <translation>Sie haben %1 von %2 abgelehnt.</translation>
    </message>
    <message numerus="yes">
        <source>You approved %n alike of %1.</source>
        <translation>
            <numerusform>Sie haben %n gleichartige von %1 freigegeben.</numerusform>
            <numerusform>Sie haben %n gleichartige von %1 freigegeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You denied %n alike of %1.</source>
        <translation>
            <numerusform>Sie haben %n gleichartige von %1 abgelehnt.</numerusform>
            <numerusform>Sie haben %n gleichartige von %1 abgelehnt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not decided: %n. %1</source>
        <translation>
            <numerusform>Nicht entschieden: %n. %1</numerusform>
            <numerusform>Nicht entschieden: %n. %1</numerusform>
        </translation>
    </message>
    <message>
        <source>The connection to the store is lost: nothing can be decided until it is back.</source>
        <translation>Die Verbindung zur Ablage ist abgebrochen: Bis sie wieder steht, kann nichts entschieden werden.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DecisionsChart</name>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Decisions over time</source>
        <translation>Entscheidungen über die Zeit</translation>
    </message>
    <message>
        <source>%1, %2 long: %3 allowed, %4 held, %5 denied</source>
        <translation>%1, %2 lang: %3 erlaubt, %4 angehalten, %5 verweigert</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>day and month below a bar</comment>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DelegationSheet</name>
    <message>
        <source>New delegation</source>
        <translation>Neue Delegation</translation>
    </message>
    <message>
        <source>Lend it</source>
        <translation>Verleihen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Who lends</source>
        <translation>Wer verleiht</translation>
    </message>
    <message>
        <source>%1, on what %2 lent it</source>
        <translation>%1, auf das, was %2 ihm verlieh</translation>
    </message>
    <message>
        <source>To which agent</source>
        <translation>Welchem Agenten</translation>
    </message>
    <message>
        <source>agent-triage</source>
        <translation>agent-triage</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>Zweck</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source> hop(s)</source>
        <translation> Schritt(e)</translation>
    </message>
    <message>
        <source>May be lent on</source>
        <translation>Darf weiterverliehen werden</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>Most uses</source>
        <translation>Höchstens benutzt</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>It never gives more than the agent&apos;s own grants and every hop allow.</source>
        <translation>Sie gibt nie mehr, als die eigenen Zuteilungen des Agenten und jeder Schritt erlauben.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>There is no user who could lend.</source>
        <translation>Es gibt keinen Benutzer, der verleihen könnte.</translation>
    </message>
    <message>
        <source>Say to which agent.</source>
        <translation>Sagen Sie, welchem Agenten.</translation>
    </message>
    <message>
        <source>Name a scope.</source>
        <translation>Nennen Sie einen Scope.</translation>
    </message>
    <message>
        <source>Lend %1 from %2 to %3</source>
        <translation>%1 von %2 an %3 verleihen</translation>
    </message>
    <message>
        <source>%1 lends %2 to %3</source>
        <translation>%1 verleiht %2 an %3</translation>
    </message>
    <message>
        <source>%1 may act for %2 with %3 on %4, as far as its own grants go, until %5.</source>
        <translation>%1 darf bis %5 für %2 mit %3 auf %4 handeln, soweit die eigenen Zuteilungen reichen.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DesktopNotes</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::DiffCard</name>
    <message>
        <source>Effective permissions</source>
        <translation>Wirksame Berechtigungen</translation>
    </message>
    <message>
        <source>gains %1</source>
        <translation>gewinnt %1</translation>
    </message>
    <message>
        <source>loses %1</source>
        <translation>verliert %1</translation>
    </message>
    <message numerus="yes">
        <source>and %n further line(s)</source>
        <translation>
            <numerusform>und %n weitere Zeile</numerusform>
            <numerusform>und %n weitere Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n further agent(s)</source>
        <translation>
            <numerusform>und %n weiterer Agent</numerusform>
            <numerusform>und %n weitere Agenten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::DraftSheet</name>
    <message>
        <source>No request of the last 30 days is touched by it.</source>
        <translation>Keine Anfrage der letzten 30 Tage ist davon berührt.</translation>
    </message>
    <message>
        <source>Of %1 recorded requests of the last 30 days, %2 would be decided otherwise.</source>
        <translation>Von %1 aufgezeichneten Anfragen der letzten 30 Tage würden %2 anders entschieden.</translation>
    </message>
    <message>
        <source>%1 Still counting…</source>
        <translation>%1 Es wird noch gezählt …</translation>
    </message>
    <message>
        <source>Looking at what was recorded…</source>
        <translation>Das Aufgezeichnete wird angesehen …</translation>
    </message>
    <message numerus="yes">
        <source>Something changes for %n agent(s), listed below the form.</source>
        <translation>
            <numerusform>Für %n Agenten ändert sich etwas; er steht unter dem Formular.</numerusform>
            <numerusform>Für %n Agenten ändert sich etwas; sie stehen unter dem Formular.</numerusform>
        </translation>
    </message>
    <message>
        <source>No agent&apos;s own permissions change.</source>
        <translation>Die eigenen Rechte keines Agenten ändern sich.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Effects</name>
    <message>
        <source>%1 may not act any more.</source>
        <translation>%1 darf nicht mehr handeln.</translation>
    </message>
    <message>
        <source>%1 may act.</source>
        <translation>%1 darf handeln.</translation>
    </message>
    <message>
        <source>%1 gains %2.</source>
        <translation>%1 gewinnt %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 gains %n further permission(s).</source>
        <translation>
            <numerusform>%1 gewinnt %n weitere Berechtigung.</numerusform>
            <numerusform>%1 gewinnt %n weitere Berechtigungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 loses %2.</source>
        <translation>%1 verliert %2.</translation>
    </message>
    <message numerus="yes">
        <source>%1 loses %n further permission(s).</source>
        <translation>
            <numerusform>%1 verliert %n weitere Berechtigung.</numerusform>
            <numerusform>%1 verliert %n weitere Berechtigungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>anything</source>
        <translation>alles</translation>
    </message>
    <message numerus="yes">
        <source>held for %n approval(s) of %1</source>
        <translation>
            <numerusform>angehalten für %n Freigabe von %1</numerusform>
            <numerusform>angehalten für %n Freigaben von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>a denial of %1</source>
        <translation>ein Verbot von %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>Something changes for %n further agent(s).</source>
        <translation>
            <numerusform>Für %n weiteren Agenten ändert sich etwas.</numerusform>
            <numerusform>Für %n weitere Agenten ändert sich etwas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) end.</source>
        <translation>
            <numerusform>%n Sitzung endet.</numerusform>
            <numerusform>%n Sitzungen enden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting request(s) can no longer be approved.</source>
        <translation>
            <numerusform>%n wartende Anfrage kann nicht mehr freigegeben werden.</numerusform>
            <numerusform>%n wartende Anfragen können nicht mehr freigegeben werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n approved request(s) can no longer run.</source>
        <translation>
            <numerusform>%n freigegebene Anfrage kann nicht mehr ausgeführt werden.</numerusform>
            <numerusform>%n freigegebene Anfragen können nicht mehr ausgeführt werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n delegation(s) end.</source>
        <translation>
            <numerusform>%n Delegation endet.</numerusform>
            <numerusform>%n Delegationen enden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n further session(s), request(s) or delegation(s) end.</source>
        <translation>
            <numerusform>%n weitere Sitzung, Anfrage oder Delegation endet.</numerusform>
            <numerusform>%n weitere Sitzungen, Anfragen oder Delegationen enden.</numerusform>
        </translation>
    </message>
    <message>
        <source>no approval is needed any more for %1.</source>
        <translation>für %1 ist keine Freigabe mehr nötig.</translation>
    </message>
    <message>
        <source>from now on %1 is %2.</source>
        <translation>ab jetzt gilt für %1: %2.</translation>
    </message>
    <message>
        <source>%1 is %2; until now it is %3.</source>
        <translation>für %1 gilt: %2; bisher: %3.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::EnrolmentSheet</name>
    <message>
        <source>Agents that ask to be registered</source>
        <translation>Agenten, die um Registrierung bitten</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Each has proven that it holds its key. Whether it is who it says is for you to find out: compare the thumbprint with the one that its owner sees.</source>
        <translation>Jeder hat nachgewiesen, dass er seinen Schlüssel hat. Ob er ist, was er sagt, finden Sie heraus: Vergleichen Sie den Fingerabdruck mit dem, den sein Verantwortlicher sieht.</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>Turn away</source>
        <translation>Abweisen</translation>
    </message>
    <message>
        <source>Turn %1 away</source>
        <translation>%1 abweisen</translation>
    </message>
    <message>
        <source>Thumbprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 is registered with this key.</source>
        <translation>%1 ist mit diesem Schlüssel registriert.</translation>
    </message>
    <message>
        <source>Without a role or a grant it may do nothing yet.</source>
        <translation>Ohne Rolle oder Zuteilung darf er noch nichts.</translation>
    </message>
    <message>
        <source>Undo revokes it; its id and key stay used.</source>
        <translation>Rückgängig widerruft ihn; seine Kennung und sein Schlüssel bleiben vergeben.</translation>
    </message>
    <message>
        <source>Accept %1</source>
        <translation>%1 annehmen</translation>
    </message>
    <message>
        <source>%1 is registered</source>
        <translation>%1 ist registriert</translation>
    </message>
    <message>
        <source>It is not registered. Its id and key stay free, so it may ask again.</source>
        <translation>Er ist nicht registriert. Kennung und Schlüssel bleiben frei, er darf also wieder fragen.</translation>
    </message>
    <message>
        <source>%1 was turned away</source>
        <translation>%1 wurde abgewiesen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ErrorText</name>
    <message>
        <source>The request was not understood. Please check what was entered.</source>
        <translation>Die Anfrage wurde nicht verstanden. Bitte prüfen Sie die Eingabe.</translation>
    </message>
    <message>
        <source>Something that was entered is not valid. Please correct it.</source>
        <translation>Etwas Eingegebenes ist ungültig. Bitte berichtigen Sie es.</translation>
    </message>
    <message>
        <source>This is not well-formed JSON. Please correct it.</source>
        <translation>Das ist kein wohlgeformtes JSON. Bitte berichtigen Sie es.</translation>
    </message>
    <message>
        <source>A name stands twice in the JSON. Please keep one of them.</source>
        <translation>Ein Name steht zweimal im JSON. Bitte behalten Sie einen davon.</translation>
    </message>
    <message>
        <source>The JSON is nested too deeply.</source>
        <translation>Das JSON ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>It is too large. Please make it shorter.</source>
        <translation>Es ist zu groß. Bitte kürzen Sie es.</translation>
    </message>
    <message>
        <source>A number cannot be kept exactly. Please write it as text.</source>
        <translation>Eine Zahl lässt sich nicht genau festhalten. Bitte schreiben Sie sie als Text.</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8.</source>
        <translation>Der Text ist kein gültiges UTF-8.</translation>
    </message>
    <message>
        <source>The server does not take this kind of content.</source>
        <translation>Der Server nimmt Inhalte dieser Art nicht an.</translation>
    </message>
    <message>
        <source>The server does not offer this.</source>
        <translation>Der Server bietet das nicht an.</translation>
    </message>
    <message>
        <source>The key is locked. Unlock it and try again.</source>
        <translation>Der Schlüssel ist gesperrt. Entsperren Sie ihn und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The session is not known to the store. Unlock the key again.</source>
        <translation>Die Ablage kennt die Sitzung nicht. Entsperren Sie den Schlüssel erneut.</translation>
    </message>
    <message>
        <source>The session has ended. Unlock the key again.</source>
        <translation>Die Sitzung ist beendet. Entsperren Sie den Schlüssel erneut.</translation>
    </message>
    <message>
        <source>The challenge is not known. Please try again.</source>
        <translation>Die Aufgabe zum Nachweis ist nicht bekannt. Bitte versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The challenge has expired. Please try again.</source>
        <translation>Die Aufgabe zum Nachweis ist abgelaufen. Bitte versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The challenge was used already. Please try again.</source>
        <translation>Die Aufgabe zum Nachweis wurde schon verwendet. Bitte versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The signature does not fit. Nothing was changed.</source>
        <translation>Die Unterschrift passt nicht. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This is not a sound Ed25519 public key. Paste the public half of the key.</source>
        <translation>Das ist kein gültiger öffentlicher Ed25519-Schlüssel. Fügen Sie die öffentliche Hälfte des Schlüssels ein.</translation>
    </message>
    <message>
        <source>This key is not known to the store.</source>
        <translation>Die Ablage kennt diesen Schlüssel nicht.</translation>
    </message>
    <message>
        <source>This key is no longer valid, or not yet.</source>
        <translation>Dieser Schlüssel gilt nicht mehr oder noch nicht.</translation>
    </message>
    <message>
        <source>There is no such agent.</source>
        <translation>Diesen Agenten gibt es nicht.</translation>
    </message>
    <message>
        <source>The agent is not active yet.</source>
        <translation>Der Agent ist noch nicht aktiv.</translation>
    </message>
    <message>
        <source>The agent is suspended.</source>
        <translation>Der Agent ist stillgelegt.</translation>
    </message>
    <message>
        <source>The agent was revoked for good.</source>
        <translation>Der Agent wurde endgültig widerrufen.</translation>
    </message>
    <message>
        <source>The agent has expired.</source>
        <translation>Der Agent ist abgelaufen.</translation>
    </message>
    <message>
        <source>The owner of the agent is disabled.</source>
        <translation>Der Verantwortliche des Agenten ist abgeschaltet.</translation>
    </message>
    <message>
        <source>There is no such user. Add the user first.</source>
        <translation>Diesen Benutzer gibt es nicht. Fügen Sie ihn zuerst hinzu.</translation>
    </message>
    <message>
        <source>The user is disabled.</source>
        <translation>Der Benutzer ist abgeschaltet.</translation>
    </message>
    <message>
        <source>This key belongs to no operator of the store. Ask an owner to add it.</source>
        <translation>Dieser Schlüssel gehört keinem Operator der Ablage. Bitten Sie einen Eigentümer, ihn hinzuzufügen.</translation>
    </message>
    <message>
        <source>This operator is disabled. Ask an owner.</source>
        <translation>Dieser Operator ist abgeschaltet. Fragen Sie einen Eigentümer.</translation>
    </message>
    <message>
        <source>Your roles do not allow this. Ask an owner of the store.</source>
        <translation>Ihre Rollen erlauben das nicht. Fragen Sie einen Eigentümer der Ablage.</translation>
    </message>
    <message>
        <source>This belongs to another store. Nothing was changed.</source>
        <translation>Das gehört zu einer anderen Ablage. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The order was made too long ago, or this computer’s clock is wrong. Check the clock and try again.</source>
        <translation>Die Anordnung ist zu alt, oder die Uhr dieses Rechners geht falsch. Prüfen Sie die Uhr und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This order was given already.</source>
        <translation>Diese Anordnung wurde schon gegeben.</translation>
    </message>
    <message>
        <source>It is not there, or no longer.</source>
        <translation>Es ist nicht da oder nicht mehr.</translation>
    </message>
    <message>
        <source>There is one with this name already. Choose another.</source>
        <translation>Es gibt schon etwas mit diesem Namen. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This is not possible in the present state. Refresh and look again.</source>
        <translation>Das ist im jetzigen Zustand nicht möglich. Aktualisieren Sie und sehen Sie noch einmal hin.</translation>
    </message>
    <message>
        <source>What was sent is not what was committed to. Nothing was changed.</source>
        <translation>Gesendet wurde nicht, was zugesagt war. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The same key was used for a different request.</source>
        <translation>Derselbe Schlüssel wurde für eine andere Anfrage verwendet.</translation>
    </message>
    <message>
        <source>The scope is not granted.</source>
        <translation>Der Scope ist nicht zugeteilt.</translation>
    </message>
    <message>
        <source>The scope is denied by a rule.</source>
        <translation>Eine Regel verbietet den Scope.</translation>
    </message>
    <message>
        <source>The scope is granted, but not for this resource.</source>
        <translation>Der Scope ist zugeteilt, aber nicht für diese Ressource.</translation>
    </message>
    <message>
        <source>A condition of the grant is not met.</source>
        <translation>Eine Bedingung der Zuteilung ist nicht erfüllt.</translation>
    </message>
    <message>
        <source>The budget of the grant is used up.</source>
        <translation>Das Budget der Zuteilung ist aufgebraucht.</translation>
    </message>
    <message>
        <source>Too many requests in a short time. Wait a little.</source>
        <translation>Zu viele Anfragen in kurzer Zeit. Warten Sie ein wenig.</translation>
    </message>
    <message>
        <source>There is no such delegation.</source>
        <translation>Diese Delegation gibt es nicht.</translation>
    </message>
    <message>
        <source>The delegation was revoked.</source>
        <translation>Die Delegation wurde widerrufen.</translation>
    </message>
    <message>
        <source>The delegation has expired.</source>
        <translation>Die Delegation ist abgelaufen.</translation>
    </message>
    <message>
        <source>The delegation is used up.</source>
        <translation>Die Delegation ist aufgebraucht.</translation>
    </message>
    <message>
        <source>The chain of delegations is too long.</source>
        <translation>Die Kette der Delegationen ist zu lang.</translation>
    </message>
    <message>
        <source>A delegation cannot give more than its giver has.</source>
        <translation>Eine Delegation kann nicht mehr geben, als ihr Geber hat.</translation>
    </message>
    <message>
        <source>The delegation was made for somebody else.</source>
        <translation>Die Delegation wurde für jemand anderen gemacht.</translation>
    </message>
    <message>
        <source>The policy denies it.</source>
        <translation>Die Richtlinie verbietet es.</translation>
    </message>
    <message>
        <source>The policy could not be evaluated, which denies.</source>
        <translation>Die Richtlinie ließ sich nicht auswerten; das verbietet.</translation>
    </message>
    <message>
        <source>It needs approval first.</source>
        <translation>Es braucht zuerst eine Freigabe.</translation>
    </message>
    <message>
        <source>Nobody is eligible to approve this. Add approvers, or ask others.</source>
        <translation>Niemand ist berechtigt, dies freizugeben. Fügen Sie Freigeber hinzu oder fragen Sie andere.</translation>
    </message>
    <message>
        <source>A hold needs at least one approver.</source>
        <translation>Ein Anhalten braucht mindestens einen Freigeber.</translation>
    </message>
    <message>
        <source>You may not decide this one.</source>
        <translation>Hierüber dürfen Sie nicht entscheiden.</translation>
    </message>
    <message>
        <source>It was decided already.</source>
        <translation>Es wurde schon entschieden.</translation>
    </message>
    <message>
        <source>The request has changed since it was shown. Look again before you decide.</source>
        <translation>Die Anfrage hat sich geändert, seit sie gezeigt wurde. Sehen Sie noch einmal hin, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>There is no such approval.</source>
        <translation>Diese Freigabe gibt es nicht.</translation>
    </message>
    <message>
        <source>It still waits for approval.</source>
        <translation>Es wartet noch auf Freigabe.</translation>
    </message>
    <message>
        <source>It was denied.</source>
        <translation>Es wurde abgelehnt.</translation>
    </message>
    <message>
        <source>It has lapsed: nobody decided in time.</source>
        <translation>Es ist verfallen: Niemand hat rechtzeitig entschieden.</translation>
    </message>
    <message>
        <source>The agent has withdrawn it.</source>
        <translation>Der Agent hat es zurückgezogen.</translation>
    </message>
    <message>
        <source>It is not what was approved.</source>
        <translation>Es ist nicht, was freigegeben wurde.</translation>
    </message>
    <message>
        <source>The approval was given to somebody else.</source>
        <translation>Die Freigabe wurde jemand anderem gegeben.</translation>
    </message>
    <message>
        <source>The approval was not used in time.</source>
        <translation>Die Freigabe wurde nicht rechtzeitig genutzt.</translation>
    </message>
    <message>
        <source>The approval was used already.</source>
        <translation>Die Freigabe wurde schon genutzt.</translation>
    </message>
    <message>
        <source>An approver is no longer active.</source>
        <translation>Ein Freigeber ist nicht mehr aktiv.</translation>
    </message>
    <message>
        <source>The policy has changed since it was approved.</source>
        <translation>Die Richtlinie hat sich seit der Freigabe geändert.</translation>
    </message>
    <message>
        <source>The permissions have changed since it was approved.</source>
        <translation>Die Berechtigungen haben sich seit der Freigabe geändert.</translation>
    </message>
    <message>
        <source>The agent has too many requests waiting.</source>
        <translation>Der Agent hat zu viele wartende Anfragen.</translation>
    </message>
    <message>
        <source>The store’s clock is suspect: only changes that take rights away are accepted until an owner accepts the clock.</source>
        <translation>Die Uhr der Ablage ist verdächtig: Bis ein Eigentümer die Uhr annimmt, gelten nur Änderungen, die Rechte nehmen.</translation>
    </message>
    <message>
        <source>The store cannot be read. Check that the file is there and whole.</source>
        <translation>Die Ablage ist nicht lesbar. Prüfen Sie, ob die Datei da und heil ist.</translation>
    </message>
    <message>
        <source>This file is not a Countersign store.</source>
        <translation>Diese Datei ist keine Ablage von Countersign.</translation>
    </message>
    <message>
        <source>The store was made by a newer version. Please update Countersign.</source>
        <translation>Die Ablage stammt von einer neueren Version. Bitte aktualisieren Sie Countersign.</translation>
    </message>
    <message>
        <source>Another program owns the store and does not answer. Wait for it to end, or end it.</source>
        <translation>Ein anderes Programm besitzt die Ablage und antwortet nicht. Warten Sie, bis es endet, oder beenden Sie es.</translation>
    </message>
    <message>
        <source>The store can only be read: nothing was changed.</source>
        <translation>Die Ablage kann nur gelesen werden: Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The disk is full. Make room and try again.</source>
        <translation>Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The file was replaced while it was open. Open it again.</source>
        <translation>Die Datei wurde ersetzt, während sie offen war. Öffnen Sie sie erneut.</translation>
    </message>
    <message>
        <source>The passphrase does not fit this key.</source>
        <translation>Die Passphrase passt nicht zu diesem Schlüssel.</translation>
    </message>
    <message>
        <source>This is not a key file that opens this store.</source>
        <translation>Das ist keine Schlüsseldatei, die diese Ablage öffnet.</translation>
    </message>
    <message>
        <source>The verification failed. Do not trust what the store says before you know why.</source>
        <translation>Die Prüfung ist fehlgeschlagen. Vertrauen Sie der Ablage nicht, bevor Sie wissen, warum.</translation>
    </message>
    <message>
        <source>The store did not answer in time. It is not known whether the change was made: refresh and look.</source>
        <translation>Die Ablage hat nicht rechtzeitig geantwortet. Ob die Änderung ausgeführt wurde, ist nicht bekannt: Aktualisieren Sie und sehen Sie nach.</translation>
    </message>
    <message>
        <source>It was cancelled. Nothing was changed.</source>
        <translation>Es wurde abgebrochen. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The store cannot be reached. Check the connection and try again.</source>
        <translation>Die Ablage ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Something went wrong inside. Nothing is known to have been changed; refresh and look.</source>
        <translation>Intern ging etwas schief. Dass etwas geändert wurde, ist nicht bekannt; aktualisieren Sie und sehen Sie nach.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ExportFlow</name>
    <message>
        <source>Say where the file goes.</source>
        <translation>Geben Sie an, wohin die Datei soll.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>That file exists already: choose another name.</source>
        <translation>Diese Datei gibt es schon: Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Export records</source>
        <translation>Einträge exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellen</translation>
    </message>
    <message>
        <source>JSON lines, exact</source>
        <translation>JSON-Zeilen, genau</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>In CSV no cell can become a formula; what must be exact to the byte is exported as JSON lines.</source>
        <translation>In CSV kann keine Zelle zur Formel werden; was aufs Byte genau sein muss, wird als JSON-Zeilen exportiert.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) match, and those that came since; all of them are written, newest first.</source>
        <translation>
            <numerusform>%n Eintrag passt, dazu was seither kam; alle werden geschrieben, die neuesten zuerst.</numerusform>
            <numerusform>%n Einträge passen, dazu was seither kam; alle werden geschrieben, die neuesten zuerst.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every record that matches now is written, newest first.</source>
        <translation>Jeder jetzt passende Eintrag wird geschrieben, die neuesten zuerst.</translation>
    </message>
    <message>
        <source>There is no filter: that is the whole ledger.</source>
        <translation>Es gibt keinen Filter: Das ist das ganze Hauptbuch.</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
    <message>
        <source>The ledger records this export under your name.</source>
        <translation>Das Hauptbuch hält diesen Export unter Ihrem Namen fest.</translation>
    </message>
    <message>
        <source>Exporting: %1 records written</source>
        <translation>Export: %1 Einträge geschrieben</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 records written</source>
        <translation>Export: %1 von %2 Einträgen geschrieben</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The export was stopped. No file was written.</source>
        <translation>Der Export wurde abgebrochen. Keine Datei wurde geschrieben.</translation>
    </message>
    <message>
        <source>The export failed and no file was written: %1 %2</source>
        <translation>Der Export ist fehlgeschlagen, keine Datei wurde geschrieben: %1 %2</translation>
    </message>
    <message>
        <source>%1 records are in %2. Record %3 of the ledger tells of it.</source>
        <translation>%1 Einträge stehen in %2. Eintrag %3 des Hauptbuchs berichtet davon.</translation>
    </message>
    <message>
        <source>%1 records are in %2, but no record of the ledger tells of it: %3</source>
        <translation>%1 Einträge stehen in %2, aber kein Eintrag des Hauptbuchs berichtet davon: %3</translation>
    </message>
    <message>
        <source>The file could not be written (%1). Nothing was exported.</source>
        <translation>Die Datei konnte nicht geschrieben werden (%1). Es wurde nichts exportiert.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FilterBar</name>
    <message>
        <source>What is wrong with the filter</source>
        <translation>Was am Filter nicht stimmt</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Diesen Filter behalten</translation>
    </message>
    <message>
        <source>Filters used before</source>
        <translation>Früher benutzte Filter</translation>
    </message>
    <message>
        <source>Filters that you used or kept</source>
        <translation>Filter, die Sie benutzt oder behalten haben</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Approved and run</source>
        <translation>Freigegeben und ausgeführt</translation>
    </message>
    <message>
        <source>On behalf of a user</source>
        <translation>Im Auftrag eines Benutzers</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Anordnungen</translation>
    </message>
    <message>
        <source>Not a filter yet: %1</source>
        <translation>Noch kein Filter: %1</translation>
    </message>
    <message>
        <source>Not a filter yet, at character %1: %2</source>
        <translation>Noch kein Filter, bei Zeichen %1: %2</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>ungültig</translation>
    </message>
    <message>
        <source>valid · Enter to apply</source>
        <translation>gültig · Eingabetaste wendet an</translation>
    </message>
    <message>
        <source>The list still shows what it showed before.</source>
        <translation>Die Liste zeigt noch, was sie zuvor zeigte.</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>No filter was used yet</source>
        <translation>Noch kein Filter wurde benutzt</translation>
    </message>
    <message>
        <source>Forget this bookmark</source>
        <translation>Dieses Lesezeichen vergessen</translation>
    </message>
    <message>
        <source>Bookmark this filter</source>
        <translation>Lesezeichen für diesen Filter</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FilterEdit</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>outcome = deny and agent ~ &quot;code-*&quot; and time &gt; -7d</source>
        <translation>outcome = deny and agent ~ &quot;code-*&quot; and time &gt; -7d</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Vervollständigungen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstStart</name>
    <message>
        <source>Opened before</source>
        <translation>Früher geöffnet</translation>
    </message>
    <message>
        <source>Which agents may do what, and who countersigns</source>
        <translation>Welche Agenten was dürfen, und wer gegenzeichnet</translation>
    </message>
    <message>
        <source>A store holds your agents, their permissions, the approvals and the ledger of everything that was decided.</source>
        <translation>Eine Ablage enthält Ihre Agenten, deren Berechtigungen, die Freigaben und das Hauptbuch über alles, was entschieden wurde.</translation>
    </message>
    <message>
        <source>New store</source>
        <translation>Neue Ablage</translation>
    </message>
    <message>
        <source>A file on this computer, with a key that is yours alone.</source>
        <translation>Eine Datei auf diesem Rechner, mit einem Schlüssel, der Ihnen allein gehört.</translation>
    </message>
    <message>
        <source>New store…</source>
        <translation>Neue Ablage …</translation>
    </message>
    <message>
        <source>Open a store</source>
        <translation>Ablage öffnen</translation>
    </message>
    <message>
        <source>A file that is there already. You can also drop it onto this window.</source>
        <translation>Eine Datei, die es schon gibt. Sie können sie auch auf dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>To a store that a server keeps, by its address.</source>
        <translation>Mit einer Ablage, die ein Server führt, über seine Adresse.</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Open the sample workspace</source>
        <translation>Beispielablage öffnen</translation>
    </message>
    <message>
        <source>Look around first</source>
        <translation>Erst einmal umsehen</translation>
    </message>
    <message>
        <source>Agents act while you watch: some are held, some denied, one misbehaves. Nothing leaves this computer, and nothing stays.</source>
        <translation>Agenten handeln, während Sie zusehen: Manches wird angehalten, manches verweigert, einer benimmt sich schlecht. Nichts verlässt diesen Rechner, und nichts bleibt.</translation>
    </message>
    <message>
        <source>Making two weeks of history…</source>
        <translation>Zwei Wochen Verlauf entstehen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::FirstSteps</name>
    <message>
        <source>Say who may approve</source>
        <translation>Sagen Sie, wer freigeben darf</translation>
    </message>
    <message>
        <source>A second person keeps asking and approving apart. Add one in the settings.</source>
        <translation>Eine zweite Person hält Fragen und Freigeben auseinander. Fügen Sie sie in den Einstellungen hinzu.</translation>
    </message>
    <message>
        <source>Operators…</source>
        <translation>Operatoren …</translation>
    </message>
    <message>
        <source>Register an agent</source>
        <translation>Agenten registrieren</translation>
    </message>
    <message>
        <source>With the public half of a key that only the agent has, and the person who answers for it.</source>
        <translation>Mit der öffentlichen Hälfte eines Schlüssels, den nur der Agent hat, und der Person, die für ihn einsteht.</translation>
    </message>
    <message>
        <source>Agents…</source>
        <translation>Agenten …</translation>
    </message>
    <message>
        <source>Grant it something</source>
        <translation>Teilen Sie ihm etwas zu</translation>
    </message>
    <message>
        <source>What nobody granted is denied. What is sensitive can be held until somebody signs it.</source>
        <translation>Was niemand zugeteilt hat, wird verweigert. Heikles kann angehalten werden, bis jemand unterschreibt.</translation>
    </message>
    <message>
        <source>Access…</source>
        <translation>Zugriff …</translation>
    </message>
    <message>
        <source>Let it ask</source>
        <translation>Lassen Sie ihn fragen</translation>
    </message>
    <message>
        <source>Serve agents on this computer, or run the server. Each decision then shows up here.</source>
        <translation>Bedienen Sie Agenten auf diesem Rechner oder starten Sie den Server. Dann erscheint jede Entscheidung hier.</translation>
    </message>
    <message>
        <source>Serving…</source>
        <translation>Bedienen …</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Format</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
</context>
<context>
    <name>countersign::ui::GrantSheet</name>
    <message>
        <source>New grant</source>
        <translation>Neue Zuteilung</translation>
    </message>
    <message>
        <source>Grant it</source>
        <translation>Zuteilen</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>Für wen</translation>
    </message>
    <message>
        <source>agent:agent-triage, group:… or role:…</source>
        <translation>agent:agent-triage, group:… oder role:…</translation>
    </message>
    <message>
        <source>May be lent on</source>
        <translation>Darf weiterverliehen werden</translation>
    </message>
    <message>
        <source>not at all</source>
        <translation>gar nicht</translation>
    </message>
    <message>
        <source> hop(s)</source>
        <translation> Schritt(e)</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>Type and press Enter, or drag from the catalogue.</source>
        <translation>Tippen und Eingabetaste drücken, oder aus dem Katalog ziehen.</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>A grant only allows. What is to be denied is a rule of a role.</source>
        <translation>Eine Zuteilung erlaubt nur. Was verboten sein soll, ist eine Regel einer Rolle.</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Say for whom it is.</source>
        <translation>Sagen Sie, für wen sie ist.</translation>
    </message>
    <message>
        <source>Name a scope.</source>
        <translation>Nennen Sie einen Scope.</translation>
    </message>
    <message>
        <source>Grant %1 to %2</source>
        <translation>%1 an %2 zuteilen</translation>
    </message>
    <message>
        <source>%1 is granted to %2</source>
        <translation>%1 ist %2 zugeteilt</translation>
    </message>
    <message>
        <source>Would have held %1 of %2 recorded requests of the last 30 days, %3 of them denied then.</source>
        <translation>Hätte %1 von %2 aufgezeichneten Anfragen der letzten 30 Tage angehalten; %3 davon wurden damals verweigert.</translation>
    </message>
    <message>
        <source>Would have allowed %1 of %2 recorded requests of the last 30 days, %3 of them denied then.</source>
        <translation>Hätte %1 von %2 aufgezeichneten Anfragen der letzten 30 Tage erlaubt; %3 davon wurden damals verweigert.</translation>
    </message>
    <message>
        <source>No recorded request of the last 30 days comes from those it is for.</source>
        <translation>Keine aufgezeichnete Anfrage der letzten 30 Tage stammt von denen, für die es gilt.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::HistogramView</name>
    <message>
        <source>Records over time</source>
        <translation>Einträge über die Zeit</translation>
    </message>
    <message>
        <source>%1, %2 long: %3 allowed, %4 held, %5 denied, %6 other</source>
        <translation>%1, %2 lang: %3 erlaubt, %4 angehalten, %5 verweigert, %6 andere</translation>
    </message>
    <message>
        <source>%1 to %2 · release or Enter to zoom</source>
        <translation>%1 bis %2 · Loslassen oder Eingabetaste vergrößert</translation>
    </message>
    <message>
        <source>Drag to zoom into a time</source>
        <translation>Ziehen vergrößert eine Zeit</translation>
    </message>
</context>
<context>
    <name>countersign::ui::HoldField</name>
    <message>
        <source>Hold for approval</source>
        <translation>Für Freigabe anhalten</translation>
    </message>
    <message>
        <source>of</source>
        <translation>von</translation>
    </message>
    <message>
        <source>within</source>
        <translation>binnen</translation>
    </message>
    <message>
        <source>Approvals needed</source>
        <translation>Nötige Freigaben</translation>
    </message>
    <message>
        <source>Who may approve</source>
        <translation>Wer freigeben darf</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>the store&apos;s time</source>
        <translation>Zeit der Ablage</translation>
    </message>
    <message>
        <source>Lapses after</source>
        <translation>Verfällt nach</translation>
    </message>
</context>
<context>
    <name>countersign::ui::HostileText</name>
    <message numerus="yes">
        <source>%n change(s) of direction</source>
        <translation>
            <numerusform>%n Richtungswechsel</numerusform>
            <numerusform>%n Richtungswechsel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n look-alike(s) of another letter</source>
        <translation>
            <numerusform>%n Doppelgänger eines anderen Buchstabens</numerusform>
            <numerusform>%n Doppelgänger anderer Buchstaben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n invisible character(s)</source>
        <translation>
            <numerusform>%n unsichtbares Zeichen</numerusform>
            <numerusform>%n unsichtbare Zeichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) are not what they seem: %1.</source>
        <translation>
            <numerusform>%n Zeichen ist nicht, was es scheint: %1.</numerusform>
            <numerusform>%n Zeichen sind nicht, was sie scheinen: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::IdentityTab</name>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Pending</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Denied 24 h</source>
        <translation>Verweigert 24 h</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>Came in</source>
        <translation>Gekommen</translation>
    </message>
    <message>
        <source>registered</source>
        <translation>registriert</translation>
    </message>
    <message>
        <source>enrolled by itself</source>
        <translation>selbst angemeldet</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Capabilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>SPIFFE id</source>
        <translation>SPIFFE-Kennung</translation>
    </message>
    <message>
        <source>Tag %1</source>
        <translation>Merkmal %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ImportModel</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ImportSheet</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Import agents</source>
        <translation>Agenten importieren</translation>
    </message>
    <message>
        <source>Register them</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>A CSV file with agents</source>
        <translation>Eine CSV-Datei mit Agenten</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>The first row names the columns: id, owner, public_key, and perhaps environment, tags (team=platform; tier=1).</source>
        <translation>Die erste Zeile nennt die Spalten: id, owner, public_key und vielleicht environment, tags (team=platform; tier=1).</translation>
    </message>
    <message>
        <source>Rows of the file</source>
        <translation>Zeilen der Datei</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>Diese Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The file is larger than 8 MB. Split it.</source>
        <translation>Die Datei ist größer als 8 MB. Teilen Sie sie.</translation>
    </message>
    <message>
        <source>Dry run: %1 of %2</source>
        <translation>Probelauf: %1 von %2</translation>
    </message>
    <message>
        <source>The same id or key stands further up in this file.</source>
        <translation>Dieselbe Kennung oder derselbe Schlüssel steht weiter oben in dieser Datei.</translation>
    </message>
    <message>
        <source>can be registered</source>
        <translation>kann registriert werden</translation>
    </message>
    <message>
        <source>Dry run: %1 of %2 rows can be registered. Nothing has been changed.</source>
        <translation>Probelauf: %1 von %2 Zeilen können registriert werden. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No row can be registered.</source>
        <translation>Keine Zeile kann registriert werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n agent(s) are registered. Each may act once it has proven that it holds its key.</source>
        <translation>
            <numerusform>%n Agent wird registriert. Er darf handeln, sobald er nachgewiesen hat, dass er seinen Schlüssel hat.</numerusform>
            <numerusform>%n Agenten werden registriert. Jeder darf handeln, sobald er nachgewiesen hat, dass er seinen Schlüssel hat.</numerusform>
        </translation>
    </message>
    <message>
        <source>Without a role or a grant they may do nothing yet.</source>
        <translation>Ohne Rolle oder Zuteilung dürfen sie noch nichts.</translation>
    </message>
    <message>
        <source>registered, record %1</source>
        <translation>registriert, Eintrag %1</translation>
    </message>
    <message>
        <source>%1 of %2 registered</source>
        <translation>%1 von %2 registriert</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were not registered.</source>
        <translation>
            <numerusform>%n Zeile wurde nicht registriert.</numerusform>
            <numerusform>%n Zeilen wurden nicht registriert.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::InspectorPane</name>
    <message>
        <source>About what is selected</source>
        <translation>Über das Ausgewählte</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyField</name>
    <message>
        <source>Paste a public key, or drop its file: base64, JWK, PEM, OpenSSH</source>
        <translation>Öffentlichen Schlüssel einfügen oder seine Datei hierher ziehen: base64, JWK, PEM, OpenSSH</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Ed25519, the public half only</source>
        <translation>Ed25519, nur die öffentliche Hälfte</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyGlyph</name>
    <message>
        <source>No key</source>
        <translation>Kein Schlüssel</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Schlüssel %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeyHints</name>
    <message>
        <source>Keys: J and K move, A approves, D denies, X selects, question mark shows all keys</source>
        <translation>Tasten: J und K bewegen, A gibt frei, D lehnt ab, X wählt aus, Fragezeichen zeigt alle Tasten</translation>
    </message>
    <message>
        <source>move</source>
        <translation>bewegen</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>freigeben</translation>
    </message>
    <message>
        <source>deny</source>
        <translation>ablehnen</translation>
    </message>
    <message>
        <source>select</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Tasten</translation>
    </message>
</context>
<context>
    <name>countersign::ui::KeysTab</name>
    <message>
        <source>Thumbprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
</context>
<context>
    <name>countersign::ui::LegendButton</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::LockingCard</name>
    <message>
        <source>Locking and keys</source>
        <translation>Sperren und Tasten</translation>
    </message>
    <message>
        <source>after 2 minutes</source>
        <translation>nach 2 Minuten</translation>
    </message>
    <message>
        <source>after 5 minutes</source>
        <translation>nach 5 Minuten</translation>
    </message>
    <message>
        <source>after 15 minutes</source>
        <translation>nach 15 Minuten</translation>
    </message>
    <message>
        <source>after an hour</source>
        <translation>nach einer Stunde</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Lock the key when nobody is there</source>
        <translation>Schlüssel sperren, wenn niemand da ist</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Jetzt sperren</translation>
    </message>
    <message>
        <source>Ctrl L</source>
        <translation>Strg L</translation>
    </message>
    <message>
        <source>Single keys act: J and K move, A approves, D denies</source>
        <translation>Einzelne Tasten wirken: J und K bewegen, A gibt frei, D lehnt ab</translation>
    </message>
    <message>
        <source>Notify when something waits for approval (never with its arguments)</source>
        <translation>Melden, wenn etwas auf Freigabe wartet (nie mit den Argumenten)</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MainWindow</name>
    <message>
        <source>Countersign</source>
        <translation>Countersign</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Verify the whole ledger</source>
        <translation>Das ganze Hauptbuch prüfen</translation>
    </message>
    <message>
        <source>Lock or unlock the key</source>
        <translation>Schlüssel sperren oder entsperren</translation>
    </message>
    <message>
        <source>Close this store</source>
        <translation>Diese Ablage schließen</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>Alle Tasten zeigen</translation>
    </message>
    <message>
        <source>%1 – Countersign</source>
        <translation>%1 – Countersign</translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation>Zu %1 wechseln</translation>
    </message>
    <message>
        <source>store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>Open a store…</source>
        <translation>Ablage öffnen …</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Strg+O</translation>
    </message>
    <message>
        <source>To see what is new and to decide, your key is needed.</source>
        <translation>Um Neues zu sehen und zu entscheiden, ist Ihr Schlüssel nötig.</translation>
    </message>
    <message>
        <source>Agents are not served. %1</source>
        <translation>Agenten werden nicht bedient. %1</translation>
    </message>
    <message>
        <source>Open the sample workspace</source>
        <translation>Beispielablage öffnen</translation>
    </message>
    <message>
        <source>An order waits to be sent. Stop it or send it now, then close.</source>
        <translation>Eine Anordnung wartet darauf, gesendet zu werden. Halten Sie sie an oder senden Sie sie jetzt, und schließen Sie dann.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixColumns</name>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixFace</name>
    <message>
        <source>its own</source>
        <translation>eigen</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>geerbt</translation>
    </message>
    <message>
        <source>Nobody to grant anything to</source>
        <translation>Niemand, dem etwas zuzuteilen wäre</translation>
    </message>
    <message>
        <source>Register an agent, or make a role, and it has a row here.</source>
        <translation>Registrieren Sie einen Agenten oder legen Sie eine Rolle an, dann steht hier eine Zeile.</translation>
    </message>
    <message>
        <source>No scopes yet</source>
        <translation>Noch keine Scopes</translation>
    </message>
    <message>
        <source>Add the first scope to the catalogue: every scope is a column here.</source>
        <translation>Fügen Sie dem Katalog den ersten Scope hinzu: Jeder Scope ist hier eine Spalte.</translation>
    </message>
    <message>
        <source>Nobody fits the filter</source>
        <translation>Niemand passt zum Filter</translation>
    </message>
    <message>
        <source>Every word must occur in the id, the kind, the state or the environment.</source>
        <translation>Jedes Wort muss in Kennung, Art, Zustand oder Umgebung vorkommen.</translation>
    </message>
    <message>
        <source>Choose a cell to read why it says what it says.</source>
        <translation>Wählen Sie eine Zelle, um zu lesen, warum sie sagt, was sie sagt.</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>Go to the agents</source>
        <translation>Zu den Agenten</translation>
    </message>
    <message>
        <source>Add a scope…</source>
        <translation>Scope hinzufügen …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixModel</name>
    <message>
        <source>role</source>
        <translation>Rolle</translation>
    </message>
    <message numerus="yes">
        <source>group of %n</source>
        <translation>
            <numerusform>Gruppe von %n</numerusform>
            <numerusform>Gruppe von %n</numerusform>
        </translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>stillgelegt</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1, in part</source>
        <translation>%1, teilweise</translation>
    </message>
    <message>
        <source>%1, inherited</source>
        <translation>%1, geerbt</translation>
    </message>
    <message>
        <source>being asked</source>
        <translation>wird erfragt</translation>
    </message>
    <message>
        <source>The store is being asked what %1 may do.</source>
        <translation>Die Ablage wird gefragt, was %1 darf.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixRows</name>
    <message>
        <source>Principals</source>
        <translation>Wer handelt</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MatrixView</name>
    <message>
        <source>Who may do what</source>
        <translation>Wer was darf</translation>
    </message>
</context>
<context>
    <name>countersign::ui::MayDoTab</name>
    <message>
        <source>by grant %1</source>
        <translation>durch Zuteilung %1</translation>
    </message>
    <message>
        <source>by role %1</source>
        <translation>durch Rolle %1</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>durch %1</translation>
    </message>
    <message>
        <source>deny</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>hold</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>allow</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>May do</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>Nothing. Whatever it asks for is denied.</source>
        <translation>Nichts. Was er auch fragt, wird verweigert.</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s); a denial outweighs what is allowed.</source>
        <translation>
            <numerusform>%n Zeile; ein Verbot überwiegt, was erlaubt ist.</numerusform>
            <numerusform>%n Zeilen; ein Verbot überwiegt, was erlaubt ist.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::MomentField</name>
    <message>
        <source>Date and time</source>
        <translation>Datum und Zeit</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>in an hour</source>
        <translation>in einer Stunde</translation>
    </message>
    <message>
        <source>in a day</source>
        <translation>in einem Tag</translation>
    </message>
    <message>
        <source>in 7 days</source>
        <translation>in 7 Tagen</translation>
    </message>
    <message>
        <source>in 30 days</source>
        <translation>in 30 Tagen</translation>
    </message>
    <message>
        <source>in 90 days</source>
        <translation>in 90 Tagen</translation>
    </message>
    <message>
        <source>at a time…</source>
        <translation>zu einer Zeit …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::NewStoreSheet</name>
    <message>
        <source>A new store</source>
        <translation>Eine neue Ablage</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Store file</source>
        <translation>Datei der Ablage</translation>
    </message>
    <message>
        <source>Stores (*.countersign)</source>
        <translation>Ablagen (*.countersign)</translation>
    </message>
    <message>
        <source>Passphrase, once more</source>
        <translation>Passphrase, noch einmal</translation>
    </message>
    <message>
        <source>Trust domain</source>
        <translation>Vertrauensdomäne</translation>
    </message>
    <message>
        <source>The name under which your agents act. It stays for good.</source>
        <translation>Der Name, unter dem Ihre Agenten handeln. Er bleibt für immer.</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your id as the first operator, with all roles. It stays in the ledger for good: no mail address.</source>
        <translation>Ihre Kennung als erster Operator mit allen Rollen. Sie bleibt für immer im Hauptbuch: keine Mailadresse.</translation>
    </message>
    <message>
        <source>Your key file</source>
        <translation>Ihre Schlüsseldatei</translation>
    </message>
    <message>
        <source>Made new, sealed with your passphrase. If the file is there, it is used.</source>
        <translation>Wird neu erzeugt und mit Ihrer Passphrase versiegelt. Gibt es die Datei schon, wird sie benutzt.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>A trust domain is made of lower-case letters, digits, dots, dashes and underscores.</source>
        <translation>Eine Vertrauensdomäne besteht aus Kleinbuchstaben, Ziffern, Punkten, Binde- und Unterstrichen.</translation>
    </message>
    <message>
        <source>An id begins with a letter or digit and goes on with letters, digits, dots, dashes and underscores.</source>
        <translation>Eine Kennung beginnt mit einem Buchstaben oder einer Ziffer; danach sind Buchstaben, Ziffern, Punkte, Binde- und Unterstriche erlaubt.</translation>
    </message>
    <message>
        <source>The two passphrases differ.</source>
        <translation>Die beiden Passphrasen sind verschieden.</translation>
    </message>
    <message>
        <source>A new key wants a passphrase of at least %1 characters: four words that nobody would put together will do.</source>
        <translation>Ein neuer Schlüssel verlangt eine Passphrase von mindestens %1 Zeichen: vier Wörter, die niemand zusammenstellen würde, genügen.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OpenStoreSheet</name>
    <message>
        <source>Open a store</source>
        <translation>Ablage öffnen</translation>
    </message>
    <message>
        <source>Connect to a store</source>
        <translation>Mit einer Ablage verbinden</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Store file</source>
        <translation>Datei der Ablage</translation>
    </message>
    <message>
        <source>Stores (*.countersign);;All files (*)</source>
        <translation>Ablagen (*.countersign);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>https, or http on this computer only.</source>
        <translation>https, oder http nur auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Who you are</source>
        <translation>Wer Sie sind</translation>
    </message>
    <message>
        <source>Your operator id in that store.</source>
        <translation>Ihre Operatorkennung in jener Ablage.</translation>
    </message>
    <message>
        <source>Your key file</source>
        <translation>Ihre Schlüsseldatei</translation>
    </message>
    <message>
        <source>The sealed private key of an operator. It stays on this computer.</source>
        <translation>Der versiegelte private Schlüssel eines Operators. Er bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OperatorsCard</name>
    <message>
        <source>owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>policy author</source>
        <translation>Regelautor</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>Freigeber</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Operators and roles</source>
        <translation>Operatoren und Rollen</translation>
    </message>
    <message>
        <source>Asking the store…</source>
        <translation>Die Ablage wird gefragt …</translation>
    </message>
    <message>
        <source>Add an operator…</source>
        <translation>Operator hinzufügen …</translation>
    </message>
    <message>
        <source>Only an owner can add operators.</source>
        <translation>Nur ein Eigentümer kann Operatoren hinzufügen.</translation>
    </message>
    <message>
        <source>One operator alone does not separate duties: add another.</source>
        <translation>Ein Operator allein trennt keine Pflichten: Fügen Sie einen weiteren hinzu.</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>kein Schlüssel</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>Change key…</source>
        <translation>Schlüssel ändern …</translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation>Schlüssel von %1 ändern</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Abschalten</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 abschalten</translation>
    </message>
    <message>
        <source>Disable operator %1</source>
        <translation>Operator %1 abschalten</translation>
    </message>
    <message>
        <source>%1 can no longer give orders or decide (now: %2).</source>
        <translation>%1 kann nicht mehr anordnen oder entscheiden (jetzt: %2).</translation>
    </message>
    <message>
        <source>Open sessions of %1 end at once; what %1 approved and was not used lapses.</source>
        <translation>Offene Sitzungen von %1 enden sofort; was %1 freigab und nicht genutzt wurde, verfällt.</translation>
    </message>
    <message>
        <source>%1 is disabled.</source>
        <translation>%1 ist abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OrderSheet</name>
    <message>
        <source>Do it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>This can be undone.</source>
        <translation>Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>This cannot be undone. It waits ten seconds before it is sent.</source>
        <translation>Das lässt sich nicht rückgängig machen. Es wartet zehn Sekunden, bevor es gesendet wird.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Decisions of the last %1</source>
        <translation>Entscheidungen der letzten %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Denied, 24 hours</source>
        <translation>Verweigert, 24 Stunden</translation>
    </message>
    <message>
        <source>New agents</source>
        <translation>Neue Agenten</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Expiring keys</source>
        <translation>Ablaufende Schlüssel</translation>
    </message>
    <message>
        <source>Expiring grants</source>
        <translation>Ablaufende Zuteilungen</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>Entscheidungen</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Denied</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Time to decide</source>
        <translation>Zeit bis zur Entscheidung</translation>
    </message>
    <message>
        <source>Nobody has decided anything in this time.</source>
        <translation>In dieser Zeit hat niemand etwas entschieden.</translation>
    </message>
    <message>
        <source>Most active agents</source>
        <translation>Aktivste Agenten</translation>
    </message>
    <message>
        <source>No agent has asked for anything in this time.</source>
        <translation>In dieser Zeit hat kein Agent etwas gefragt.</translation>
    </message>
    <message>
        <source>Most denied</source>
        <translation>Am meisten verweigert</translation>
    </message>
    <message>
        <source>Nothing was denied in this time.</source>
        <translation>In dieser Zeit wurde nichts verweigert.</translation>
    </message>
    <message>
        <source>nothing was asked</source>
        <translation>nichts wurde gefragt</translation>
    </message>
    <message numerus="yes">
        <source>of %n decision(s)</source>
        <translation>
            <numerusform>von %n Entscheidung</numerusform>
            <numerusform>von %n Entscheidungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Of the newest %1 decisions.</source>
        <translation>Von den neuesten %1 Entscheidungen.</translation>
    </message>
    <message>
        <source>nobody waits for you</source>
        <translation>niemand wartet auf Sie</translation>
    </message>
    <message numerus="yes">
        <source>%n of critical risk</source>
        <translation>
            <numerusform>%n mit kritischem Risiko</numerusform>
            <numerusform>%n mit kritischem Risiko</numerusform>
        </translation>
    </message>
    <message>
        <source>the oldest since %1</source>
        <translation>die älteste seit %1</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>unter einer Minute</translation>
    </message>
    <message>
        <source>1 to 5 minutes</source>
        <translation>1 bis 5 Minuten</translation>
    </message>
    <message>
        <source>5 to 15 minutes</source>
        <translation>5 bis 15 Minuten</translation>
    </message>
    <message>
        <source>longer</source>
        <translation>länger</translation>
    </message>
    <message>
        <source>Half within %1, nine of ten within %2.</source>
        <translation>Die Hälfte in %1, neun von zehn in %2.</translation>
    </message>
    <message numerus="yes">
        <source>%n of them asked by itself</source>
        <translation>
            <numerusform>%n davon hat selbst angefragt</numerusform>
            <numerusform>%n davon haben selbst angefragt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n in all</source>
        <translation>
            <numerusform>von insgesamt %n</numerusform>
            <numerusform>von insgesamt %n</numerusform>
        </translation>
    </message>
    <message>
        <source>within 7 days</source>
        <translation>binnen 7 Tagen</translation>
    </message>
    <message>
        <source>within 7 days, of %1</source>
        <translation>binnen 7 Tagen, von %1</translation>
    </message>
    <message>
        <source>A click shows the records</source>
        <translation>Ein Klick zeigt die Einträge</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Pages</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Zugriff</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PassphraseField</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PathField</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choose a file: %1</source>
        <translation>Datei wählen: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PlainLabel</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>countersign::ui::PlainTextView</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all, as it is</source>
        <translation>Alles kopieren, wie es ist</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Rail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RailButton</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::RankButton</name>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>%1 allowed, %2 held, %3 denied. Enter shows the records.</source>
        <translation>%1 erlaubt, %2 angehalten, %3 verweigert. Eingabetaste zeigt die Einträge.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ReasonCards</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>approved, not used yet</source>
        <translation>freigegeben, noch nicht genutzt</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>lapsed</source>
        <translation>verfallen</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>zurückgezogen</translation>
    </message>
    <message>
        <source>approved and started</source>
        <translation>freigegeben und begonnen</translation>
    </message>
    <message>
        <source>approved and done</source>
        <translation>freigegeben und erledigt</translation>
    </message>
    <message>
        <source>approved, but failed</source>
        <translation>freigegeben, aber fehlgeschlagen</translation>
    </message>
    <message>
        <source>Why it is held</source>
        <translation>Warum angehalten</translation>
    </message>
    <message>
        <source>Risk and history</source>
        <translation>Risiko und Verlauf</translation>
    </message>
    <message>
        <source>%1 approved at %2</source>
        <translation>%1 hat um %2 freigegeben</translation>
    </message>
    <message>
        <source>%1 denied at %2</source>
        <translation>%1 hat um %2 abgelehnt</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <translation>%1: „%2“</translation>
    </message>
    <message numerus="yes">
        <source>%1 approved %n of these</source>
        <translation>
            <numerusform>%1 hat eine davon freigegeben</numerusform>
            <numerusform>%1 hat %n davon freigegeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Grant %1</source>
        <translation>Zuteilung %1</translation>
    </message>
    <message>
        <source>Role %1</source>
        <translation>Rolle %1</translation>
    </message>
    <message>
        <source>Policy rule %1</source>
        <translation>Regel %1 der Richtlinie</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message numerus="yes">
        <source>Needs %n of %1.</source>
        <translation>
            <numerusform>Braucht %n von %1.</numerusform>
            <numerusform>Braucht %n von %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>This store has one operator only: nobody else can check this decision.</source>
        <translation>Diese Ablage hat nur einen Operator: Niemand sonst kann diese Entscheidung prüfen.</translation>
    </message>
    <message>
        <source>%1 is of %2 risk</source>
        <translation>%1 hat das Risiko %2</translation>
    </message>
    <message numerus="yes">
        <source>Hands that the right passes through: %n</source>
        <translation>
            <numerusform>Hände, durch die das Recht geht: %n</numerusform>
            <numerusform>Hände, durch die das Recht geht: %n</numerusform>
        </translation>
    </message>
    <message>
        <source>The first time that this agent asks for this</source>
        <translation>Dieser Agent fragt zum ersten Mal danach</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message numerus="yes">
        <source>The last %n: %1.</source>
        <translation>
            <numerusform>Das letzte: %1.</numerusform>
            <numerusform>Die letzten %n: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::RecordStory</name>
    <message>
        <source>%1 acted on its own right, for nobody else.</source>
        <translation>%1 handelte aus eigenem Recht, für niemand anderen.</translation>
    </message>
    <message>
        <source>%1 acted on behalf of %2.</source>
        <translation>%1 handelte im Auftrag von %2.</translation>
    </message>
    <message>
        <source>%1 lent the right to %2</source>
        <translation>%1 verlieh das Recht an %2</translation>
    </message>
    <message>
        <source>%1, which lent it on to %2</source>
        <translation>%1; weiterverliehen an %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>It asked for %1.</source>
        <translation>Er fragte nach %1.</translation>
    </message>
    <message>
        <source>It asked for %1 on %2.</source>
        <translation>Er fragte nach %1 auf %2.</translation>
    </message>
    <message>
        <source>With the approval it was allowed to run, once, at %1.</source>
        <translation>Mit der Freigabe durfte es einmal ausgeführt werden, um %1.</translation>
    </message>
    <message>
        <source>It was allowed at %1.</source>
        <translation>Es wurde um %1 erlaubt.</translation>
    </message>
    <message>
        <source>It was held for people to decide.</source>
        <translation>Es wurde angehalten, damit Menschen entscheiden.</translation>
    </message>
    <message>
        <source>It was held for people to decide: %1</source>
        <translation>Es wurde angehalten, damit Menschen entscheiden: %1</translation>
    </message>
    <message>
        <source>It was denied.</source>
        <translation>Es wurde verweigert.</translation>
    </message>
    <message>
        <source>It was denied: %1</source>
        <translation>Es wurde verweigert: %1</translation>
    </message>
    <message>
        <source>It ended in an error: %1</source>
        <translation>Es endete mit einem Fehler: %1</translation>
    </message>
    <message>
        <source>The agent reported success.</source>
        <translation>Der Agent meldete Erfolg.</translation>
    </message>
    <message>
        <source>The agent reported that it failed.</source>
        <translation>Der Agent meldete, dass es fehlschlug.</translation>
    </message>
    <message>
        <source>The agent has not reported what came of it.</source>
        <translation>Der Agent hat nicht gemeldet, was daraus wurde.</translation>
    </message>
    <message>
        <source>%1 said no.</source>
        <translation>%1 sagte Nein.</translation>
    </message>
    <message>
        <source>Approved by %1.</source>
        <translation>Freigegeben von %1.</translation>
    </message>
    <message>
        <source>%1 ordered %2, signed with their own key. It was done.</source>
        <translation>%1 ordnete %2 an, mit eigenem Schlüssel unterschrieben. Es wurde ausgeführt.</translation>
    </message>
    <message>
        <source>%1 ordered %2. It was refused: %3</source>
        <translation>%1 ordnete %2 an. Es wurde zurückgewiesen: %3</translation>
    </message>
    <message>
        <source>%1 read the whole ledger.</source>
        <translation>%1 las das ganze Hauptbuch.</translation>
    </message>
    <message>
        <source>%1 read the ledger: %2</source>
        <translation>%1 las das Hauptbuch: %2</translation>
    </message>
    <message>
        <source>%1 reported what came of its request: %2.</source>
        <translation>%1 meldete, was aus der Anfrage wurde: %2.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>%1 of %2: %3.</source>
        <translation>%1 von %2: %3.</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>Identität</translation>
    </message>
    <message>
        <source>Delegation</source>
        <translation>Delegation</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Richtlinie</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>verweigert</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 durch %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>approved %1, signed with key %2</source>
        <translation>freigegeben %1, unterschrieben mit Schlüssel %2</translation>
    </message>
    <message>
        <source>denied %1, signed with key %2</source>
        <translation>abgelehnt %1, unterschrieben mit Schlüssel %2</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>%1: what was shown is what was signed</source>
        <translation>%1: Gezeigt ist, was unterschrieben wurde</translation>
    </message>
    <message>
        <source>what was signed is not this request</source>
        <translation>unterschrieben wurde nicht diese Anfrage</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Record %1</source>
        <translation>Eintrag %1</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RegisterSheet</name>
    <message>
        <source>Register an agent</source>
        <translation>Agenten registrieren</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Registrieren</translation>
    </message>
    <message>
        <source>Agent id</source>
        <translation>Kennung des Agenten</translation>
    </message>
    <message>
        <source>agent-code-reviewer-02</source>
        <translation>agent-code-reviewer-02</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>production</source>
        <translation>production</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Merkmale</translation>
    </message>
    <message>
        <source>team=platform, tier=1</source>
        <translation>team=platform, tier=1</translation>
    </message>
    <message>
        <source>Public key</source>
        <translation>Öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Verantwortlich</translation>
    </message>
    <message>
        <source>Who answers for it.</source>
        <translation>Wer für ihn einsteht.</translation>
    </message>
    <message>
        <source>Starting role</source>
        <translation>Anfangsrolle</translation>
    </message>
    <message>
        <source>Without a role or a grant it may do nothing.</source>
        <translation>Ohne Rolle oder Zuteilung darf er nichts.</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 is registered. It may act once it has proven that it holds this key.</source>
        <translation>%1 wird registriert. Er darf handeln, sobald er nachgewiesen hat, dass er diesen Schlüssel hat.</translation>
    </message>
    <message>
        <source>It gets the role %1.</source>
        <translation>Er bekommt die Rolle %1.</translation>
    </message>
    <message>
        <source>It gains %1.</source>
        <translation>Er gewinnt %1.</translation>
    </message>
    <message>
        <source>Without a role or a grant it may do nothing yet.</source>
        <translation>Ohne Rolle oder Zuteilung darf er noch nichts.</translation>
    </message>
    <message>
        <source>It joins the group %1 and gains what that may do.</source>
        <translation>Er kommt in die Gruppe %1 und gewinnt, was sie darf.</translation>
    </message>
    <message>
        <source>Undo revokes it; its id and key stay used.</source>
        <translation>Rückgängig widerruft ihn; seine Kennung und sein Schlüssel bleiben vergeben.</translation>
    </message>
    <message>
        <source>Register %1</source>
        <translation>%1 registrieren</translation>
    </message>
    <message>
        <source>%1 is registered</source>
        <translation>%1 ist registriert</translation>
    </message>
    <message>
        <source>Give %1 the role %2</source>
        <translation>%1 die Rolle %2 geben</translation>
    </message>
    <message>
        <source>%1 has the role %2</source>
        <translation>%1 hat die Rolle %2</translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation>%1 in %2 aufnehmen</translation>
    </message>
    <message>
        <source>%1 is in %2</source>
        <translation>%1 ist in %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ResourceField</name>
    <message>
        <source>Resources</source>
        <translation>Ressourcen</translation>
    </message>
    <message>
        <source>repo=acme/*</source>
        <translation>repo=acme/*</translation>
    </message>
    <message>
        <source>Without a pattern: on anything.</source>
        <translation>Ohne Muster: auf alles.</translation>
    </message>
    <message>
        <source>Write a key and a pattern: repo=acme/*</source>
        <translation>Schreiben Sie einen Schlüssel und ein Muster: repo=acme/*</translation>
    </message>
    <message>
        <source>Nothing that was ever asked for matches %1.</source>
        <translation>Nichts, was je gefragt wurde, passt zu %1.</translation>
    </message>
    <message>
        <source>Matches so far: %1.</source>
        <translation>Trifft bisher: %1.</translation>
    </message>
    <message numerus="yes">
        <source>Matches so far: %1 and %n other(s).</source>
        <translation>
            <numerusform>Trifft bisher: %1 und %n weitere.</numerusform>
            <numerusform>Trifft bisher: %1 und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>Matches so far: %1 and many others.</source>
        <translation>Trifft bisher: %1 und viele andere.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RoleSheet</name>
    <message>
        <source>New role</source>
        <translation>Neue Rolle</translation>
    </message>
    <message>
        <source>Change the role %1</source>
        <translation>Rolle %1 ändern</translation>
    </message>
    <message>
        <source>Make the role</source>
        <translation>Rolle anlegen</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Inherits</source>
        <translation>Erbt</translation>
    </message>
    <message>
        <source>Another role</source>
        <translation>Andere Rolle</translation>
    </message>
    <message>
        <source>Name of the role</source>
        <translation>Name der Rolle</translation>
    </message>
    <message>
        <source>reviewer</source>
        <translation>reviewer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Their rules count as well, denials included.</source>
        <translation>Deren Regeln gelten auch, Verbote eingeschlossen.</translation>
    </message>
    <message>
        <source>Add a rule</source>
        <translation>Regel hinzufügen</translation>
    </message>
    <message>
        <source>Name the role.</source>
        <translation>Nennen Sie die Rolle.</translation>
    </message>
    <message>
        <source>Make the role %1</source>
        <translation>Rolle %1 anlegen</translation>
    </message>
    <message>
        <source>The role %1 is changed</source>
        <translation>Die Rolle %1 ist geändert</translation>
    </message>
    <message>
        <source>The role %1 is made</source>
        <translation>Die Rolle %1 ist angelegt</translation>
    </message>
    <message>
        <source>Nobody has it yet. Undo empties it; its name stays.</source>
        <translation>Noch hat sie niemand. Rückgängig leert sie; ihr Name bleibt.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RotateOperatorSheet</name>
    <message>
        <source>Another key for %1</source>
        <translation>Anderer Schlüssel für %1</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>Schlüssel ändern</translation>
    </message>
    <message>
        <source>The new public key</source>
        <translation>Der neue öffentliche Schlüssel</translation>
    </message>
    <message>
        <source>The old key no longer signs, its sessions end at once.</source>
        <translation>Der alte Schlüssel unterschreibt nicht mehr, seine Sitzungen enden sofort.</translation>
    </message>
    <message>
        <source>What was signed with the old key before stays valid in the ledger.</source>
        <translation>Was zuvor mit dem alten Schlüssel unterschrieben wurde, bleibt im Hauptbuch gültig.</translation>
    </message>
    <message>
        <source>Change the key of %1</source>
        <translation>Schlüssel von %1 ändern</translation>
    </message>
    <message>
        <source>The old key of %1 is retired.</source>
        <translation>Der alte Schlüssel von %1 ist außer Dienst.</translation>
    </message>
    <message>
        <source>%1 has another key.</source>
        <translation>%1 hat einen anderen Schlüssel.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RotateSheet</name>
    <message>
        <source>Another key for %1</source>
        <translation>Anderer Schlüssel für %1</translation>
    </message>
    <message>
        <source>Rotate the key</source>
        <translation>Schlüssel wechseln</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>Sofort</translation>
    </message>
    <message>
        <source>In an hour</source>
        <translation>In einer Stunde</translation>
    </message>
    <message>
        <source>In a day</source>
        <translation>In einem Tag</translation>
    </message>
    <message>
        <source>In a week</source>
        <translation>In einer Woche</translation>
    </message>
    <message>
        <source>New public key</source>
        <translation>Neuer öffentlicher Schlüssel</translation>
    </message>
    <message>
        <source>The old key ends</source>
        <translation>Der alte Schlüssel endet</translation>
    </message>
    <message>
        <source>If it may be in foreign hands: at once.</source>
        <translation>Ist er womöglich in fremden Händen: sofort.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>This cannot be undone: the old key never counts again. It waits ten seconds before it is sent.</source>
        <translation>Das lässt sich nicht rückgängig machen: Der alte Schlüssel gilt nie wieder. Es wartet zehn Sekunden, bevor es gesendet wird.</translation>
    </message>
    <message>
        <source>%1 has another key</source>
        <translation>%1 hat einen anderen Schlüssel</translation>
    </message>
</context>
<context>
    <name>countersign::ui::RuleEditor</name>
    <message>
        <source>Rule %1</source>
        <translation>Regel %1</translation>
    </message>
    <message>
        <source>What rule %1 says</source>
        <translation>Was Regel %1 sagt</translation>
    </message>
    <message>
        <source>allows</source>
        <translation>erlaubt</translation>
    </message>
    <message>
        <source>denies</source>
        <translation>verbietet</translation>
    </message>
    <message>
        <source>Remove the rule</source>
        <translation>Regel entfernen</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
    <message>
        <source>Name the scopes of each rule.</source>
        <translation>Nennen Sie die Scopes jeder Regel.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScopePanel</name>
    <message>
        <source>Scope catalogue</source>
        <translation>Scope-Katalog</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScopeSheet</name>
    <message>
        <source>Add a scope</source>
        <translation>Scope hinzufügen</translation>
    </message>
    <message>
        <source>Change the scope %1</source>
        <translation>Scope %1 ändern</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Scope</translation>
    </message>
    <message>
        <source>pr:write:draft</source>
        <translation>pr:write:draft</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Open a draft of a pull request</source>
        <translation>Entwurf eines Pull-Requests öffnen</translation>
    </message>
    <message>
        <source>Segments with colons between them; what is more general stands first.</source>
        <translation>Teile mit Doppelpunkten dazwischen; das Allgemeinere steht vorn.</translation>
    </message>
    <message>
        <source>Critical: whoever approves gives the passphrase again.</source>
        <translation>Kritisch: Wer freigibt, gibt die Passphrase erneut ein.</translation>
    </message>
    <message>
        <source>Name the scope.</source>
        <translation>Nennen Sie den Scope.</translation>
    </message>
    <message>
        <source>Add the scope %1</source>
        <translation>Scope %1 hinzufügen</translation>
    </message>
    <message>
        <source>%1 is in the catalogue</source>
        <translation>%1 ist im Katalog</translation>
    </message>
    <message>
        <source>%1 is changed</source>
        <translation>%1 ist geändert</translation>
    </message>
    <message>
        <source>It enters the catalogue and stays there; Undo makes it high again, as unknown scopes are.</source>
        <translation>Er kommt in den Katalog und bleibt dort; Rückgängig macht ihn wieder hoch, wie unbekannte Scopes es sind.</translation>
    </message>
    <message>
        <source>What needs it is of %1 risk instead of %2.</source>
        <translation>Was ihn braucht, hat Risiko %1 statt %2.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ScopeTree</name>
    <message>
        <source>All scopes</source>
        <translation>Alle Scopes</translation>
    </message>
    <message>
        <source>Action %1 needs %2</source>
        <translation>Aktion %1 braucht %2</translation>
    </message>
    <message numerus="yes">
        <source>%1, risk %2, %n grant(s) and rule(s) use it</source>
        <translation>
            <numerusform>%1, Risiko %2, %n Zuteilung oder Regel benutzt ihn</numerusform>
            <numerusform>%1, Risiko %2, %n Zuteilungen und Regeln benutzen ihn</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>countersign::ui::SearchButton</name>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ServeCard</name>
    <message>
        <source>Agents on this computer</source>
        <translation>Agenten auf diesem Rechner</translation>
    </message>
    <message>
        <source>Serve agents on this computer</source>
        <translation>Agenten auf diesem Rechner bedienen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>any free one</source>
        <translation>irgendein freier</translation>
    </message>
    <message>
        <source>Address for agents</source>
        <translation>Adresse für Agenten</translation>
    </message>
    <message>
        <source>Agents and their proxies reach this store at that address while the console runs. Nothing outside this computer can.</source>
        <translation>Agenten und ihre Proxys erreichen diese Ablage unter dieser Adresse, solange die Konsole läuft. Von außerhalb dieses Rechners geht es nicht.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>This console does not own the store: whoever owns it decides whom it serves.</source>
        <translation>Diese Konsole besitzt die Ablage nicht: Wer sie besitzt, entscheidet, wen sie bedient.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Session</name>
    <message>
        <source>Not done: %1. %2</source>
        <translation>Nicht ausgeführt: %1. %2</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>Not undone: %1. %2</source>
        <translation>Nicht rückgängig gemacht: %1. %2</translation>
    </message>
    <message>
        <source>This action is of critical risk: give your passphrase again to approve it.</source>
        <translation>Diese Aktion hat kritisches Risiko: Geben Sie Ihre Passphrase erneut ein, um sie freizugeben.</translation>
    </message>
    <message>
        <source>Deciding signs with your key.</source>
        <translation>Entscheiden unterschreibt mit Ihrem Schlüssel.</translation>
    </message>
    <message>
        <source>All %1 records verify.</source>
        <translation>Alle %1 Einträge sind geprüft und stimmen.</translation>
    </message>
    <message>
        <source>The store could not be compared with what was seen of it before.</source>
        <translation>Die Ablage ließ sich nicht mit dem vergleichen, was früher von ihr zu sehen war.</translation>
    </message>
    <message>
        <source>From now on the store is compared with the head of today.</source>
        <translation>Von nun an wird die Ablage mit dem heutigen Stand verglichen.</translation>
    </message>
</context>
<context>
    <name>countersign::ui::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Sheet</name>
    <message>
        <source>Your key file</source>
        <translation>Ihre Schlüsseldatei</translation>
    </message>
    <message>
        <source>Key files (*.key);;All files (*)</source>
        <translation>Schlüsseldateien (*.key);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::ShortcutsSheet</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <translation>Strg+K</translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Ctrl+1 … Ctrl+9</source>
        <translation>Strg+1 … Strg+9</translation>
    </message>
    <message>
        <source>Go to a page</source>
        <translation>Zu einer Seite gehen</translation>
    </message>
    <message>
        <source>F4</source>
        <translation>F4</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>Inspektor zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Ctrl+Z</source>
        <translation>Strg+Z</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Letzte Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Strg+L</translation>
    </message>
    <message>
        <source>Lock the key</source>
        <translation>Schlüssel sperren</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Diese Liste</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StatusBar</name>
    <message>
        <source>connecting</source>
        <translation>verbindet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>connection lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>not verified yet</source>
        <translation>noch nicht geprüft</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>wird geprüft</translation>
    </message>
    <message>
        <source>VERIFICATION FAILED at record %1: %2</source>
        <translation>PRÜFUNG FEHLGESCHLAGEN bei Eintrag %1: %2</translation>
    </message>
    <message>
        <source>VERIFICATION FAILED: %1</source>
        <translation>PRÜFUNG FEHLGESCHLAGEN: %1</translation>
    </message>
    <message>
        <source>no store</source>
        <translation>keine Ablage</translation>
    </message>
    <message>
        <source>ledger %1 records · root %2 · %3</source>
        <translation>Hauptbuch %1 Einträge · Wurzel %2 · %3</translation>
    </message>
    <message numerus="yes">
        <source>%n approval(s) wait</source>
        <translation>
            <numerusform>%n Freigabe wartet</numerusform>
            <numerusform>%n Freigaben warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Sample · %1</source>
        <translation>Beispiel · %1</translation>
    </message>
    <message>
        <source>all records verified %1</source>
        <translation>alle Einträge geprüft %1</translation>
    </message>
    <message>
        <source>head signed, checked %1</source>
        <translation>Kopf signiert, geprüft %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StoreMenu</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>New store…</source>
        <translation>Neue Ablage …</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Close this store</source>
        <translation>Diese Ablage schließen</translation>
    </message>
    <message>
        <source>Colour of the band</source>
        <translation>Farbe des Bandes</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Türkis</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>Bernstein</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Grau</translation>
    </message>
    <message>
        <source>%1 (Sample)</source>
        <translation>%1 (Beispiel)</translation>
    </message>
    <message>
        <source>Open the sample workspace</source>
        <translation>Beispielablage öffnen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::StoryView</name>
    <message>
        <source>Record</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>No record selected</source>
        <translation>Kein Eintrag ausgewählt</translation>
    </message>
    <message>
        <source>Select a record to read its story and to verify it.</source>
        <translation>Wählen Sie einen Eintrag, um seine Geschichte zu lesen und ihn zu prüfen.</translation>
    </message>
    <message>
        <source>Chain of responsibility</source>
        <translation>Kette der Verantwortung</translation>
    </message>
    <message>
        <source>Six gates</source>
        <translation>Sechs Tore</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Angaben</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Signed order</source>
        <translation>Unterschriebene Anordnung</translation>
    </message>
    <message>
        <source>The order as it was signed</source>
        <translation>Die Anordnung, wie sie unterschrieben wurde</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>Argumente</translation>
    </message>
    <message numerus="yes">
        <source>%n argument(s) were erased; what they were can no longer be told.</source>
        <translation>
            <numerusform>%n Argument wurde gelöscht; was es war, lässt sich nicht mehr sagen.</numerusform>
            <numerusform>%n Argumente wurden gelöscht; was sie waren, lässt sich nicht mehr sagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>The agent&apos;s reason</source>
        <translation>Der Grund des Agenten</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Beweis</translation>
    </message>
    <message numerus="yes">
        <source>Leaf %1, %n hash(es) up to the signed root.</source>
        <translation>
            <numerusform>Blatt %1, %n Hash bis zur unterschriebenen Wurzel.</numerusform>
            <numerusform>Blatt %1, %n Hashes bis zur unterschriebenen Wurzel.</numerusform>
        </translation>
    </message>
    <message>
        <source>Leaf %1.</source>
        <translation>Blatt %1.</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Hide the exact record</source>
        <translation>Genauen Eintrag verbergen</translation>
    </message>
    <message>
        <source>Show the exact record</source>
        <translation>Genauen Eintrag zeigen</translation>
    </message>
    <message>
        <source>Copy the exact record</source>
        <translation>Genauen Eintrag kopieren</translation>
    </message>
    <message>
        <source>Exact record (RFC 8785)</source>
        <translation>Genauer Eintrag (RFC 8785)</translation>
    </message>
    <message>
        <source>The record&apos;s exact bytes</source>
        <translation>Die genauen Bytes des Eintrags</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message numerus="yes">
        <source>This is record %1 of the %2 under root %3, which the ledger&apos;s key signed. %n hash(es) lead there; they were checked on this computer.</source>
        <translation>
            <numerusform>Dies ist Eintrag %1 von %2 unter der Wurzel %3, die der Schlüssel des Hauptbuchs unterschrieben hat. %n Hash führt dorthin; er wurde auf diesem Rechner geprüft.</numerusform>
            <numerusform>Dies ist Eintrag %1 von %2 unter der Wurzel %3, die der Schlüssel des Hauptbuchs unterschrieben hat. %n Hashes führen dorthin; sie wurden auf diesem Rechner geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>No signed head covers this record yet. Try again in a moment.</source>
        <translation>Noch kein unterschriebener Kopf deckt diesen Eintrag. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This record does not hold: %1</source>
        <translation>Dieser Eintrag hält nicht: %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Tile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Toast</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Strg Z</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 happens in ten seconds</source>
        <translation>%1 geschieht in zehn Sekunden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Do it now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Stop · %1</source>
        <translation>Stopp · %1</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TokenField</name>
    <message>
        <source>Scopes</source>
        <translation>Scopes</translation>
    </message>
    <message>
        <source>pr:write:draft, or pr:**</source>
        <translation>pr:write:draft oder pr:**</translation>
    </message>
    <message>
        <source>Take %1 out</source>
        <translation>%1 herausnehmen</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Herausnehmen</translation>
    </message>
</context>
<context>
    <name>countersign::ui::TopBar</name>
    <message>
        <source>local file</source>
        <translation>lokale Datei</translation>
    </message>
    <message>
        <source>local file, owned by another program</source>
        <translation>lokale Datei, im Besitz eines anderen Programms</translation>
    </message>
    <message>
        <source>remote</source>
        <translation>entfernt</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>policy author</source>
        <translation>Regelautor</translation>
    </message>
    <message>
        <source>approver</source>
        <translation>Freigeber</translation>
    </message>
    <message>
        <source>auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Ablage</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Key locked</source>
        <translation>Schlüssel gesperrt</translation>
    </message>
    <message>
        <source>Key unlocked</source>
        <translation>Schlüssel entsperrt</translation>
    </message>
    <message>
        <source>Key unlocked · %1</source>
        <translation>Schlüssel entsperrt · %1</translation>
    </message>
    <message>
        <source>No store open</source>
        <translation>Keine Ablage offen</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>Beispiel</translation>
    </message>
</context>
<context>
    <name>countersign::ui::UnlockDialog</name>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Unlock your key</source>
        <translation>Ihren Schlüssel entsperren</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The console does not know where this key is kept. Open the store again.</source>
        <translation>Die Konsole weiß nicht, wo dieser Schlüssel liegt. Öffnen Sie die Ablage erneut.</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Wird entsperrt …</translation>
    </message>
</context>
<context>
    <name>countersign::ui::Workspace</name>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>The connection was lost %1. It is tried again; what you see may be old. %2</source>
        <translation>Die Verbindung ging %1 verloren. Es wird erneut versucht; was Sie sehen, ist vielleicht alt. %2</translation>
    </message>
    <message>
        <source>Your key is locked. What you see stays as it is until you unlock it.</source>
        <translation>Ihr Schlüssel ist gesperrt. Was Sie sehen, bleibt, wie es ist, bis Sie ihn entsperren.</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren …</translation>
    </message>
    <message>
        <source>This computer’s clock jumped. Only changes that take rights away are accepted until an owner accepts the clock.</source>
        <translation>Die Uhr dieses Rechners ist gesprungen. Bis ein Eigentümer die Uhr annimmt, gelten nur Änderungen, die Rechte nehmen.</translation>
    </message>
    <message>
        <source>Accept the clock</source>
        <translation>Uhr annehmen</translation>
    </message>
    <message>
        <source>The disk is full. Nothing can be decided until there is room again.</source>
        <translation>Der Datenträger ist voll. Nichts kann entschieden werden, bis wieder Platz ist.</translation>
    </message>
    <message>
        <source>This store can only be read.</source>
        <translation>Diese Ablage kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>To see what is new and to decide, your key is needed.</source>
        <translation>Um Neues zu sehen und zu entscheiden, ist Ihr Schlüssel nötig.</translation>
    </message>
    <message>
        <source>Accept the clock: it is %1</source>
        <translation>Uhr annehmen: Es ist %1</translation>
    </message>
    <message>
        <source>From now on the ledger goes by this computer’s clock again.</source>
        <translation>Von jetzt an richtet sich das Hauptbuch wieder nach der Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>The clock is accepted.</source>
        <translation>Die Uhr ist angenommen.</translation>
    </message>
    <message>
        <source>Sample: agents act here on their own, and nothing leaves this computer. You are %1; the passphrase of your key is “%2”.</source>
        <translation>Beispiel: Hier handeln Agenten von selbst, und nichts verlässt diesen Rechner. Sie sind %1; die Passphrase Ihres Schlüssels lautet „%2“.</translation>
    </message>
    <message>
        <source>This is not the store that you saw before, so nothing is signed for it: %1</source>
        <translation>Das ist nicht die Ablage, die Sie früher gesehen haben; darum wird für sie nichts signiert: %1</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>Anerkennen …</translation>
    </message>
    <message>
        <source>This store can only be read: %1</source>
        <translation>Diese Ablage kann nur gelesen werden: %1</translation>
    </message>
    <message>
        <source>Accept another history</source>
        <translation>Eine andere Vorgeschichte anerkennen</translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation>Anerkennen</translation>
    </message>
    <message>
        <source>Nothing in the store can tell a restore from a fraud. Ask whoever runs it, by another way than this store.</source>
        <translation>Nichts in der Ablage unterscheidet eine Wiederherstellung von einem Betrug. Fragen Sie, wer sie betreibt, auf einem anderen Weg als über diese Ablage.</translation>
    </message>
    <message>
        <source>From now on the store is compared with the head of today.</source>
        <translation>Von nun an wird die Ablage mit dem heutigen Stand verglichen.</translation>
    </message>
    <message>
        <source>What was seen before is forgotten, and your key signs for this store again.</source>
        <translation>Was früher zu sehen war, wird vergessen, und Ihr Schlüssel signiert wieder für diese Ablage.</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>The control desk for AI agents.</source>
        <translation>Das Steuerpult für KI-Agenten.</translation>
    </message>
    <message>
        <source>A store file, or a URL.</source>
        <translation>Eine Ablagedatei oder eine URL.</translation>
    </message>
    <message>
        <source>Your key file.</source>
        <translation>Ihre Schlüsseldatei.</translation>
    </message>
    <message>
        <source>Where its passphrase stands.</source>
        <translation>Wo seine Passphrase steht.</translation>
    </message>
    <message>
        <source>Who you are; only a URL needs it.</source>
        <translation>Wer Sie sind; nur bei einer URL nötig.</translation>
    </message>
    <message>
        <source>A sample workspace in which agents act; nothing of it stays.</source>
        <translation>Eine Beispielablage, in der Agenten handeln; nichts davon bleibt.</translation>
    </message>
</context>
</TS>
