// Command kubernetes reads job files strictly into the API's own types: an unknown or
// doubled key is an error, and so is what an Indexed Job needs and does not have.
package main

import (
	"fmt"
	"os"
	"strconv"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	bad := false
	for _, name := range os.Args[1:] {
		if err := check(name); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
			bad = true
		}
	}
	if bad {
		os.Exit(1)
	}
}

func check(name string) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	var job batch.Job
	if err := yaml.UnmarshalStrict(text, &job); err != nil {
		return err
	}
	pod := job.Spec.Template.Spec
	switch {
	case job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Name == "":
		return fmt.Errorf("%s %s %q is no named job of batch/v1", job.APIVersion, job.Kind, job.Name)
	case pod.RestartPolicy != core.RestartPolicyNever && pod.RestartPolicy != core.RestartPolicyOnFailure:
		return fmt.Errorf("a job needs restartPolicy Never or OnFailure, not %q", pod.RestartPolicy)
	case len(pod.Containers) != 1:
		return fmt.Errorf("%d containers", len(pod.Containers))
	}
	if job.Spec.CompletionMode == nil || *job.Spec.CompletionMode != batch.IndexedCompletion {
		return nil
	}
	if job.Spec.Completions == nil || job.Spec.BackoffLimitPerIndex == nil {
		return fmt.Errorf("an indexed job of shards needs completions and backoffLimitPerIndex")
	}
	want := strconv.Itoa(int(*job.Spec.Completions))
	for _, e := range pod.Containers[0].Env {
		if e.Name == "BREACHSIM_SHARDS" && e.Value == want {
			return nil
		}
	}
	return fmt.Errorf("BREACHSIM_SHARDS is not %s, the completions", want)
}
