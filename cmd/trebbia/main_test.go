package main

import (
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"trebbia": main})
}

// TestScripts types what users type. Every script finds a copy of the examples in its
// folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_GB.UTF-8")
			// What a script puts into www is served at $URL while the script runs.
			server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(env.WorkDir, "www"))))
			env.Defer(server.Close)
			env.Setenv("URL", server.URL)
			return copyExamples(filepath.Join(env.WorkDir, "examples"))
		},
		Cmds: commands(),
	})
}

func commands() map[string]func(ts *testscript.TestScript, neg bool, args []string) {
	out := map[string]func(ts *testscript.TestScript, neg bool, args []string){
		"exits":   exits,
		"replace": replace,
		"drop":    drop,
		"same":    same,
	}
	maps.Copy(out, stepsOfCI)
	return out
}

// copyExamples copies the examples without what a run of them left behind.
func copyExamples(to string) error {
	if err := os.CopyFS(to, os.DirFS("../../examples")); err != nil {
		return err
	}
	made, err := filepath.Glob(filepath.Join(to, "*", "catalogo*"))
	if err != nil {
		return err
	}
	for _, name := range made {
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// exits CODE COMMAND... runs a command that must end with the exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if (got == want) == neg {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// replace FILE OLD NEW edits a file; OLD must occur.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not contain %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o644))
}

// drop FILE TEXT removes the lines of a file that contain the text; there must be one.
func drop(ts *testscript.TestScript, _ bool, args []string) {
	var kept []string
	lines := strings.SplitAfter(ts.ReadFile(args[0]), "\n")
	for _, line := range lines {
		if !strings.Contains(line, args[1]) {
			kept = append(kept, line)
		}
	}
	if len(kept) == len(lines) {
		ts.Fatalf("%s has no line with %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(kept, "")), 0o644))
}

// same FOLDER FOLDER compares two folders: the same files with the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	a, b := contents(ts, args[0]), contents(ts, args[1])
	equal := len(a) == len(b)
	for name := range a {
		equal = equal && a[name] == b[name]
	}
	if equal == neg {
		ts.Fatalf("%s and %s: equal is %v", args[0], args[1], equal)
	}
}

func contents(ts *testscript.TestScript, folder string) map[string]string {
	out := map[string]string{}
	root := ts.MkAbs(folder)
	ts.Check(filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(root, path)
		out[name] = string(text)
		return err
	}))
	return out
}
