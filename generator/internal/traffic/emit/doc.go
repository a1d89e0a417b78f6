// Package emit tells a slice of time of what honest users do: it replays the
// sessions near the slice, and hands each step, or what became of it, to package
// portal, which turns it into lines.
//
// It is the last hop of the base world, above the days of package agenda and all
// that may happen to a step on its way:
//
//	step ──► overlay ──► bound ──► limit ──► closing ──► play ──► portal
//	         a campaign   its own   everybody's          as planned
//	         or control   look-ups
//
// The package draws details alone, each from the key of its step, and decides
// nothing that outlives the slice: any hour can be made without the others. What
// a campaign or control has changed it tells as interference.
package emit
