package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// ListenFlag is where the program answers over HTTP.
type ListenFlag struct {
	Listen string `name:"listen" env:"ECHOWALL_LISTEN" default:"127.0.0.1:8080" help:"Address on which the program answers over HTTP."`
}

// Check says what is wrong with the setting.
func (f ListenFlag) Check() error {
	if _, port, err := net.SplitHostPort(f.Listen); err != nil || port == "" {
		return Wrong(fmt.Errorf("ECHOWALL_LISTEN: %q; expected an address with a port, as 127.0.0.1:8080", f.Listen))
	}
	return nil
}

// Listener begins to listen. An address that somebody else uses now may be free later; any other fault is the
// operator's to mend.
func (f ListenFlag) Listener() (net.Listener, error) {
	l, err := net.Listen("tcp", f.Listen)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("ECHOWALL_LISTEN: %s is in use by another process", f.Listen)
	case err != nil:
		return nil, Wrong(fmt.Errorf("ECHOWALL_LISTEN: expected an address of this machine with a port, as "+
			"127.0.0.1:8080: %w", err))
	}
	return l, nil
}

// ProxyFlag says whose word is taken for whom a request comes from.
type ProxyFlag struct {
	Proxy []string `name:"trusted-proxy" env:"ECHOWALL_TRUSTED_PROXY" help:"Addresses or networks of your proxies, as 127.0.0.1,10.0.0.0/8: from these alone X-Forwarded-For is believed." placeholder:"ADDRESS,..."`
}

// Networks are the networks in which the proxies are.
func (f ProxyFlag) Networks() ([]netip.Prefix, error) {
	var all []netip.Prefix
	for _, text := range f.Proxy {
		network, err := netip.ParsePrefix(text)
		if one, bad := netip.ParseAddr(text); bad == nil {
			network, err = netip.PrefixFrom(one, one.BitLen()), nil
		}
		if err != nil {
			return nil, Wrong(fmt.Errorf("ECHOWALL_TRUSTED_PROXY: %q; expected addresses or networks, as "+
				"127.0.0.1,10.0.0.0/8", text))
		}
		all = append(all, network)
	}
	return all, nil
}

// MetricsFlag says where the program tells how it is doing.
type MetricsFlag struct {
	Metrics string `name:"metrics" env:"ECHOWALL_METRICS" help:"Address on which /metrics is told to Prometheus, as 127.0.0.1:9090; nowhere where it is not set." placeholder:"HOST:PORT"`
}

// Check says what is wrong with the setting.
func (f MetricsFlag) Check() error {
	if f.Metrics == "" {
		return nil
	}
	if _, port, err := net.SplitHostPort(f.Metrics); err != nil || port == "" {
		return Wrong(fmt.Errorf("ECHOWALL_METRICS: %q; expected an address with a port, as 127.0.0.1:9090", f.Metrics))
	}
	return nil
}

// Listener begins to listen where metrics are asked for; nil where they are not.
func (f MetricsFlag) Listener() (net.Listener, error) {
	if f.Metrics == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", f.Metrics)
	if err != nil {
		return nil, Wrong(fmt.Errorf("ECHOWALL_METRICS: expected a free address of this machine with a port, as "+
			"127.0.0.1:9090: %w", err))
	}
	return l, nil
}
