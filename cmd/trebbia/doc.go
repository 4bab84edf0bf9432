// Trebbia harvests dataset metadata, maps it to DCAT-AP_IT, validates it and publishes
// it as a catalogue. Each subcommand is one file: flags fill a struct, and one call to
// package trebbia does the work. This is the only package that knows the command line,
// the environment and the terminal.
//
// Standard output carries the result only; progress and errors go to standard error.
// The exit codes of every command are listed in its help and in docs/commands.md.
package main
