package p

deny if {
	input.risk == # critical
	count(input.chain) > 2
	input.x
}
