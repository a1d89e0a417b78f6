package term

import (
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output"
)

// ParseShard reads --shard i/n.
func ParseShard(text string) (output.Shard, error) {
	index, total, ok := strings.Cut(text, "/")
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(total)
	if !ok || err1 != nil || err2 != nil || i < 1 || i > n {
		return output.Shard{}, Usagef("--shard %q: want i/n with i from 1 to n, such as 2/8, or off", text)
	}
	return output.Shard{Index: i, Count: n}, nil
}

// arrayEnv is one way in which an engine tells a task its place among many.
type arrayEnv struct {
	index  string   // variable with the place
	first  int      // the place of the first task
	counts []string // variables with the number of tasks; the first one set counts
}

func arrayEnvs() []arrayEnv {
	return []arrayEnv{
		{index: "JOB_COMPLETION_INDEX", counts: []string{"JOB_COMPLETIONS", "BREACHSIM_SHARDS"}}, // Kubernetes
		{index: "AWS_BATCH_JOB_ARRAY_INDEX", counts: []string{"AWS_BATCH_JOB_ARRAY_SIZE"}},
		{index: "CLOUD_RUN_TASK_INDEX", counts: []string{"CLOUD_RUN_TASK_COUNT"}},
	}
}

// ShardFromEnv finds the place of this task from the environment. One task of
// one is no shard. It never guesses: what is not clear is an error.
func ShardFromEnv(env func(string) string) (output.Shard, error) {
	var found []string
	var shard output.Shard
	if env("SLURM_ARRAY_TASK_ID") != "" {
		s, err := slurmShard(env)
		if err != nil {
			return s, err
		}
		shard, found = s, append(found, "SLURM_ARRAY_TASK_ID")
	}
	for _, a := range arrayEnvs() {
		if env(a.index) == "" {
			continue
		}
		s, err := a.shard(env)
		if err != nil {
			return s, err
		}
		shard, found = s, append(found, a.index)
	}
	if len(found) > 1 {
		return output.Shard{}, Usagef(
			"%s are set at once: which one numbers this task is not clear",
			strings.Join(found, " and "),
		).
			WithHint("give --shard i/n, or --shard off")
	}
	if shard.Count == 1 {
		return output.Shard{}, nil
	}
	return shard, nil
}

func (a *arrayEnv) shard(env func(string) string) (output.Shard, error) {
	for _, name := range a.counts {
		if env(name) == "" {
			continue
		}
		i, err1 := strconv.Atoi(env(a.index))
		n, err2 := strconv.Atoi(env(name))
		if err1 != nil || err2 != nil || i < a.first || i-a.first >= n {
			return output.Shard{}, Usagef("%s=%s and %s=%s do not name a task", a.index, env(a.index), name, env(name)).
				WithHint("give --shard i/n, or --shard off")
		}
		return output.Shard{Index: i - a.first + 1, Count: n}, nil
	}
	return output.Shard{}, Usagef(
		"%s is set, but not the number of tasks: set %s",
		a.index,
		strings.Join(a.counts, " or "),
	).
		WithHint("or give --shard i/n, or --shard off")
}

// slurmShard reads the place in a Slurm array. An array with gaps, such as
// 1,3,7, does not say how many tasks stand before one: it is refused.
func slurmShard(env func(string) string) (output.Shard, error) {
	var v [5]int
	for i, name := range []string{"ID", "MIN", "COUNT", "MAX", "STEP"} {
		name = "SLURM_ARRAY_TASK_" + name
		text := env(name)
		if text == "" {
			if i < 3 {
				return output.Shard{}, Usagef("SLURM_ARRAY_TASK_ID is set, but not %s: set it", name).
					WithHint("or give --shard i/n, or --shard off")
			}
			text = map[int]string{3: "0", 4: "1"}[i]
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return output.Shard{}, Usagef(
				"%s=%s is not a number",
				name,
				text,
			).WithHint("give --shard i/n, or --shard off")
		}
		v[i] = n
	}
	id, least, n, most, step := v[0], v[1], v[2], v[3], max(v[4], 1)
	place := (id - least) / step
	gaps := most != 0 && (most-least)/step+1 != n
	if gaps || (id-least)%step != 0 || place < 0 || place >= n {
		return output.Shard{}, Usagef("the Slurm array has gaps, so that task %d has no clear place among %d", id, n).
			WithHint("use an array such as 1-%d, or give --shard i/n, or --shard off", max(n, 1))
	}
	return output.Shard{Index: place + 1, Count: n}, nil
}
