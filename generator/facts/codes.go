package facts

import (
	"strings"
	"sync"
)

// CoreCodes are the four commune codes that no department of metropolitan
// France ever had, from 1943 to 2026, and that no list of residences uses
// either. Overseas, where the code has two digits, they are CoreCodes less 900.
var CoreCodes = [4]uint16{976, 979, 985, 988}

// FreeCodes returns the commune codes never attributed in a department, at
// least 27, in rising order. place is a department code, or "20" for Corsica
// before 1976; for anything else the answer is empty. Computed from the Insee
// geographic code, its movements since 1943 and a table of residences of the
// sickness insurance; limited to 910-989 (63-89 overseas).
func FreeCodes(place string) []uint16 { return freeCodes()[place] }

var freeCodes = sync.OnceValue(func() map[string][]uint16 {
	out := make(map[string][]uint16)
	for _, f := range lines("free_codes.tsv") {
		var codes []uint16
		for _, span := range strings.Fields(f[1]) {
			from, to, isSpan := strings.Cut(span, "-")
			if !isSpan {
				to = from
			}
			for c := number(from); c <= number(to); c++ {
				codes = append(codes, uint16(c))
			}
		}
		out[f[0]] = codes
	}
	return out
})
