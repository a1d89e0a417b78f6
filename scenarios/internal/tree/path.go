package tree

import (
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// KeyPath is the path of a key below another path.
func KeyPath(path, key string) string {
	key = wording.Clip(key, 40)
	if path == "" {
		return key
	}
	return path + "." + key
}

// ItemPath is the path of an item, from 0, below the path of its list.
func ItemPath(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Parent is the path of what a key belongs to.
func Parent(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[:i]
		}
	}
	return path
}

// Step is one step of a path: a key, or an index when key is empty.
type Step struct {
	Key   string
	Index int
}

// SplitPath reads a path such as campaigns[0].pacing.rate. bad is true where the
// text is none.
func SplitPath(path string) (steps []Step, bad bool) {
	for part := range strings.SplitSeq(path, ".") {
		key, rest, indexed := strings.Cut(part, "[")
		if key == "" {
			return nil, true
		}
		steps = append(steps, Step{Key: key})
		for indexed {
			var number string
			number, rest, _ = strings.Cut(rest, "]")
			i, err := strconv.Atoi(number)
			if err != nil || i < 0 || strings.Trim(number, "0123456789") != "" {
				return nil, true
			}
			steps = append(steps, Step{Index: i})
			if rest == "" {
				break
			}
			if rest[0] != '[' {
				return nil, true
			}
			rest = rest[1:]
		}
	}
	return steps, len(steps) == 0 || len(steps) > maxDepth
}
