// Package protocol holds the numbers of the scoring protocol, which the comment of
// package score tells as a whole. It is a leaf: who counts by the protocol asks it.
package protocol
