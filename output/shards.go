package output

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/internal/days"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/internal/state"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// ShardInfo is what a shard says of the run that it is a part of: enough to
// build the source again.
type ShardInfo struct {
	Dir          string
	Shard        Shard
	Run          Run
	ScenarioYAML []byte
	Days         []string // local dates
}

// part is a shard as it lies on disk.
type part struct {
	dir string
	*state.Progress
}

// info reads what open needs.
func (s *part) info() (ShardInfo, error) {
	yaml, err := limits.ReadFile(filepath.Join(s.dir, scenarioName), limits.Index)
	if err != nil {
		return ShardInfo{}, fault.Content("shard %q: %s: %w", s.dir, scenarioName, cause.Of(err))
	}
	return ShardInfo{Dir: s.dir, Shard: s.Shard, Run: s.Run, ScenarioYAML: yaml, Days: s.Dates()}, nil
}

// readParts reads the shards and checks that they are all of one run.
func readParts(dirs []string, out string) ([]part, error) {
	if len(dirs) == 0 {
		return nil, fault.Usage("nothing to merge: name the directories of all shards")
	}
	var parts []part
	seen := map[int]string{}
	for _, dir := range dirs {
		if sameDir(dir, out) {
			return nil, fault.Usage("%q is a shard: choose another directory for the dataset", out)
		}
		s, err := readPart(dir)
		if err != nil {
			return nil, err
		}
		if other, twice := seen[s.Shard.Index]; twice {
			return nil, fault.Usage("shard %s is there twice: %q and %q", s.Shard, other, dir)
		}
		seen[s.Shard.Index] = dir
		parts = append(parts, s)
		first := parts[0]
		if s.Shard.Count != first.Shard.Count {
			return nil, fault.Usage(
				"%q is shard %s, %q is shard %s: not parts of one run",
				dir,
				s.Shard,
				first.dir,
				first.Shard,
			)
		}
		if err := s.Run.Same(first.Run); err != nil {
			return nil, fault.Usage("%q and %q are not parts of one run: %w", dir, first.dir, err)
		}
	}
	if missing := missingOf(parts[0].Shard.Count, seen); len(missing) > 0 {
		return nil, fault.Usage("shards missing of %d: %s", parts[0].Shard.Count, strings.Join(missing, ", "))
	}
	return parts, nil
}

// missingOf names shards that are not there, some of them where they are many.
func missingOf(count int, seen map[int]string) (missing []string) {
	const most = 20
	for i := 1; i <= count && len(missing) < most+1; i++ {
		switch {
		case seen[i] != "":
		case len(missing) == most:
			missing = append(missing, fmt.Sprintf("… (%d in all)", count-len(seen)))
		default:
			missing = append(missing, strconv.Itoa(i))
		}
	}
	return missing
}

func sameDir(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// readPart reads one complete shard.
func readPart(dir string) (part, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return part{}, fault.Usage("shard %q: %w", dir, cause.Of(err))
	}
	i := slices.IndexFunc(entries, func(e os.DirEntry) bool { return state.IsShardName(e.Name()) })
	if i < 0 {
		if _, err := os.Stat(filepath.Join(dir, state.WorkDir, state.StateName)); err == nil {
			return part{}, fault.Usage("%q is an unfinished run: complete it with --resume", dir)
		}
		return part{}, fault.Usage("%q holds no shard", dir)
	}
	pr, err := state.Read(filepath.Join(dir, entries[i].Name()))
	if err != nil {
		return part{}, fault.Content("shard: %w", err)
	}
	s := part{dir, pr}
	for _, date := range pr.Dates() {
		d := pr.Days[date]
		for _, e := range d.Files {
			if !state.HasSize(filepath.Join(dir, filepath.FromSlash(e.Path)), e.Bytes) {
				return part{}, fault.Content("shard %q: %s is missing or has another size", dir, e.Path)
			}
		}
		for _, e := range d.Parts {
			if !state.HasSize(filepath.Join(dir, state.WorkDir, filepath.FromSlash(e.Path)), e.Bytes) {
				return part{}, fault.Content(
					"shard %q: %s/%s is missing or has another size",
					dir,
					state.WorkDir,
					e.Path,
				)
			}
		}
	}
	return s, nil
}

// checkDays checks that the shards have each day of the run, once.
func checkDays(parts []part, all []days.Day) error {
	from := map[string]string{}
	for _, s := range parts {
		for date := range s.Days {
			if other, twice := from[date]; twice {
				return fault.Content("day %s is in two shards: %q and %q", date, other, s.dir)
			}
			from[date] = s.dir
		}
	}
	for _, d := range all {
		if from[d.Date] == "" {
			return fault.Content("day %s is in no shard", d.Date)
		}
		delete(from, d.Date)
	}
	for date, dir := range from {
		return fault.Content("%q has day %s, which is not of the run", dir, date)
	}
	return nil
}
