// Package transport is the one HTTP client of trebbia.
//
// Its guarantee: whatever a server does, a request ends within its budgets of time,
// bytes, redirects and repetitions, no secret leaves for another host or reaches an
// error or a recording, and with a replay file the network is not touched at all.
// What a body means, its charset included, is left to the caller.
package transport
