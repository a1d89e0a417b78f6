package identity

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Encoder appends lines of the log. One Encoder serves one goroutine.
type Encoder struct {
	cat   *event.Catalog
	stamp wire.Stamp
}

// NewEncoder returns an encoder of the lines of a catalogue.
func NewEncoder(cat *event.Catalog) *Encoder { return &Encoder{cat: cat, stamp: wire.NewStamp()} }

// Append appends a line with its newline. It allocates only where dst lacks room.
func (x *Encoder) Append(dst []byte, l *event.Identity) []byte {
	var account, identifier string
	if l.Account != event.NoAccount {
		t := &x.cat.Accounts[l.Account]
		account, identifier = t.ID, t.Identifier(l.Typed)
	}
	dst = append(dst, `{"ts":"`...)
	dst = x.stamp.Append(dst, l.TS)
	dst = text(append(dst, `","type":`...), l.Type.String())
	dst = text(append(dst, `,"outcome":`...), l.Outcome.String())
	dst = text(append(dst, `,"reason":`...), l.Reason.String())
	dst = wire.AppendID(append(dst, `,"event_id":`...), l.Event)
	dst = text(append(dst, `,"account":`...), account)
	dst = text(append(dst, `,"identifier":`...), identifier)
	dst = text(append(dst, `,"identifier_kind":`...), l.Typed.String())
	dst = text(append(dst, `,"auth_method":`...), l.Auth.String())
	dst = wire.AppendID(append(dst, `,"session_id":`...), l.Session)
	dst = text(append(dst, `,"device":`...), l.Device.String())
	dst = text(append(dst, `,"mail":`...), l.Mail.String())
	dst = append(dst, `,"src_ip":`...)
	if l.Addr == (event.Addr{}) {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, '"')
		dst = append(wire.AppendAddr(dst, l.Addr), '"')
	}
	dst = text(append(dst, `,"user_agent":`...), x.cat.UserAgents[l.UserAgent])
	dst = wire.AppendID(append(dst, `,"client_fp":`...), l.ClientFP)
	return append(dst, '}', '\n')
}

// text appends a JSON text, or null for an empty one.
func text(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "null"...)
	}
	return wire.AppendQuote(dst, s)
}
