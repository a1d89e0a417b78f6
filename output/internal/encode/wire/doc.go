// Package wire appends the small pieces of which lines are made: digits, ids,
// times, addresses, and texts with the escapes of a format.
//
// It stands below all encoders and below truth. Everything appends to a buffer
// that the caller owns and allocates nothing there; what is prepared once, in
// [Fragments] or as a string, may allocate.
//
// It knows no column and no format as a whole.
package wire
