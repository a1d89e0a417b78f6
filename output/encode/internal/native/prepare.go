package native

import "github.com/breachsim/breachsim/output/internal/encode/wire"

// room covers keys, ids, times, numbers and an address of a line.
const room = 640

// longest is more than a line has whose texts are these.
func longest(texts []wire.Fragments) int {
	n := room
	for i := range texts {
		n += texts[i].Longest()
	}
	return n
}
