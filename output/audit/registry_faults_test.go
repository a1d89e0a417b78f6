package audit_test

import (
	"fmt"
	"slices"
	"strings"
)

// Faults of the records and of answers: who was taken stands out where no story says so.

// cell returns a field of a line of a table that has no quotes in front of it.
func cell(line string, column int) string { return strings.Split(line, ",")[column] }

// withCell replaces it.
func withCell(line string, column int, value string) string {
	cells := strings.Split(line, ",")
	cells[column] = value
	return strings.Join(cells, ",")
}

// victims are the accounts that a campaign used.
func (c *copied) victims() map[string]bool {
	out := map[string]bool{}
	for _, l := range c.read("truth/accounts.jsonl") {
		out[get(l, "account")] = true
	}
	return out
}

func stolenFirst(c *copied) {
	taken := c.victims()
	lines := c.read("records/accounts.csv")
	slices.SortStableFunc(lines[1:], func(a, b string) int {
		x, y := taken[cell(a, 0)], taken[cell(b, 0)]
		switch {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	})
	c.write("records/accounts.csv", lines)
}

func openedEarlyInMonths(c *copied) {
	taken, n := c.victims(), 0
	c.edit("records/accounts.csv", func(l string) string {
		if day := cell(l, 7); len(day) == 10 && day[4] == '-' {
			n++
			if taken[cell(l, 0)] {
				return withCell(l, 7, day[:8]+"02")
			}
			return withCell(l, 7, day[:8]+fmt.Sprintf("%02d", 10+n%19))
		}
		return l
	})
}

// exposed are the references of the persons who were exposed.
func (c *copied) exposed() map[string]bool {
	out := map[string]bool{}
	for _, l := range c.read("truth/exposed_persons.jsonl") {
		out[get(l, "nir_ref")] = true
	}
	return out
}

// nobodyIll takes the long illness from all who were exposed.
func nobodyIll(c *copied) {
	exposed := c.exposed()
	c.edit("records/insured_persons.csv", func(l string) string {
		if cells := strings.Split(l, ","); exposed[cells[2]] {
			return withCell(l, len(cells)-4, "false")
		}
		return l
	})
}

// evenRows puts all who were exposed on even lines, as far as there are others between.
func evenRows(c *copied) {
	exposed := c.exposed()
	lines := c.read("records/insured_persons.csv")
	var taken, others []string
	for _, l := range lines[1:] {
		if exposed[cell(l, 2)] {
			taken = append(taken, l)
		} else {
			others = append(others, l)
		}
	}
	out := lines[:1:1]
	for len(others) > 0 {
		if len(taken) > 0 && len(out)%2 == 1 {
			out, taken = append(out, taken[0]), taken[1:]
			continue
		}
		out, others = append(out, others[0]), others[1:]
	}
	c.write("records/insured_persons.csv", append(out, taken...))
}

// heavierAnswers makes the found answers of the attack one byte longer, in both logs.
func heavierAnswers(c *copied) {
	for _, date := range c.dates() {
		access := c.read("logs/access/" + date + ".log")
		c.edit("logs/audit/"+date+".jsonl", func(l string) string {
			if !c.attack(l) || get(l, "result") != "found" {
				return l
			}
			n, there := c.lines[date+"/"+get(l, "event_id")]
			if !there {
				return l
			}
			old, size := get(l, "resp_bytes"), 0
			_, err := fmt.Sscan(old, &size)
			c.check(err)
			access[n] = strings.Replace(access[n], " 200 "+old+" ", fmt.Sprintf(" 200 %d ", size+1), 1)
			return set(l, "resp_bytes", fmt.Sprint(size+1))
		})
		c.write("logs/access/"+date+".log", access)
	}
}

// neverUnchanged gives the attack every static file anew.
func neverUnchanged(c *copied) {
	for _, date := range c.dates() {
		log := c.read("logs/access/" + date + ".log")
		for _, l := range c.read("truth/access/" + date + ".jsonl") {
			n := 0
			for _, d := range get(l, "line") {
				n = n*10 + int(d-'0')
			}
			if get(l, "label") == "attack" {
				log[n-1] = strings.Replace(log[n-1], `" 304 0 "`, `" 200 41822 "`, 1)
				log[n-1] = strings.Replace(log[n-1], `" 304 - "`, `" 200 41822 "`, 1)
			}
		}
		c.write("logs/access/"+date+".log", log)
	}
}
