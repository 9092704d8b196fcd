package agent.authz
import future.keywords.in

default allow = false
allow {
  input.actor.type == "agent"
     input.scope[_] == "pr:write:draft"   # drafts only
}
deny[msg] { msg := "no"; input.x }
deny["two"]
p[k] = v { some k, v in input } 
f(x) = y { y := x } else = 3 { true }
