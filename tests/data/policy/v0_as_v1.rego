package agent.authz

default allow := false

allow if {
	input.actor.type == "agent"
	input.scope[_] == "pr:write:draft" # drafts only
}

deny contains msg if {
	msg := "no"
	input.x
}

deny contains "two"

p[k] := v if {
	some k, v in input
}

f(x) := y if {
	y := x
} else := 3 if {
	true
}
