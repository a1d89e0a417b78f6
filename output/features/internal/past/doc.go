// Package past is what the feature tables remember of the earlier days of one
// account, in a memory of fixed size: some 3 kB, and 5 kB once it has asked for
// more than 2,048 persons.
//
//	known persons   two Bloom filters, the younger one being filled
//	recent values   the 16 clients, 16 networks and 32 address blocks used last
//	means           exponentially weighted over days with look-ups; of the first week
//	depts, hours    one bit each
//
// It is asked about a line before the line is counted, and learns from a day
// when that is over.
package past
