package countersign.policy

import data.limits

default allow := false

# Drafts are free.
allow if {
	input.action == "pr.create"
	some tag, value in input.actor.tags
	not tag in {"banned"}
	value != ""
}

deny contains msg if {
	input.risk == "critical"
	count(input.chain) > limits.hops
	msg := sprintf("chain of %d", [count(input.chain)])
}

hold contains {"reason": r, "quorum": 2} if {
	every a in input.arguments { a != null }
	r := `big`
}

f(x) := y if {
	y := [z | z := x[_]; z > 1]
} else := []

t[k] := {a: b | a := "k"; b := k + 1 * 2} if some k in numbers.range(1, 3) with input.x as 1
