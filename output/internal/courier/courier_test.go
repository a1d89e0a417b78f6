package courier

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/output/delivery"
	"github.com/breachsim/breachsim/output/internal/ordered"
)

// arrival is a line that arrives, as the test works it out: all of a day sorted at once.
type arrival struct {
	row   int
	due   int64
	again bool
	held  bool // it was waiting when others of its time came
}

// drawn are the fates of a day's lines, some of each kind.
func drawn(r *rand.Rand, n int) (lines []delivery.Line) {
	due := int64(0)
	for range n {
		due += r.Int64N(3)
		l := delivery.Line{Due: due}
		switch r.IntN(6) {
		case 0:
			l.Lost = true
		case 1:
			l.Late = 1 + r.Int64N(20)
		case 2:
			l.Again = 1 + r.Int64N(20)
		case 3:
			l.Late, l.Again, l.Skew = 1+r.Int64N(20), 1+r.Int64N(20), 5
		}
		lines = append(lines, l)
	}
	return lines
}

// arrivals lists what arrives, in order: lines that waited before those that come just
// then, and among those that waited the one that was held up first.
func arrivals(lines []delivery.Line) (list []arrival) {
	for i, l := range lines {
		if l.Lost {
			continue
		}
		list = append(list, arrival{row: i, due: l.Due + l.Late, held: l.Late > 0})
		if l.Again > 0 {
			list = append(list, arrival{row: i, due: l.Due + l.Late + l.Again, again: true, held: true})
		}
	}
	slices.SortStableFunc(list, func(a, b arrival) int {
		switch {
		case a.due != b.due:
			return cmp.Compare(a.due, b.due)
		case a.held == b.held:
			return 0
		case a.held:
			return -1
		}
		return 1
	})
	return list
}

// delivered has a courier deliver rows, cut into pieces at random.
func delivered(t *testing.T, r *rand.Rand, form Form, rows [][]byte, lines []delivery.Line) (text []byte, count int64) {
	t.Helper()
	c := New(form, "2022-03-10", func(p *ordered.Piece) error {
		text, count = append(text, p.Raw...), count+p.Rows
		return nil
	})
	for from := 0; from < len(rows); {
		to := min(len(rows), from+1+r.IntN(40))
		var p ordered.Piece
		for i := from; i < to; i++ {
			p.Raw = append(p.Raw, rows[i]...)
			p.Ends = append(p.Ends, len(p.Raw))
		}
		p.Fates = lines[from:to]
		if err := c.Take(&p); err != nil {
			t.Fatal(err)
		}
		clear(p.Raw) // pieces are used again
		from = to
	}
	if err := c.Finish(); err != nil {
		t.Fatal(err)
	}
	return text, count
}

func TestLinesArriveByTheirFate(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 1))
		lines := drawn(r, 300)
		var plain, numbered [][]byte
		for i := range lines {
			plain = append(plain, fmt.Appendf(nil, "row %d\n", i))
			row := fmt.Appendf(nil, "{\"line\":%d,\"row\":%d}\n", i+1, i)
			if i%3 == 0 {
				row = nil // the stream leaves it out, its line is there all the same
			}
			numbered = append(numbered, row)
		}
		var wantPlain, wantNumbered []byte
		for n, a := range arrivals(lines) {
			wantPlain = append(wantPlain, plain[a.row]...)
			if numbered[a.row] != nil {
				wantNumbered = fmt.Appendf(wantNumbered, "{\"line\":%d,\"row\":%d}\n", n+1, a.row)
			}
		}
		if got, n := delivered(t, r, Plain, plain, lines); !bytes.Equal(got, wantPlain) || int(n) != bytes.Count(wantPlain, []byte("\n")) {
			t.Fatalf("seed %d: %d rows arrived as\n%s\nwant\n%s", seed, n, got, wantPlain)
		}
		if got, n := delivered(t, r, Numbered, numbered, lines); !bytes.Equal(got, wantNumbered) || int(n) != bytes.Count(got, []byte("\n")) {
			t.Fatalf("seed %d: %d rows arrived as\n%s\nwant\n%s", seed, n, got, wantNumbered)
		}
	}
}

// What became of lines is told where they arrive, with their new place, and of those that
// are lost where they would have.
func TestFatesAreTold(t *testing.T) {
	type told struct {
		Row    int
		Effect string
		By     *int64 `json:"by_us"`
		Date   string
		Line   *int
	}
	for seed := range uint64(10) {
		r := rand.New(rand.NewPCG(seed, 2))
		lines := drawn(r, 200)
		var rows [][]byte
		for i := range lines {
			rows = append(rows, fmt.Appendf(nil, `"row":%d`, i))
		}
		want := map[string]int{}
		for i, l := range lines {
			if l.Lost {
				want[fmt.Sprint(i, " lost - -")]++
			}
		}
		for n, a := range arrivals(lines) {
			l := lines[a.row]
			switch {
			case a.again:
				want[fmt.Sprint(a.row, " twice ", l.Again, " ", n+1)]++
			case l.Late > 0:
				want[fmt.Sprint(a.row, " late ", l.Late, " ", n+1)]++
				if l.Skew != 0 {
					want[fmt.Sprint(a.row, " skewed ", l.Skew, " ", n+1)]++
				}
			}
		}
		text, n := delivered(t, r, Told, rows, lines)
		decoder := json.NewDecoder(bytes.NewReader(text))
		for range n {
			var got told
			if err := decoder.Decode(&got); err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(got.Row, " ", got.Effect, " - -")
			if got.By != nil && got.Line != nil {
				key = fmt.Sprint(got.Row, " ", got.Effect, " ", *got.By, " ", *got.Line)
			}
			if want[key]--; want[key] != 0 || got.Date != "2022-03-10" {
				t.Fatalf("seed %d: %s of %s is told, %d more times than it should be", seed, key, got.Date, -want[key])
			}
			delete(want, key)
		}
		if decoder.More() || len(want) > 0 {
			t.Fatalf("seed %d: not told: %v", seed, want)
		}
	}
}
