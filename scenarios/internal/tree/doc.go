// Package tree reads the text of a scenario file into a tree of values with their
// places, and collects what is wrong with the file.
//
//	text ─► no junk ─► YAML ─► nodes, aliases expanded ─► --set expressions put in
//
// It stands below the checker. It knows YAML and the limits on what a file may ask
// of the reader; it knows no keys and no values.
package tree
