package replay

import (
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/timed"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/replay/internal/timeline"
	"github.com/breachsim/breachsim/output/replay/sink"
)

// courier hands lines on as the plan of delivery says: some later than their time, some
// twice, some not at all. Lines that are held up are kept in memory: those of a window
// times the share that is late.
type courier struct {
	lines *timeline.Timeline
	plan  *delivery.Plan
	tell  io.Writer // of fates; nil = nobody
	skip  int64     // deliveries that the receiver has

	in   timeline.Chunk
	next int // of in
	held timed.Queue[parcel]
	end  bool

	file string // whose day is known
	day  int64
	row  []byte
}

// parcel is a line that waits for its time.
type parcel struct {
	line  sink.Line
	entry timeline.Entry
}

// fill is Fill of a timeline, with the lines in the order in which they are delivered.
func (c *courier) fill(out *timeline.Chunk, n, bytes int) error {
	out.Reset()
	for len(out.Lines) < n && out.Bytes() < bytes {
		if c.next == len(c.in.Lines) && !c.end {
			err := c.lines.Fill(&c.in, n, bytes)
			c.next, c.end = 0, errors.Is(err, io.EOF)
			if err != nil && !c.end {
				return err
			}
			continue
		}
		over := c.next == len(c.in.Lines)
		switch {
		case c.held.Len() > 0 && (over || c.held.Due() <= c.in.Entries[c.next].Due):
			p := c.held.Take()
			c.hand(out, p.line, p.entry)
		case over && len(out.Lines) == 0:
			return io.EOF
		case over:
			return nil
		default:
			if err := c.judge(out); err != nil {
				return err
			}
			c.next++
		}
	}
	return nil
}

// hand delivers a line, unless the receiver has it from the run before.
func (c *courier) hand(out *timeline.Chunk, line sink.Line, e timeline.Entry) {
	if c.skip > 0 {
		c.skip--
		return
	}
	out.Add(line, e)
}

// judge delivers the next line of the timeline, or holds it up.
func (c *courier) judge(out *timeline.Chunk) error {
	line, entry := c.in.Lines[c.next], c.in.Entries[c.next]
	where := delivery.Where{Log: uint8(line.Log), Day: c.dayOf(entry.Place.File), Line: entry.Number}
	fate := c.plan.Of(where, line.Account)
	if err := c.record(&line, &entry, fate); err != nil {
		return err
	}
	if fate.Lost {
		return nil
	}
	if fate.Skew != 0 {
		if err := c.lines.Retell(&line, &entry, line.Micros+fate.Skew); err != nil {
			return err
		}
	}
	entry.Due += fate.Late
	if fate.Late == 0 {
		c.hand(out, line, entry)
	} else {
		c.hold(line, entry)
	}
	if fate.Again > 0 {
		entry.Due += fate.Again
		c.hold(line, entry)
	}
	return nil
}

func (c *courier) hold(line sink.Line, e timeline.Entry) {
	line.Bytes = append([]byte(nil), line.Bytes...)
	c.held.Put(e.Due, &parcel{line, e})
}

// dayOf is the day of a file, days since 1970.
func (c *courier) dayOf(file string) int64 {
	if file != c.file {
		t, _ := time.Parse(time.DateOnly, read.DateOf(file)) // Days lists files of days only
		c.file, c.day = file, t.Unix()/86400
	}
	return c.day
}

// record tells what becomes of a line, a row for each thing:
//
//	{"log":"audit","file":"logs/audit/2022-03-10.jsonl","line":12,"ts":"…","effect":"late","by_us":41000}
//
// The file is that of the dataset as it lies there; ts is the time of the line as it was
// moved, before any skew.
func (c *courier) record(line *sink.Line, e *timeline.Entry, f delivery.Fate) error {
	if c.tell == nil {
		return nil
	}
	row := c.row[:0]
	if f.Lost {
		row = appendFate(row, line, e, fateOf{"lost", 0})
	}
	if f.Late > 0 {
		row = appendFate(row, line, e, fateOf{"late", f.Late})
	}
	if f.Again > 0 {
		row = appendFate(row, line, e, fateOf{"twice", f.Again})
	}
	if f.Skew != 0 && !f.Lost {
		row = appendFate(row, line, e, fateOf{"skewed", f.Skew})
	}
	c.row = row
	if len(row) == 0 {
		return nil
	}
	_, err := c.tell.Write(row)
	return err
}

type fateOf struct {
	effect string
	by     int64 // µs
}

func appendFate(row []byte, line *sink.Line, e *timeline.Entry, f fateOf) []byte {
	log := "audit"
	if line.Log == sink.Access {
		log = "access"
	}
	row = append(row, `{"log":"`+log+`","file":`...)
	row = strconv.AppendQuote(row, e.Place.File)
	row = append(row, `,"line":`...)
	row = strconv.AppendInt(row, int64(e.Number), 10)
	row = append(row, `,"ts":"`...)
	row = time.UnixMicro(line.Micros).UTC().AppendFormat(row, "2006-01-02T15:04:05.000000Z")
	row = append(row, `","effect":"`+f.effect+`"`...)
	if f.by != 0 {
		row = append(row, `,"by_us":`...)
		row = strconv.AppendInt(row, f.by, 10)
	}
	return append(row, "}\n"...)
}
