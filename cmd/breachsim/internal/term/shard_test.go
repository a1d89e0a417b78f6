package term

import (
	"testing"

	"github.com/breachsim/breachsim/output"
)

func TestShardFromEnvironment(t *testing.T) {
	for _, c := range []struct {
		name string
		env  map[string]string
		want output.Shard
		err  string
	}{
		{"nothing set", nil, output.Shard{}, ""},
		{"a count alone says nothing", map[string]string{"BREACHSIM_SHARDS": "4", "CLOUD_RUN_TASK_COUNT": "3"}, output.Shard{}, ""},
		{"slurm from one", slurm("3", "1", "8", "8", "1"), output.Shard{Index: 3, Count: 8}, ""},
		{"slurm from zero", slurm("0", "0", "8", "7", ""), output.Shard{Index: 1, Count: 8}, ""},
		{"slurm by steps", slurm("9", "1", "4", "13", "4"), output.Shard{Index: 3, Count: 4}, ""},
		{"slurm without max", slurm("2", "1", "4", "", ""), output.Shard{Index: 2, Count: 4}, ""},
		{"slurm with gaps", slurm("3", "1", "3", "7", "1"), output.Shard{},
			"the Slurm array has gaps, so that task 3 has no clear place among 3"},
		{"slurm below its least", slurm("1", "2", "3", "", ""), output.Shard{},
			"the Slurm array has gaps, so that task 1 has no clear place among 3"},
		{"slurm without count", slurm("3", "1", "", "", ""), output.Shard{},
			"SLURM_ARRAY_TASK_ID is set, but not SLURM_ARRAY_TASK_COUNT: set it"},
		{"slurm of words", slurm("three", "1", "3", "", ""), output.Shard{}, "SLURM_ARRAY_TASK_ID=three is not a number"},
		{"kubernetes", map[string]string{"JOB_COMPLETION_INDEX": "0", "JOB_COMPLETIONS": "5"}, output.Shard{Index: 1, Count: 5}, ""},
		{"kubernetes, own count", map[string]string{"JOB_COMPLETION_INDEX": "4", "BREACHSIM_SHARDS": "5"}, output.Shard{Index: 5, Count: 5}, ""},
		{"kubernetes beyond", map[string]string{"JOB_COMPLETION_INDEX": "5", "JOB_COMPLETIONS": "5"}, output.Shard{},
			"JOB_COMPLETION_INDEX=5 and JOB_COMPLETIONS=5 do not name a task"},
		{"batch", map[string]string{"AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "2"}, output.Shard{Index: 2, Count: 2}, ""},
		{"batch without size", map[string]string{"AWS_BATCH_JOB_ARRAY_INDEX": "1"}, output.Shard{},
			"AWS_BATCH_JOB_ARRAY_INDEX is set, but not the number of tasks: set AWS_BATCH_JOB_ARRAY_SIZE"},
		{"cloud run", map[string]string{"CLOUD_RUN_TASK_INDEX": "2", "CLOUD_RUN_TASK_COUNT": "3"}, output.Shard{Index: 3, Count: 3}, ""},
		{"one task of one", map[string]string{"CLOUD_RUN_TASK_INDEX": "0", "CLOUD_RUN_TASK_COUNT": "1"}, output.Shard{}, ""},
	} {
		got, err := ShardFromEnv(func(name string) string { return c.env[name] })
		if got != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%s: %v, %v; want %v, %q", c.name, got, err, c.want, c.err)
		}
		if err != nil && CodeOf(err) != ExitUsage {
			t.Errorf("%s: exit code %d, want %d", c.name, CodeOf(err), ExitUsage)
		}
	}
}

func slurm(id, least, n, most, step string) map[string]string {
	return map[string]string{
		"SLURM_ARRAY_TASK_ID": id, "SLURM_ARRAY_TASK_MIN": least, "SLURM_ARRAY_TASK_COUNT": n,
		"SLURM_ARRAY_TASK_MAX": most, "SLURM_ARRAY_TASK_STEP": step,
	}
}
