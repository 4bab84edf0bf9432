package transport

import (
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2a02:26f0::1": true, "8.8.8.8": true,
		"127.0.0.1": false, "::1": false, "0.0.0.0": false, "::": false, "0.1.2.3": false,
		"10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "100.64.0.1": false,
		"169.254.169.254": false, "fe80::1": false, "fe80::1%eth0": false, "fd00:ec2::254": false,
		"224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "240.0.0.1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::a9fe:a9fe": false, "2002:7f00:1::": false,
		"192.0.0.192": false, "198.18.0.1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %t", address, got)
		}
	}
}

// The name "localhost" is public by its looks; what it resolves to is not.
func TestGuardLooksBehindNamesAndRedirects(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) { t.Error("the server was reached") })
	c, err := New(Options{Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	for _, url := range []string{s.URL, "http://localhost" + port, "http://[::ffff:127.0.0.1]" + port} {
		var address *AddressError
		if _, err := c.Get(t.Context(), url, ""); !errors.As(err, &address) || address.Hint() == "" {
			t.Errorf("%s: error %v", url, err)
		}
	}
}
