// Package courier puts the rows of a day's file into the order in which their lines
// arrive, some later than their time, some twice, some not at all.
//
//	piece: rows and the fates of their lines ─► Courier ─► pieces: rows as they are delivered
//
// It stands between the workers, who make rows in the order of time, and whoever writes
// the file. Streams of one log are given the same fates, and so come out in the same
// order: a format beside another, labels beside the lines that they are of. Rows that are
// held up are kept in memory: those of a window times the share that is late. It draws
// nothing (package delivery does) and opens no file.
package courier

import (
	"bytes"
	"strconv"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/ordered"
	"github.com/breachsim/breachsim/output/internal/timed"
)

// Form is how rows depend on where their line is delivered.
type Form uint8

// The forms.
const (
	Plain    Form = iota // not at all
	Numbered             // they begin with the number of their line, {"line":N,
	Told                 // they are the beginning of a row of truth/delivery.jsonl, without a brace
)

// Courier delivers the rows of one stream, one day after the other.
type Courier struct {
	form Form
	date string // local day
	hand func(p *ordered.Piece) error

	held timed.Queue[parcel]
	line int64 // delivered last, of the day
	out  ordered.Piece
}

// New is a courier of a day's rows, which hands on pieces that are valid during the call.
func New(form Form, date string, hand func(p *ordered.Piece) error) *Courier {
	return &Courier{form: form, date: date, hand: hand}
}

// parcel is a row that waits for its time.
type parcel struct {
	row   []byte
	due   int64
	fate  delivery.Fate
	again bool // it is there for the second time
}

// Take delivers the rows of a piece, or holds them up. Pieces come in the order of time.
func (c *Courier) Take(p *ordered.Piece) error {
	from := 0
	for i, to := range p.Ends {
		if err := c.judge(p.Raw[from:to], &p.Fates[i]); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// Finish delivers what is still held up when the day is over.
func (c *Courier) Finish() error {
	for c.held.Len() > 0 {
		if err := c.deliver(c.held.Take()); err != nil {
			return err
		}
	}
	return c.flush()
}

// judge delivers a row as its line's fate has it.
func (c *Courier) judge(row []byte, l *delivery.Line) error {
	for c.held.Len() > 0 && c.held.Due() <= l.Due {
		if err := c.deliver(c.held.Take()); err != nil {
			return err
		}
	}
	p := parcel{row: row, due: l.Due + l.Late, fate: l.Fate}
	switch {
	case l.Lost:
		if c.form == Told {
			c.tell(&p, "lost", 0)
		}
		return c.full()
	case l.Late == 0:
		if err := c.deliver(&p); err != nil {
			return err
		}
	default:
		c.hold(p)
	}
	if l.Again > 0 {
		p.due, p.again = p.due+l.Again, true
		c.hold(p)
	}
	return nil
}

func (c *Courier) hold(p parcel) {
	p.row = bytes.Clone(p.row)
	c.held.Put(p.due, &p)
}

// deliver appends a row as the next one of the file.
func (c *Courier) deliver(p *parcel) error {
	c.line++
	switch {
	case len(p.row) == 0:
	case c.form == Numbered:
		_, rest, _ := bytes.Cut(p.row, []byte(","))
		c.out.Raw = append(c.out.Raw, `{"line":`...)
		c.out.Raw = strconv.AppendInt(c.out.Raw, c.line, 10)
		c.out.Raw = append(append(c.out.Raw, ','), rest...)
		c.out.Rows++
	case c.form == Told:
		c.tellAll(p)
	default:
		c.out.Raw = append(c.out.Raw, p.row...)
		c.out.Rows++
	}
	return c.full()
}

// tellAll appends what has become of a line that is there.
func (c *Courier) tellAll(p *parcel) {
	if p.again {
		c.tell(p, "twice", p.fate.Again)
		return
	}
	if p.fate.Late > 0 {
		c.tell(p, "late", p.fate.Late)
	}
	if p.fate.Skew != 0 {
		c.tell(p, "skewed", p.fate.Skew)
	}
}

// tell appends a row of truth/delivery.jsonl; by is in µs, 0 = there is nothing to say.
func (c *Courier) tell(p *parcel, effect string, by int64) {
	b := append(append(c.out.Raw, '{'), p.row...)
	b = append(b, `,"effect":"`+effect+`","by_us":`...)
	if by == 0 {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, by, 10)
	}
	b = append(b, `,"date":"`+c.date+`","line":`...)
	if p.fate.Lost {
		b = append(b, "null"...)
	} else {
		b = strconv.AppendInt(b, c.line, 10)
	}
	c.out.Raw = append(b, "}\n"...)
	c.out.Rows++
}

// full hands a piece on that has grown to its size, which depends on the rows alone.
func (c *Courier) full() error {
	if len(c.out.Raw) < ordered.PieceBytes {
		return nil
	}
	return c.flush()
}

func (c *Courier) flush() error {
	if len(c.out.Raw) == 0 {
		return nil
	}
	err := c.hand(&c.out)
	c.out = ordered.Piece{Raw: c.out.Raw[:0], Packed: c.out.Packed[:0]}
	return err
}
