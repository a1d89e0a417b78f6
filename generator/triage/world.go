package triage

import (
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/speck"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/measure"
)

const (
	second = int64(measure.Second)
	minute = int64(measure.Minute)
	hour   = int64(measure.Hour)
	day    = int64(measure.Day)
)

// World is what all desks of a run share. It is read-only and safe for concurrent use.
type World struct {
	wanted scenarios.Weak
	zone   *time.Location
	cat    *event.Catalog
	places []spot // by Catalog.Places
	draws  speck.Cipher
	ids    speck.Cipher
	listed []bool // by Catalog.Networks: on the list of bad ones
}

// Streams of draws.
const (
	stMissed uint64 = 1 + iota
	stStale
	stLatency
	stCase
	stCall
	stComplaint
	stGround
	stListed
	stAlertID
	stTicketID
)

// Draws of a stream.
const (
	whether uint64 = iota // it happens at all
	which                 // of the ways in which it can
)

// key returns the draws of a stream about something that two numbers name. Without the
// cipher's key nobody can tell them.
func (w *World) key(stream, a, b uint64) random.Key {
	return random.Key(w.draws.Encrypt(w.draws.Encrypt(stream<<56^a) ^ b))
}

// id makes an id that tells nothing of what it is made from.
func (w *World) id(stream, a, b uint64) uint64 {
	return w.ids.Encrypt(w.ids.Encrypt(w.ids.Encrypt(stream)^a) ^ b)
}

// atDesk returns an instant, or the morning after it where the help desk is closed: it is
// open on weekdays from eight to six. Mornings are busy: the wait is up to an hour.
func (w *World) atDesk(ts int64, wait int64) int64 {
	at := time.UnixMicro(ts).In(w.zone)
	days := 0
	switch h := at.Hour(); {
	case h < 8 && weekday(at):
	case h < 18 && weekday(at):
		return ts
	default:
		for days = 1; !weekday(at.AddDate(0, 0, days)); days++ {
		}
	}
	y, m, d := at.Date()
	return time.Date(y, m, d+days, 8, 0, 0, 0, w.zone).UnixMicro() + wait%hour
}

func weekday(t time.Time) bool { return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday }
