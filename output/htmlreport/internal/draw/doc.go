// Package draw makes the pictures of a report: SVG that needs no script, no font and no
// request, and whose colours come from the classes of the page's style sheet.
//
//	values ─► Scale: places and ticks ─► Canvas: shapes and texts ─► SVG
//
// Places are whole tenths of a pixel, so that equal values give equal bytes. Every text
// is escaped, whatever dataset it comes from; classes and shapes are the package's and
// its callers' own. It knows nothing of datasets.
package draw
