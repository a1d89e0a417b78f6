// Package read reads the logs of a dataset as a detector finds them: the
// native audit log and the access log in combined form, plain or compressed.
//
// It knows the formats by their texts only and imports nothing of the
// generator, so that what reads a dataset through it shares no model with
// what made it. Readers reuse one value a line and keep each repeated text
// once; they stop at the first line that is no line of the format.
package read
