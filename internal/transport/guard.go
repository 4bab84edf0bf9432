package transport

import (
	"fmt"
	"net/netip"
	"syscall"
)

// AddressError says that a host name led to an address inside the network.
type AddressError struct {
	Address netip.Addr
}

// Error names the address.
func (e *AddressError) Error() string {
	return fmt.Sprintf("address %s is not a public one", e.Address)
}

// Hint tells how to reach such an address on purpose.
func (e *AddressError) Hint() string {
	return "set allow-private if a server inside your network is meant"
}

// The special-purpose blocks (RFC 6890 and its registries) that the netip predicates
// leave out, and the two that carry an IPv4 address inside an IPv6 one.
var blocked = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2002::/16"),
	netip.MustParsePrefix("fec0::/10"),
}

// public reports whether an address belongs to the open internet. The metadata
// services of the clouds (169.254.169.254, fd00:ec2::254) are link-local and private.
func public(addr netip.Addr) bool {
	addr = addr.Unmap().WithZone("")
	if !addr.IsValid() || !addr.IsGlobalUnicast() || addr.IsPrivate() || addr.IsLoopback() {
		return false
	}
	for _, p := range blocked {
		if p.Contains(addr) {
			return false
		}
	}
	return true
}

// guardDial refuses addresses that are not public. It runs after the name was
// resolved, for the very address that is dialled, so a name cannot change its mind.
func guardDial(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read address %q: %w", address, err)
	}
	if !public(at.Addr()) {
		return &AddressError{Address: at.Addr()}
	}
	return nil
}
