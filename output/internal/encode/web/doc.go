// Package web writes the access log as web servers and proxies do: combined, nginx
// and W3C extended.
//
// It stands upon logs and wire. The parts of a line that repeat are prepared once
// in [Requests], which siem uses too.
//
// Its formats have the fields of those servers and no place for ours.
package web
