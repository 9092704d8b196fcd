# what it is

# METADATA
# title: x
package a.b["c d"]

import data.x.y as z # why

# about p
p := [
	1,
	# two
	2.50,
	`raw\`,
] if {
	# first
	q(1, "\n") with input as {"a": 1} # last

	not x in {1, 2}
	every k, v in z {
		k == v
	}
	(1 + 2) * 3 == -9
	y := {a | some a in z}
	$"a {y} \{b"
	# end
}

a := 1
b := 2

# the end
