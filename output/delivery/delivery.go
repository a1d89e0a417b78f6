// Package delivery decides what becomes of a log line on its way: late, twice, lost,
// out of order, or told by a wrong clock.
//
//	where a line stands, its account ─► Plan: keyed draws ─► Fate
//
// Each decision is a draw with a name: the seed, what is decided, and the line's day and
// number. So it is the same whatever is sent before, in which format, how fast, and
// after how many restarts. The package reads and sends nothing.
package delivery

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/draw"
)

// Part is a share of the lines and a stretch of time.
type Part struct {
	PPM    int64 // share in millionths
	Window int64 // µs
}

// ParsePart reads SHARE or SHARE:WINDOW, such as 0.02 or 0.02:15m.
func ParsePart(text string, window time.Duration) (Part, error) {
	share, length, given := strings.Cut(text, ":")
	f, err := strconv.ParseFloat(share, 64)
	if err != nil || !(f >= 0 && f <= 1) {
		return Part{}, fmt.Errorf("share %q: want a number from 0 to 1, such as 0.02", share)
	}
	if given {
		window, err = time.ParseDuration(length)
		if err != nil || window < time.Microsecond || window > 7*24*time.Hour {
			return Part{}, fmt.Errorf("window %q: want a time from 1us to 168h, such as 15m", length)
		}
	}
	return Part{int64(math.Round(f * draw.Million)), window.Microseconds()}, nil
}

// Plan says how imperfect the delivery is. The zero Plan delivers each line once, in
// order and in time.
type Plan struct {
	Seed      uint64
	Late      Part // held up, evenly up to the window: a buffer that was full
	Duplicate Part // sent again, up to the window later: an answer that was not seen
	Drop      Part // never sent
	Shuffle   Part // held up a little, so that neighbours change places: parallel senders
	Skew      Part // of the accounts: their lines come from a server whose clock is wrong by up to the window
}

// Perfect reports whether nothing is ever done to a line.
func (p *Plan) Perfect() bool {
	return p.Late.PPM == 0 && p.Duplicate.PPM == 0 && p.Drop.PPM == 0 && p.Shuffle.PPM == 0 && p.Skew.PPM == 0
}

// parts lists what may go wrong by the names that it has everywhere.
func (p *Plan) parts() []named {
	return []named{{"late", &p.Late}, {"duplicate", &p.Duplicate}, {"drop", &p.Drop}, {"shuffle", &p.Shuffle},
		{"skew", &p.Skew}}
}

type named struct {
	name string
	*Part
}

// String tells what goes wrong and how far, without the seed: "late=0.02:15m0s,drop=0.001".
// The perfect plan is "".
func (p *Plan) String() string {
	var list []string
	for _, part := range p.parts() {
		if part.PPM == 0 {
			continue
		}
		text := part.name + "=" + strconv.FormatFloat(float64(part.PPM)/draw.Million, 'f', -1, 64)
		if part.Window > 0 {
			text += ":" + (time.Duration(part.Window) * time.Microsecond).String()
		}
		list = append(list, text)
	}
	return strings.Join(list, ",")
}

// Read reads what [Plan.String] tells.
func Read(text string) (p Plan, err error) {
	for item := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(item, "=")
		at := slices.IndexFunc(p.parts(), func(n named) bool { return n.name == name })
		if text != "" && at < 0 {
			return p, fmt.Errorf("delivery %q: want late, duplicate, drop, shuffle or skew", item)
		}
		if at >= 0 {
			if *p.parts()[at].Part, err = ParsePart(value, 0); err != nil {
				return p, fmt.Errorf("delivery %q: %w", item, err)
			}
		}
	}
	return p, nil
}

// Disorder bounds how far the time that a line tells may lie before that of a line
// delivered earlier, µs.
func (p *Plan) Disorder() (micros int64) {
	for _, part := range []Part{p.Late, p.Shuffle, p.Duplicate} {
		if part.PPM > 0 {
			micros += part.Window
		}
	}
	if p.Skew.PPM > 0 {
		micros += 2 * p.Skew.Window // one clock is ahead, the other behind
	}
	return micros
}

// The logs of a dataset, for [Where].
const (
	Audit uint8 = iota
	Access
)

// Where is the place of a line, which names its draws.
type Where struct {
	Log  uint8
	Day  int64 // of its day file, days since 1970
	Line int   // in the day, whatever the format
}

// Fate is what becomes of a line. The zero Fate is what should.
type Fate struct {
	Lost  bool
	Late  int64 // µs that it comes later than its time; shuffled lines among them
	Again int64 // µs after which it comes a second time, from the first; 0 = once
	Skew  int64 // µs that its clock is ahead; < 0: behind
}

// Line is when a line is there to be delivered, µs since 1970, and what becomes of it.
type Line struct {
	Due int64
	Fate
}

// Plain reports whether the line is delivered once, in time, with the right time.
func (f *Fate) Plain() bool { return *f == Fate{} }

// The purposes of draws of one line.
const (
	drawDrop uint64 = iota
	drawLate
	drawLateBy
	drawShuffle
	drawShuffleBy
	drawAgain
	drawAgainBy
	drawSkew
	drawSkewBy
)

// Of decides about a line. A line that names no account has the clock of the portal,
// which is right.
func (p *Plan) Of(at Where, account string) (f Fate) {
	if p.Perfect() {
		return f
	}
	key := draw.New(p.Seed).Stream(draw.Delivery)
	line := key.At2(uint64(at.Log), uint64(at.Day)).At(uint64(at.Line))
	if p.Skew.PPM > 0 && account != "" {
		server := key.At(draw.Text(account))
		if server.At(drawSkew).Chance(p.Skew.PPM) {
			f.Skew = int64(server.At(drawSkewBy).Below(uint64(2*p.Skew.Window)+1)) - p.Skew.Window
		}
	}
	if line.At(drawDrop).Chance(p.Drop.PPM) {
		f.Lost = true
		return f
	}
	f.Late = p.Late.after(line, drawLate, drawLateBy) + p.Shuffle.after(line, drawShuffle, drawShuffleBy)
	f.Again = p.Duplicate.after(line, drawAgain, drawAgainBy)
	return f
}

// after draws whether a part has the line, and by how much: 1 µs to the window, evenly.
func (p Part) after(line draw.Key, whether, by uint64) int64 {
	if !line.At(whether).Chance(p.PPM) {
		return 0
	}
	return 1 + int64(line.At(by).Below(uint64(p.Window)))
}
