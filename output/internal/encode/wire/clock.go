package wire

import (
	"strconv"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// A Clock prints times that mostly stay in one minute: it keeps the text of
// that minute and writes only what follows. Every offset from UTC in use
// changes on a whole minute, so the kept text also holds the local offset.
type Clock struct {
	from         int64 // start of the kept minute
	set          bool
	before       [32]byte // text up to and with the colon after the minute
	after        [16]byte // text after the seconds
	nbefore      uint8
	nafter       uint8
	zone         *time.Location
	layout, tail string
}

// within returns how far ts is into the kept minute, which it renews first
// where ts is outside.
func (c *Clock) within(ts int64) uint32 {
	d := ts - c.from
	if uint64(d) >= measure.Minute || !c.set {
		c.renew(ts)
		d = ts - c.from
	}
	return uint32(d)
}

// NewClock returns a printer of times in a zone. The layout is what stands
// before the seconds, the tail what stands after them, in the words of package
// time.
func NewClock(zone *time.Location, layout, tail string) Clock {
	return Clock{zone: zone, layout: layout, tail: tail}
}

// Append appends ts to the second, with what the layout has around that.
func (c *Clock) Append(dst []byte, ts int64) []byte {
	sec := c.within(ts) / measure.Second
	dst = append(dst, c.before[:c.nbefore]...)
	dst = Append2(dst, sec)
	return append(dst, c.after[:c.nafter]...)
}

func (c *Clock) renew(ts int64) {
	c.from = ts - floorMod(ts, measure.Minute)
	c.set = true
	t := time.UnixMicro(c.from).In(c.zone)
	c.nbefore = uint8(len(t.AppendFormat(c.before[:0], c.layout)))
	c.nafter = uint8(len(t.AppendFormat(c.after[:0], c.tail)))
}

func floorMod(a, b int64) int64 {
	m := a % b
	if m < 0 {
		m += b
	}
	return m
}

// Stamp prints times as RFC 3339 in UTC with six decimals and Z. It remembers
// the minute it printed last, so it is quickest on times in order. One serves
// one goroutine.
type Stamp struct{ c Clock }

// NewStamp returns a printer of times.
func NewStamp() Stamp {
	return Stamp{NewClock(time.UTC, "2006-01-02T15:04:", "")}
}

// Append appends the time ts, in microseconds since 1970.
func (s *Stamp) Append(dst []byte, ts int64) []byte {
	d := s.c.within(ts)
	dst = append(dst, s.c.before[:17]...)
	sec := d / measure.Second
	us := d - sec*measure.Second
	high := us / 10_000
	low := us - high*10_000
	mid := low / 100
	a, b, m, l := &pairs[sec], &pairs[high], &pairs[mid], &pairs[low-mid*100]
	return append(dst, a[0], a[1], '.', b[0], b[1], m[0], m[1], l[0], l[1], 'Z')
}

// AppendAddr appends the text of an address.
func AppendAddr(dst []byte, a event.Addr) []byte {
	if !a.Is4() {
		return a.Append(dst)
	}
	v := uint32(a.Lo)
	p, q, r, s := &octets[v>>24], &octets[v>>16&0xff], &octets[v>>8&0xff], &octets[v&0xff]
	dst = append(dst, p.text[:p.n]...)
	dst = append(dst, q.text[:q.n]...)
	dst = append(dst, r.text[:r.n]...)
	return append(dst, s.text[:s.n-1]...)
}

// AppendEpoch appends a time from 1970 on as seconds with six decimals.
func AppendEpoch(dst []byte, ts int64) []byte {
	us := uint32(ts % measure.Second)
	dst = strconv.AppendInt(dst, ts/measure.Second, 10)
	dst = Append2(append(dst, '.'), us/10_000)
	dst = Append2(dst, us/100%100)
	return Append2(dst, us%100)
}
