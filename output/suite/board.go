package suite

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios/cause"
)

// Board is a leaderboard: what detectors reached on one suite, the best first.
type Board struct {
	Schema  string  `json:"schema"`
	Suite   string  `json:"suite"`
	Sets    []Set   `json:"sets"`
	Entries []Entry `json:"entries"`
}

const boardSchema = "breachsim.leaderboard/1"

// Entry is one detector.
type Entry struct {
	Detector  string     `json:"detector"`
	Score     float64    `json:"score"`
	Scenarios []Scenario `json:"scenarios"`
}

// ReadResult reads a result as it is written for programs.
func ReadResult(file string) (*Result, error) {
	r := &Result{}
	b, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(b, r)
	}
	if err == nil && r.Schema != resultSchema {
		err = errors.New("it is no score of a suite: breachsim suite score --json writes one")
	}
	if err != nil {
		return nil, unfit("score %q: %w", file, cause.Of(err))
	}
	return r, nil
}

// ReadBoard reads a leaderboard; a file that is not there is one without entries.
func ReadBoard(file string) (*Board, error) {
	b, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return &Board{Schema: boardSchema}, nil
	}
	board := &Board{}
	if err == nil {
		err = json.Unmarshal(b, board)
	}
	if err == nil && board.Schema != boardSchema {
		err = errors.New("it is no leaderboard of breachsim")
	}
	if err != nil {
		return nil, unfit("leaderboard %q: %w", file, cause.Of(err))
	}
	return board, nil
}

// Add enters a detector. A result of other sets than those of the board is refused, and
// a name that is there already unless it is to be replaced.
func (b *Board) Add(name string, r *Result, replace bool) error {
	if len(b.Entries) == 0 {
		b.Suite, b.Sets = r.Suite, r.Sets
	}
	if b.Suite != r.Suite || !slices.Equal(b.Sets, r.Sets) {
		return unfit("the score is of other sets than the leaderboard's: each making of a suite has its own")
	}
	if i := slices.IndexFunc(b.Entries, func(e Entry) bool { return e.Detector == name }); i >= 0 {
		if !replace {
			return unfit("%q is on the leaderboard already: give another name, or replace it with --force", name)
		}
		b.Entries = slices.Delete(b.Entries, i, i+1)
	}
	b.Entries = append(b.Entries, Entry{name, r.Score, r.Scenarios})
	slices.SortFunc(b.Entries, byScore)
	return nil
}

// byScore orders entries of a leaderboard.
func byScore(a, b Entry) int {
	return cmp.Or(-cmp.Compare(a.Score, b.Score), strings.Compare(a.Detector, b.Detector))
}
