package audit_test

import (
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"strconv"
	"strings"
)

// everywhere rewrites the lines of the truth.
func (c *copied) everywhere(change func(line string) string) {
	root := filepath.Join(c.dir, "truth")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".jsonl" {
			return err
		}
		rel, err := filepath.Rel(c.dir, path)
		if err == nil {
			c.edit(rel, change)
		}
		return err
	})
	c.check(err)
}

// attackLine changes the lines of the attack.
func attackLine(change func(line string) string) func(c *copied) {
	return func(c *copied) {
		c.audit(func(l string) string {
			if !c.attack(l) {
				return l
			}
			return change(l)
		})
	}
}

// attackNumber changes a number of the attack's lines.
func attackNumber(key string, change func(n uint64) uint64) func(c *copied) {
	return attackLine(func(l string) string {
		n, err := strconv.ParseUint(get(l, key), 10, 64)
		if err != nil {
			return l
		}
		return set(l, key, strconv.FormatUint(change(n), 10))
	})
}

// attackHex changes an id of the attack's lines, also where the truth names it.
func attackHex(key string, change func(n uint64) uint64) func(c *copied) {
	return func(c *copied) {
		renamed := map[string]string{}
		attackLine(func(l string) string {
			if id := get(l, key); id != "" {
				renamed[id] = hexOf(c, id, change)
				return set(l, key, quote(renamed[id]))
			}
			return l
		})(c)
		c.audit(func(l string) string { // the owner's part of a session that was stolen
			if id := renamed[get(l, key)]; id != "" {
				return set(l, key, quote(id))
			}
			return l
		})
		c.everywhere(func(l string) string {
			for _, k := range []string{"event_id", "session_id", "first_event_id", "cause"} {
				if from, to := value(l, k); to > from {
					if id := renamed[get(l, k)]; id != "" {
						l = set(l, k, quote(id))
					}
				}
			}
			return l
		})
		for old, id := range renamed {
			if label, ok := c.labels[old]; ok {
				c.labels[id] = label
			}
		}
	}
}

func hexOf(c *copied, id string, change func(n uint64) uint64) string {
	n, err := strconv.ParseUint(id, 16, 64)
	c.check(err)
	return fmt.Sprintf("%016x", change(n))
}

func notTen(n uint64) uint64 {
	if n%10 == 0 {
		return n + 1
	}
	return n
}

// narrower brings a latency a third nearer to a quarter of a second.
func narrower(n uint64) uint64 {
	const centre = 250_000
	return uint64(centre * math.Pow(float64(n)/centre, 0.6))
}

// attackTime changes the microseconds of the second of the attack's lines.
func attackTime(c *copied, change func(us int) int) {
	retimed(c, func(ts string) string {
		us, err := strconv.Atoi(ts[len(ts)-7 : len(ts)-1])
		c.check(err)
		return fmt.Sprintf("%s%06dZ", ts[:len(ts)-7], change(us))
	})
}

// swapped changes the places of two members that follow each other.
func swapped(line, first, second string) string {
	from, _ := value(line, first)
	_, to := value(line, second)
	from -= len(first) + 3
	a, b, _ := strings.Cut(line[from:to], `,"`+second)
	return line[:from] + `"` + second + b + "," + a + line[to:]
}

func thirdWithoutDept(c *copied) {
	n := 0
	attackLine(func(l string) string {
		if get(l, "result") == "found" {
			if n++; n%3 == 0 {
				return set(l, "patient_dept", "null")
			}
		}
		return l
	})(c)
}

func sameEnds(c *copied) {
	attackLine(func(l string) string {
		id := get(l, "request_id")
		if id == "" {
			return l
		}
		event := get(l, "event_id")
		return set(l, "request_id", quote(id[:15]+event[15:]))
	})(c)
}

func countingEnds(c *copied) {
	ends, before := map[uint64]uint64{}, uint64(0)
	c.audit(func(l string) string {
		hexOf(c, get(l, "event_id"), func(n uint64) uint64 {
			ends[n] = (before + 5) & 15
			if c.attack(l) {
				before = n&^15 | (before+5)&15
			} else {
				before = n
			}
			return n
		})
		return l
	})
	attackHex("event_id", func(n uint64) uint64 { return n&^15 | ends[n] })(c)
}
