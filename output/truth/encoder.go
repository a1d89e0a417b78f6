package truth

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Texts holds the prepared texts of a catalogue, shared by all encoders.
type Texts struct {
	labels, benign, phases, purposes [][]byte // quoted, or null
	campaigns, controls, accounts    [][]byte // quoted; campaigns and controls by 1 + index, null at 0
	bots                             [][]byte // `"CAMPAIGN/bot-` by 1 + index
}

// NewTexts prepares the texts of a catalogue.
func NewTexts(cat *event.Catalog) *Texts {
	t := &Texts{
		labels: quoted(event.Labels()), benign: quoted(event.BenignTypes()),
		phases: quoted(event.Phases()), purposes: quoted(event.Purposes()),
		campaigns: quoted(append([]string{""}, cat.Campaigns...)),
		controls:  quoted(append([]string{""}, cat.Controls...)),
		bots:      [][]byte{[]byte(`"bot-`)},
		accounts:  make([][]byte, len(cat.Accounts)),
	}
	for i, a := range cat.Accounts {
		t.accounts[i] = wire.Quote(a.ID)
	}
	for _, c := range cat.Campaigns {
		q := wire.Quote(c + "/bot-")
		t.bots = append(t.bots, q[:len(q)-1])
	}
	return t
}

func quoted(names []string) [][]byte {
	out := make([][]byte, len(names))
	for i, n := range names {
		if n == "" {
			out[i] = []byte("null")
		} else {
			out[i] = wire.Quote(n)
		}
	}
	return out
}

// Encoder appends rows of the per-event truth files. One serves one
// goroutine.
type Encoder struct {
	t     *Texts
	stamp wire.Stamp
}

// NewEncoder returns an encoder over prepared texts.
func NewEncoder(t *Texts) *Encoder { return &Encoder{t: t, stamp: wire.NewStamp()} }

// Plain reports whether a truth is left out of sparse files: benign, and of
// no look-alike.
func Plain(t *event.Truth) bool { return t.Label == event.Benign && t.Benign == event.Ordinary }

// AppendEvent appends the row of an audit event.
func (e *Encoder) AppendEvent(dst []byte, id uint64, t *event.Truth) []byte {
	dst = append(dst, `{"event_id":`...)
	dst = appendID(dst, id)
	dst = append(dst, `,"label":`...)
	dst = append(dst, e.t.labels[t.Label]...)
	dst = append(dst, `,"benign_type":`...)
	dst = append(dst, e.t.benign[t.Benign]...)
	dst = append(dst, `,"campaign":`...)
	dst = append(dst, e.t.campaigns[t.Campaign]...)
	dst = append(dst, `,"phase":`...)
	dst = append(dst, e.t.phases[t.Phase]...)
	dst = append(dst, `,"actor":`...)
	dst = e.appendActor(dst, t)
	dst = append(dst, `,"purpose":`...)
	dst = append(dst, e.t.purposes[t.Purpose]...)
	dst = append(dst, `,"caused_by":`...)
	dst = append(dst, e.t.controls[t.CausedBy]...)
	return append(dst, "}\n"...)
}

func (e *Encoder) appendActor(dst []byte, t *event.Truth) []byte {
	switch t.Actor {
	case event.NoActor:
		return append(dst, "null"...)
	case event.Bot:
		dst = append(dst, e.t.bots[t.Campaign]...)
		dst = strconv.AppendUint(dst, uint64(t.Number), 10)
	case event.Insider:
		bot := e.t.bots[t.Campaign]
		dst = append(append(dst, bot[:len(bot)-len("bot-")]...), "insider-"...)
		dst = strconv.AppendUint(dst, uint64(t.Number), 10)
	case event.Delegate:
		dst = append(dst, `"delegate-`...)
		dst = strconv.AppendUint(dst, uint64(t.Number), 10)
	default:
		dst = append(dst, '"')
		dst = append(dst, t.Actor.String()...)
	}
	return append(dst, '"')
}

// AppendAccess appends the row of an access line, by its number in the day.
func (e *Encoder) AppendAccess(dst []byte, line int64, a *event.Access) []byte {
	dst = append(dst, `{"line":`...)
	dst = strconv.AppendInt(dst, line, 10)
	dst = append(dst, `,"request_id":`...)
	dst = appendID(dst, a.Request)
	dst = append(dst, `,"event_id":`...)
	dst = appendID(dst, a.Event)
	dst = append(dst, `,"label":`...)
	dst = append(dst, e.t.labels[a.Truth.Label]...)
	return append(dst, "}\n"...)
}

// exposedFields are the columns of insured_persons that the portal shows: the
// identity and the rights, never contact or bank details.
const exposedFields = `["birth_name","used_name","first_names","birth_date","sex",` +
	`"referring_doctor","c2s","ame","full_coverage"]`

// doctorFields are those that the form for referring doctors shows.
const doctorFields = `["birth_name","used_name","first_names","birth_date","sex","referring_doctor"]`

// AppendExposed appends the row of a person's first exposure.
func (e *Encoder) AppendExposed(dst []byte, x *event.Exposure) []byte {
	dst = append(dst, `{"nir_ref":`...)
	dst = appendID(dst, x.Ref)
	dst = append(dst, `,"holder_ref":`...)
	dst = appendID(dst, x.Holder)
	dst = append(dst, `,"first_exposed_at":`...)
	dst = e.appendTime(dst, x.TS)
	dst = append(dst, `,"event_id":`...)
	dst = appendID(dst, x.Event)
	dst = append(dst, `,"account":`...)
	if x.Account == event.NoAccount {
		dst = append(dst, "null"...)
	} else {
		dst = append(dst, e.t.accounts[x.Account]...)
	}
	dst = append(dst, `,"campaign":`...)
	dst = append(dst, e.t.campaigns[x.Campaign]...)
	dst = append(dst, `,"fields":`...)
	if x.Doctor {
		dst = append(dst, doctorFields...)
	} else {
		dst = append(dst, exposedFields...)
	}
	dst = append(dst, `,"notified_at":`...)
	dst = e.appendTime(dst, x.NotifiedAt)
	dst = append(dst, `,"channel":`...)
	dst = appendName(dst, x.Channel.String())
	return append(dst, "}\n"...)
}

// AppendInterference appends the row of an event that was interfered with.
func (e *Encoder) AppendInterference(dst []byte, x *event.Interference) []byte {
	by := e.t.controls
	if x.Cause == event.ByCampaign {
		by = e.t.campaigns
	}
	dst = append(dst, `{"event_id":`...)
	dst = appendID(dst, x.Event)
	dst = append(dst, `,"effect":`...)
	dst = appendName(dst, x.Effect.String())
	dst = append(dst, `,"cause":`...)
	dst = appendName(dst, x.Cause.String())
	dst = append(dst, `,"by":`...)
	dst = append(dst, by[x.Index]...)
	return append(dst, "}\n"...)
}

func (e *Encoder) appendTime(dst []byte, ts int64) []byte {
	if ts == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = e.stamp.Append(dst, ts)
	return append(dst, '"')
}

func appendID(dst []byte, id uint64) []byte {
	if id == 0 {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = wire.AppendHex(dst, id)
	return append(dst, '"')
}

// appendName quotes a name of an enumeration, which needs no escapes.
func appendName(dst []byte, name string) []byte {
	if name == "" {
		return append(dst, "null"...)
	}
	dst = append(dst, '"')
	dst = append(dst, name...)
	return append(dst, '"')
}
