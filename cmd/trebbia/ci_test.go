package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/testscript"
)

// What a repository runs in CI is tried as it stands in the files of this project: the
// steps of the action, the jobs of the documentation, the hook.

// stepsOfCI are the commands of the scripts that run them. Each takes an exit code and
// must end with it.
var stepsOfCI = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"action":    action,
	"gitlab":    gitlab,
	"precommit": precommit,
}

// project is the root of this repository.
const project = "../.."

// bash runs a script as runners do and checks how it ends.
func bash(ts *testscript.TestScript, script, code string, env ...string) {
	want, err := strconv.Atoi(code)
	ts.Check(err)
	name := ts.MkAbs("step.sh")
	ts.Check(os.WriteFile(name, []byte(script), 0o600))
	defer os.Remove(name)
	args := append(slices.Clone(env), "bash", "--noprofile", "--norc", "-eo", "pipefail", name)
	have := 0
	if err := ts.Exec("env", args...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		have = exit.ExitCode()
	}
	if have != want {
		ts.Fatalf("exit code %d, want %d", have, want)
	}
}

var inputOf = regexp.MustCompile(`^\$\{\{ inputs\.([a-z-]+) \}\}$`)

// action CODE STEP NAME=VALUE... runs one step of action.yml with the inputs; \n in a
// value is a line end.
func action(ts *testscript.TestScript, _ bool, args []string) {
	var definition struct {
		Inputs map[string]struct {
			Default  string
			Required bool
		}
		Runs struct {
			Using string
			Steps []struct {
				Name, ID, Shell, Run string
				Env                  map[string]string
			}
		}
	}
	readYAML(ts, "action.yml", &definition)
	inputs := map[string]string{}
	for _, arg := range args[2:] {
		name, value, _ := strings.Cut(arg, "=")
		if _, ok := definition.Inputs[name]; !ok {
			ts.Fatalf("the action has no input %q", name)
		}
		inputs[name] = strings.ReplaceAll(value, `\n`, "\n")
	}
	for _, step := range definition.Runs.Steps {
		if step.Name != args[1] {
			continue
		}
		if step.Shell != "bash" || strings.Contains(step.Run, "${{") {
			ts.Fatalf("step %q: shell %q; expressions belong into env", step.Name, step.Shell)
		}
		env := []string{"RUNNER_TEMP=" + ts.Getenv("WORK"), "GITHUB_OUTPUT=" + ts.MkAbs("output"), "GITHUB_PATH=" + ts.MkAbs("path"),
			"GITHUB_STEP_SUMMARY=" + ts.MkAbs("summary"), "GITHUB_ACTION_PATH=" + ts.Getenv("WORK")}
		for name, value := range step.Env {
			m := inputOf.FindStringSubmatch(value)
			if m == nil {
				ts.Fatalf("step %q: env %s is %q", step.Name, name, value)
			}
			input, ok := definition.Inputs[m[1]]
			if !ok {
				ts.Fatalf("step %q: the action has no input %q", step.Name, m[1])
			}
			given, ok := inputs[m[1]]
			if !ok {
				given = input.Default
			}
			env = append(env, name+"="+given)
		}
		bash(ts, step.Run, args[0], env...)
		return
	}
	ts.Fatalf("action.yml has no step %q", args[1])
}

var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// gitlab CODE runs the job of docs/ci.md.
func gitlab(ts *testscript.TestScript, _ bool, args []string) {
	text, err := os.ReadFile(filepath.Join(project, "docs/ci.md"))
	ts.Check(err)
	type job struct {
		BeforeScript []string `yaml:"before_script"`
		Script       []string
		Artifacts    struct{ Reports map[string]string }
	}
	for _, block := range yamlBlock.FindAllSubmatch(text, -1) {
		var jobs map[string]job
		if yaml.Unmarshal(block[1], &jobs) != nil || len(jobs["trebbia"].Script) == 0 {
			continue
		}
		j := jobs["trebbia"]
		bash(ts, strings.Join(append(j.BeforeScript, j.Script...), "\n"), args[0])
		for kind, file := range j.Artifacts.Reports {
			if _, err := os.Stat(ts.MkAbs(file)); err != nil {
				ts.Fatalf("report %s: %v", kind, err)
			}
		}
		return
	}
	ts.Fatalf("docs/ci.md has no job for GitLab")
}

// precommit CODE ARG... runs the hook on the files of the repository that it is for, as
// pre-commit does on all files.
func precommit(ts *testscript.TestScript, _ bool, args []string) {
	var hooks []struct {
		ID, Name, Entry, Language, Files string
		Args                             []string
	}
	readYAML(ts, ".pre-commit-hooks.yaml", &hooks)
	hook := hooks[0]
	if hook.Language != "golang" || !strings.HasPrefix(hook.Entry, "trebbia ") {
		ts.Fatalf("hook %q: language %q, entry %q", hook.ID, hook.Language, hook.Entry)
	}
	wanted := regexp.MustCompile(hook.Files)
	root := ts.MkAbs(".")
	command := append(strings.Fields(hook.Entry), args[1:]...)
	ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && wanted.MatchString(name) {
			name, err = filepath.Rel(root, name)
			command = append(command, name)
		}
		return err
	}))
	exits(ts, false, append([]string{args[0]}, command...))
}

func readYAML(ts *testscript.TestScript, name string, v any) {
	text, err := os.ReadFile(filepath.Join(project, name))
	ts.Check(err)
	if err := yaml.Unmarshal(text, v); err != nil {
		ts.Fatalf("%s: %v", name, err)
	}
}
